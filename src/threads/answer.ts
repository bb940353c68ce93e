/** How a job is asked for, and how its answer crosses between threads. */
import { getHeapStatistics } from 'node:v8';
import { codeOf, type FailureCode, RowError } from '../model/item.ts';
import type { JobArgs, JobName, JobResults, JobTable } from './jobs.ts';

export interface JobRequest<Name extends JobName = JobName> {
  name: Name;
  args: JobArgs[Name];
}

/** Errors lose their code when they are cloned between threads, so a failure crosses as plain data. */
export type JobReply<Name extends JobName = JobName> =
  | { ok: true; value: JobResults[Name] }
  | { ok: false; code: FailureCode; message: string; stack: string | undefined };

/** Does the job in this thread. Never throws. */
export async function answer<Name extends JobName>(
  jobs: JobTable,
  { name, args }: JobRequest<Name>,
): Promise<JobReply<Name>> {
  const job: JobTable[Name] = jobs[name];
  try {
    return { ok: true, value: await job(...args) };
  } catch (thrown) {
    const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { ok: false, code: codeOf(thrown), message, stack };
  }
}

/** What a thread sends back. */
export interface ThreadReply<Name extends JobName = JobName> {
  reply: JobReply<Name>;
  /** Of the thread's JavaScript heap, as the job left it. Asked from outside, an idle thread would not keep the process alive. */
  heapBytes: number;
}

export async function answerFromThread(jobs: JobTable, request: JobRequest): Promise<ThreadReply> {
  const reply = await answer(jobs, request);
  return { reply, heapBytes: getHeapStatistics().total_heap_size };
}

/** @throws RowError as the job threw it */
export function unwrap<Name extends JobName>(reply: JobReply<Name>): JobResults[Name] {
  if (reply.ok) return reply.value;
  throw Object.assign(new RowError(reply.code, reply.message), { stack: reply.stack });
}
