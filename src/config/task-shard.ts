import { UsageError } from '../model/usage-error.ts';
import type { Environment } from './environment.ts';

const ADVICE = 'say --shard auto/N, and number the tasks from 0 to N - 1';

/**
 * What `--shard` asks of a scheduler: `auto` is the part of a Slurm array that this task is; `auto/N` the shard of the
 * task's own number, which Kubernetes tells as well (an Indexed Job), though not how many there are. Everything else is left
 * as it is.
 *
 * The variables are those of Slurm, Job Array Support, and of Kubernetes, Indexed Job for Parallel Processing.
 * @throws UsageError if no scheduler sets it, or not clearly
 */
export function taskShard(said: unknown, environment: Environment): unknown {
  if (said === 'auto') return shardOfArray(environment);
  const [, count] = typeof said === 'string' ? (/^auto\/(\d+)$/.exec(said) ?? []) : [];
  if (count === undefined) return said;
  const index = environment.SLURM_ARRAY_TASK_ID ?? environment.JOB_COMPLETION_INDEX;
  if (index === undefined)
    throw new UsageError(`--shard ${said}: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set`);
  if (Number(index) >= Number(count))
    throw new UsageError(`--shard ${said}: this is task ${index}; number the tasks from 0 to ${Number(count) - 1}`);
  return `${index}/${count}`;
}

/** Tasks that are run again form an array of their own, which must not be mistaken for the whole. */
function shardOfArray(environment: Environment): string {
  const told = (name: string, unsaid = Number.NaN) => Number(environment[`SLURM_ARRAY_TASK_${name}`] ?? unsaid);
  // Schedulers that imitate Slurm do not always set the step.
  const [id, first, last, step, count] = [told('ID'), told('MIN'), told('MAX'), told('STEP', 1), told('COUNT')];
  if (Number.isNaN(id)) throw new UsageError(`--shard auto: this is no task of a Slurm array; elsewhere ${ADVICE}`);
  const isWhole = first <= 1 && count > 1 && (last - first) / step + 1 === count;
  if (!isWhole) throw new UsageError(`--shard auto: tasks ${first} to ${last} may be a part of an array; ${ADVICE}`);
  return `${(id - first) / step}/${count}`;
}
