/** A worker thread's entry. */
import { answer, type JobReply, type JobRequest } from './answer.ts';
import { JOBS } from './jobs.ts';

export default (request: JobRequest): Promise<JobReply> => answer(JOBS, request);
