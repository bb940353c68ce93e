/** What a SOURCE names: `train.csv`, `data/*.parquet`, a folder, `hf:owner/name@revision:config`. */
import { UsageError } from '../../model/usage-error.ts';

export interface HubSource {
  readonly owner: string;
  readonly name: string;
  readonly revision: string | null;
  readonly config: string | null;
}

const HUB = /^hf:(?<owner>[\w.-]+)\/(?<name>[\w.-]+)(?:@(?<revision>[\w./-]+))?(?::(?<config>[\w.-]+))?$/;

/** `null` for what is a path. @throws UsageError for what begins as a data set of the hub and is none */
export function hubSource(source: string): HubSource | null {
  if (!source.startsWith('hf:')) return null;
  const { owner, name, revision, config } = HUB.exec(source)?.groups ?? {};
  if (!owner || !name) throw new UsageError(`${source}: expected hf:owner/name, as in hf:owner/name@revision:config`);
  return { owner, name, revision: revision ?? null, config: config ?? null };
}
