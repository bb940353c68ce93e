/** A worker thread's entry with instant jobs: 100 KB of text a paper. */
import { answerFromThread, type JobRequest, type ThreadReply } from '../../../src/threads/answer.ts';
import { instantJobs } from './jobs.ts';

const jobs = instantJobs(100 * 1024);

export default (request: JobRequest): Promise<ThreadReply> => answerFromThread(jobs, request);
