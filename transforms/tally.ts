import type { Config } from '../src/config/config.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import { onEach } from '../src/flow/on-each.ts';
import type { Failure, Item } from '../src/model/item.ts';
import type { Summary } from '../src/model/summary.ts';

export interface Ledger {
  summary: Summary;
  onFailure: (failure: Failure) => void;
  intake: Intake;
}

/** `T → T`: counts what passes, tells failures, and closes the intake when too many rows failed. */
export function tally<T extends object>(
  { failFast, maxFailures }: Pick<Config, 'failFast' | 'maxFailures'>,
  { summary, onFailure, intake }: Ledger,
): Step<Item<T>, Item<T>> {
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
