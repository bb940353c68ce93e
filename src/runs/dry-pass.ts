import type { Failure } from '../model/item.ts';
import { Summary } from '../model/summary.ts';
import type { Run } from '../session/session.ts';

/**
 * A pass over the rows that is not the last: that one counts and tells failures. Another does only where they end it
 * (`--fail-fast`, `--max-failures`): then there is no last.
 */
export async function countAside(run: Run, pass: (run: Run) => Promise<void>): Promise<void> {
  const { summary, config } = run;
  const limited = config.failFast || config.maxFailures !== undefined;
  const failures: Failure[] = [];
  const onFailure = (failure: Failure) => void (limited && failures.push(failure));
  const aside = new Summary();
  await pass({ ...run, summary: aside, onFailure });
  if (!aside.endedEarly) return;
  summary.endedEarly = aside.endedEarly;
  for (const failure of failures) {
    summary.addFailure(failure);
    run.onFailure(failure);
    run.journal?.add({ row: failure.row, paperId: failure.paper_id, ok: false, failure });
  }
}
