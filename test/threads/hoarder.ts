/** A worker thread that says which one it is, and hoards or dawdles when told to. */
import { setTimeout } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import type { JobReply, JobRequest } from '../../src/threads/answer.ts';

const hoard: number[][] = [];

export default async ({ args: [what] }: JobRequest): Promise<JobReply> => {
  if (what === 'hoard') for (let i = 0; i < 200; i += 1) hoard.push(new Array(2 ** 17).fill(i));
  if (what === 'dawdle') await setTimeout(400);
  const nothing = { figures: [], tables: [], equations: [], markdown_content: '' };
  const metadata = { thread: threadId };
  return {
    ok: true,
    value: { doc_id: '', doc_type: 'paper', source_path: '', ...nothing, metadata },
  };
};
