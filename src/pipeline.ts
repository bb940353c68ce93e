/** The architecture: every arrow is a stream, every stage a file in transforms/, and rows flow one way. */
import { assembleExample } from '../transforms/assemble-example.ts';
import { clearScratch } from '../transforms/clear-scratch.ts';
import { decodeRows } from '../transforms/decode-rows.ts';
import { encodeRecords } from '../transforms/encode-records.ts';
import { keepExample } from '../transforms/keep-example.ts';
import { parsePaper } from '../transforms/parse-paper.ts';
import { readStored } from '../transforms/read-stored.ts';
import { recallFinished } from '../transforms/recall-finished.ts';
import { resolveFiles } from '../transforms/resolve-files.ts';
import { restoreOrder } from '../transforms/restore-order.ts';
import { selectRows } from '../transforms/select-rows.ts';
import { type Ledger, tally } from '../transforms/tally.ts';
import { transcribePoster } from '../transforms/transcribe-poster.ts';
import type { Config } from './config.ts';
import { Flow } from './flow.ts';
import type { Item } from './item.ts';
import type { Finished } from './pair.ts';
import type { Run } from './session.ts';
import type { ExampleStore } from './store/example-store.ts';

/** Bytes of rows → finished pairs, in row order. */
export function examples(run: Run): Flow<Uint8Array, Item<Finished>> {
  const { config, intake } = run;
  const { threads, engine, store, scratch } = run.session;
  return Flow.from(decodeRows(intake)) //               bytes → Row               csv, ndjson, json
    .to(selectRows(config, intake)) //                  Row → Row                 start, limit, shard; each paper once
    .to(resolveFiles(config, scratch)) //               Row → Pair                files are there, inside the data directory
    .to(recallFinished(store)) //                       Pair → Pair | Finished    what an earlier run did
    .to(parsePaper(threads, scratch, config)) //        Pair → Parsed             worker threads; free, so it fails first
    .to(transcribePoster(engine, run)) //               Parsed → Transcribed      bounded network stage; paid
    .to(assembleExample()) //                           Transcribed → Finished
    .to(keepExample(store)) //                          into --output-dir
    .to(clearScratch(scratch)) //                       the row's pictures go
    .to(restoreOrder({ intake, ordered: !config.unordered }))
    .to(tally(config, run)); //                         counts, failures
}

/** Bytes of rows → bytes of records. */
export const records = (run: Run): Flow<Uint8Array, Uint8Array> =>
  examples(run).to(encodeRecords(run.config, run.summary));

/** Files of examples that an earlier run kept → bytes of records. */
export const storedRecords = (config: Config, store: ExampleStore, ledger: Ledger): Flow<Item<string>, Uint8Array> =>
  Flow.from(readStored(store)).to(tally(config, ledger)).to(encodeRecords(config, ledger.summary));
