import type { Config } from '../src/config/config.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import { stage } from '../src/flow/stage.ts';
import { type Item, RowError, SkipRow } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import { inShard } from '../src/rows/in-shard.ts';
import { SeenIds } from '../src/rows/seen-ids.ts';

type Selection = Pick<Config, 'start' | 'limit' | 'shard'>;

/**
 * `Row → Row`: those that were asked for, each paper once. `--start` counts rows of the input, `--limit` rows that
 * are let through; with the last of them the intake closes.
 */
export function selectRows({ start, limit, shard }: Selection, intake: Intake): Step<Item<Row>, Item<Row>> {
  const seen = new SeenIds();
  let met = 0;
  let taken = 0;
  return stage({ name: 'select-rows' }, (row: Row) => {
    met += 1;
    if (met <= start || (limit !== undefined && taken >= limit)) throw new SkipRow();
    if (shard && !inShard(row.paper_id, shard)) throw new SkipRow();
    taken += 1;
    if (taken === limit) intake.close();
    if (!seen.add(row.paper_id)) throw new RowError('duplicate', `${row.paper_id} was in an earlier row`);
    return row;
  });
}
