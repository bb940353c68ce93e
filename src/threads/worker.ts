/** A worker thread's entry: the jobs it can do, by name. */
import { codeOf, type FailureCode } from '../item.ts';
import { parsePaper } from '../paper/parse-paper.ts';

const JOBS = { parsePaper };

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;

export interface JobRequest<Name extends JobName = JobName> {
  name: Name;
  args: Parameters<Jobs[Name]>;
}

/** Errors lose their code when they are cloned between threads, so a failure crosses as plain data. */
export type JobReply<Result = unknown> =
  | { ok: true; value: Result }
  | { ok: false; code: FailureCode; message: string; stack: string | undefined };

export default async function work<Name extends JobName>({ name, args }: JobRequest<Name>): Promise<JobReply> {
  const job: (...args: Parameters<Jobs[Name]>) => unknown = JOBS[name];
  try {
    return { ok: true, value: await job(...args) };
  } catch (thrown) {
    const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { ok: false, code: codeOf(thrown), message, stack };
  }
}
