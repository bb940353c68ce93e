/** A worker thread's entry. */
import { answerFromThread, type JobRequest, type ThreadReply } from './answer.ts';
import { JOBS } from './jobs.ts';

export default (request: JobRequest): Promise<ThreadReply> => answerFromThread(JOBS, request);
