/** The architecture: every arrow is a stream, every stage a file in transforms/, and rows flow one way. */
import { assembleExample } from '../transforms/assemble-example.ts';
import { clearScratch } from '../transforms/clear-scratch.ts';
import { decodeRows } from '../transforms/decode-rows.ts';
import { describePoster } from '../transforms/describe-poster.ts';
import { dropNearDuplicates } from '../transforms/drop-near-duplicates.ts';
import { encodeRecords } from '../transforms/encode-records.ts';
import { estimatePoster } from '../transforms/estimate-poster.ts';
import { keepExample } from '../transforms/keep-example.ts';
import { matchFigures } from '../transforms/match-figures.ts';
import { noteStatus } from '../transforms/note-status.ts';
import { parsePaper } from '../transforms/parse-paper.ts';
import { readPoster } from '../transforms/read-poster.ts';
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
import type { OriginalEngine } from './engines/original.ts';
import { Flow } from './flow.ts';
import type { Item } from './item.ts';
import type { TrainingExample } from './model.ts';
import type { Finished, Found, Pair } from './pair.ts';
import type { Run } from './session.ts';
import type { ExampleSource } from './store/example-source.ts';

export type { Ledger };

/** Bytes of rows → pairs, those that an earlier run finished among them. */
const pairs = ({ config, intake, session: { store, scratch } }: Run): Flow<Uint8Array, Item<Pair | Finished>> =>
  Flow.from(decodeRows(intake)) //                      bytes → Row               csv, ndjson, json
    .to(selectRows(config, intake)) //                  Row → Row                 start, limit, shard; each paper once
    .to(resolveFiles(config, scratch)) //               Row → Pair                files are there, inside the data directory
    .to(recallFinished(store)); //                      Pair → Pair | Finished    what an earlier run did

/** The simple pipeline: an engine reads poster and layout at once. */
const readAtOnce = (run: Run): Flow<Uint8Array, Item<Found | Finished>> => {
  const { threads, papers, engine, verifier, scratch } = run.session;
  return pairs(run)
    .to(parsePaper(papers, scratch, run)) //            Pair → Parsed             worker threads; free, so it fails first
    .to(transcribePoster(engine, run)) //               Parsed → Transcribed      bounded network stage; paid
    .to(matchFigures(threads, run)) //                  Transcribed → Found       worker threads
    .to(verifyMatches(verifier, threads, run)); //      Found → Found             bounded network stage, with --use-vlm
};

/** The original pipeline: Dolphin reads posters and papers, a vision model the layout at last. */
const readInStages = (run: Run, engine: OriginalEngine): Flow<Uint8Array, Item<Found | Finished>> => {
  const { threads, papers, verifier, scratch } = run.session;
  return pairs(run)
    .to(readPoster(engine, run)) //                     Pair → PosterRead         dolphin_poster
    .to(parsePaper(papers, scratch, run)) //            PosterRead → Transcribed  dolphin_paper
    .to(matchFigures(threads, run)) //                  Transcribed → Found       figure_match
    .to(verifyMatches(verifier, threads, run)) //       Found → Found
    .to(describePoster(engine, run)); //                Found → Found             poster_desc
};

/** Bytes of rows → finished pairs, in row order. */
export function examples(run: Run): Flow<Uint8Array, Item<Finished>> {
  const { config, intake } = run;
  const { threads, original, store, scratch } = run.session;
  const found = original ? readInStages(run, original) : readAtOnce(run);
  return found
    .to(reconcileFigures(threads, scratch, run)) //     Found → Matched           layout and markdown name the figures
    .to(assembleExample()) //                           Matched → Finished
    .to(keepExample(store)) //                          into --output-dir
    .to(clearScratch(scratch)) //                       the row's pictures go
    .to(restoreOrder({ intake, ordered: !config.unordered }))
    .to(noteStatus(run.journal))
    .to(tally(config, run)); //                         counts, failures
}

/** Bytes of rows → what each would cost. */
export function estimates(run: Run): Flow<Uint8Array, Item<Estimate>> {
  return pairs(run).to(estimatePoster(run.session.engine));
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
