import type { Failure } from '../model/item.ts';
import { Summary } from '../model/summary.ts';
import type { Pass } from '../session/pass.ts';

/**
 * Makes a pass over the rows that is not the last: only that one counts rows and reports failures. This one reports
 * them only if they end the run (`--fail-fast`, `--max-failures`), since then there is no last pass.
 */
export async function dryPass<P extends Pass>(pass: P, make: (aside: P) => Promise<void>): Promise<void> {
  const { summary, config } = pass;
  const limited = config.failFast || config.maxFailures !== undefined;
  const failures: Failure[] = [];
  const onFailure = (failure: Failure) => void (limited && failures.push(failure));
  const aside = new Summary();
  await make({ ...pass, summary: aside, onFailure });
  if (!aside.endedEarly) return;
  summary.endedEarly = aside.endedEarly;
  for (const failure of failures) {
    summary.addFailure(failure);
    pass.onFailure(failure);
    pass.journal?.add({ row: failure.row, paperId: failure.paper_id, ok: false, failure });
  }
}
