/** A worker thread that says which one it is, and hoards or dawdles when told to. */
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { answerFromThread, type JobRequest, type ThreadReply } from '../../src/threads/answer.ts';
import { JOBS, type JobTable } from '../../src/threads/jobs.ts';

const hoard: number[][] = [];

const jobs: JobTable = {
  ...JOBS,
  parsePaper: async (what) => {
    if (what === 'hoard') for (let i = 0; i < 200; i += 1) hoard.push(new Array(2 ** 17).fill(i));
    if (what === 'dawdle') await setTimeout(400);
    const nothing = { figures: [], tables: [], equations: [], markdown_content: '' };
    return { doc_id: '', doc_type: 'paper', source_path: '', ...nothing, metadata: { thread: threadId } };
  },
};

export default (request: JobRequest): Promise<ThreadReply> => answerFromThread(jobs, request);
