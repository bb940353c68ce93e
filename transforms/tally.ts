import { onEach } from '../src/flow/on-each.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Account } from '../src/session/pass.ts';

/** `T → T`: counts what passes, reports failures, and closes the intake when too many rows have failed. */
export function tally<T extends object>({
  config: { failFast, maxFailures },
  summary,
  onFailure,
  intake,
}: Pick<Account, 'config' | 'summary' | 'onFailure' | 'intake'>): Stage<Item<T>, Item<T>> {
  const allowed = failFast ? 0 : (maxFailures ?? Number.POSITIVE_INFINITY);
  return onEach((item) => {
    if (item.ok) {
      summary.done += 1;
      if ('made' in item.value && item.value.made === null) summary.recalled += 1;
    } else if (item.failure) {
      summary.addFailure(item.failure);
      onFailure(item.failure);
      if (item.failure.code === 'over-budget') summary.endedEarly ??= '--max-cost would be passed';
      else if (summary.failed > allowed) endEarly();
    }
  });

  function endEarly(): void {
    summary.endedEarly ??= `${summary.failed} failed ${summary.failed === 1 ? 'row' : 'rows'} (${failFast ? '--fail-fast' : `--max-failures ${allowed}`})`;
    intake.interrupt();
  }
}
