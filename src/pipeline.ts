/** The architecture: every arrow is a stream, every stage a file in transforms/, and rows flow one way. */
import { assembleExample } from '../transforms/assemble-example.ts';
import { clearScratch } from '../transforms/clear-scratch.ts';
import { decodeRows } from '../transforms/decode-rows.ts';
import { dropNearDuplicates } from '../transforms/drop-near-duplicates.ts';
import { encodeRecords } from '../transforms/encode-records.ts';
import { estimatePoster } from '../transforms/estimate-poster.ts';
import { keepExample } from '../transforms/keep-example.ts';
import { matchFigures } from '../transforms/match-figures.ts';
import { noteStatus } from '../transforms/note-status.ts';
import { parsePaper } from '../transforms/parse-paper.ts';
import { readStored } from '../transforms/read-stored.ts';
import { recallFinished } from '../transforms/recall-finished.ts';
import { reconcileFigures } from '../transforms/reconcile-figures.ts';
import { resolveFiles } from '../transforms/resolve-files.ts';
import { restoreOrder } from '../transforms/restore-order.ts';
import { selectRows } from '../transforms/select-rows.ts';
import { shapeExamples } from '../transforms/shape-examples.ts';
import { type Ledger, tally } from '../transforms/tally.ts';
import { transcribePoster } from '../transforms/transcribe-poster.ts';
import { verifyMatches } from '../transforms/verify-matches.ts';
import { type Config, jsonFrame, recordOptions } from './config.ts';
import type { Estimate } from './engines/engine.ts';
import { Flow } from './flow.ts';
import type { Item } from './item.ts';
import type { TrainingExample } from './model.ts';
import type { Finished } from './pair.ts';
import type { Run } from './session.ts';
import type { ExampleSource } from './store/example-source.ts';

export type { Ledger };

/** Bytes of rows → finished pairs, in row order. */
export function examples(run: Run): Flow<Uint8Array, Item<Finished>> {
  const { config, intake } = run;
  const { threads, papers, engine, verifier, store, scratch } = run.session;
  return Flow.from(decodeRows(intake)) //               bytes → Row               csv, ndjson, json
    .to(selectRows(config, intake)) //                  Row → Row                 start, limit, shard; each paper once
    .to(resolveFiles(config, scratch)) //               Row → Pair                files are there, inside the data directory
    .to(recallFinished(store)) //                       Pair → Pair | Finished    what an earlier run did
    .to(parsePaper(papers, scratch, run)) //            Pair → Parsed             worker threads; free, so it fails first
    .to(transcribePoster(engine, run)) //               Parsed → Transcribed      bounded network stage; paid
    .to(matchFigures(threads, run)) //                  Transcribed → Found       worker threads
    .to(verifyMatches(verifier, threads, run)) //       Found → Found             bounded network stage, with --use-vlm
    .to(reconcileFigures(threads, scratch, run)) //     Found → Matched           layout and markdown name the figures
    .to(assembleExample()) //                           Matched → Finished
    .to(keepExample(store)) //                          into --output-dir
    .to(clearScratch(scratch)) //                       the row's pictures go
    .to(restoreOrder({ intake, ordered: !config.unordered }))
    .to(noteStatus(run.journal))
    .to(tally(config, run)); //                         counts, failures
}

/** Bytes of rows → what each would cost. */
export function estimates({ config, intake, session }: Run): Flow<Uint8Array, Item<Estimate>> {
  return Flow.from(decodeRows(intake))
    .to(selectRows(config, intake))
    .to(resolveFiles(config, session.scratch))
    .to(recallFinished(session.store))
    .to(estimatePoster(session.engine));
}

/** Bytes of rows → bytes of records. */
export const records = (run: Run): Flow<Uint8Array, Uint8Array> =>
  examples(run)
    .to(dropNearDuplicates(run.config, run.summary)) // of posters that look the same, the first
    .to(shapeExamples(run.config, run.summary)) //      left out, cut to size, copies added
    .to(encodeRecords(recordOptions(run.config), jsonFrame(run.config), run.summary));

/** What an earlier run kept → finished pairs as the data set is to have them. */
export const storedExamples = (
  config: Config,
  source: ExampleSource,
  ledger: Ledger,
  repeatsOf: (example: TrainingExample) => number,
): Flow<Item<string>, Item<Finished>> =>
  Flow.from(readStored(source, config))
    .to(tally(config, ledger))
    .to(dropNearDuplicates(config, ledger.summary))
    .to(shapeExamples(config, ledger.summary, repeatsOf));

/** What an earlier run kept → bytes of records. */
export const storedRecords = (
  config: Config,
  source: ExampleSource,
  ledger: Ledger,
  repeatsOf: (example: TrainingExample) => number,
): Flow<Item<string>, Uint8Array> =>
  storedExamples(config, source, ledger, repeatsOf).to(
    encodeRecords(recordOptions(config), jsonFrame(config), ledger.summary),
  );
