/** The architecture: every arrow is a stream, every stage a file in transforms/, and rows flow one way. */
import { admitRows } from '../transforms/admit-rows.ts';
import { askInBatch } from '../transforms/ask-in-batch.ts';
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
import { spoolRows } from '../transforms/spool-rows.ts';
import { type Ledger, tally } from '../transforms/tally.ts';
import { transcribePoster } from '../transforms/transcribe-poster.ts';
import { verifyMatches } from '../transforms/verify-matches.ts';
import type { BatchAsker } from './batch/batch-asker.ts';
import type { Batch } from './batch/open-batch.ts';
import type { Config } from './config/config.ts';
import { jsonFrame, recordOptions } from './config/parts.ts';
import type { Estimate } from './engines/engine.ts';
import type { OriginalEngine } from './engines/original/original.ts';
import { Flow } from './flow/flow.ts';
import type { Item } from './model/item.ts';
import type { Finished, Found, Pair, Parsed } from './model/pair.ts';
import type { Row, TrainingExample } from './model/schemas.ts';
import type { Run } from './session/session.ts';
import type { ExampleSource } from './store/example-source.ts';

export type { Ledger };

/** Bytes → rows. */
const rows = ({ config, intake }: Run): Flow<Uint8Array, Item<Row>> =>
  Flow.from(decodeRows(intake)) //                      bytes → Row               csv, ndjson, json
    .to(selectRows(config, intake)); //                 Row → Row                 start, limit, shard; each paper once

/** Rows → pairs, those that an earlier run finished among them. */
const pairs = <From>(from: Flow<From, Item<Row>>, { config, session }: Run): Flow<From, Item<Pair | Finished>> =>
  from
    .to(resolveFiles(config, session.scratch)) //       Row → Pair                files are there, inside the data directory
    .to(recallFinished(session.store)); //              Pair → Pair | Finished    what an earlier run did

/** The simple pipeline: an engine reads poster and layout at once. */
const readAtOnce = <From>(from: Flow<From, Item<Row>>, run: Run): Flow<From, Item<Found | Finished>> => {
  const { threads, papers, engine, verifier, scratch } = run.session;
  return pairs(from, run)
    .to(parsePaper(papers, scratch, run)) //            Pair → Parsed             worker threads; free, so it fails first
    .to(transcribePoster(engine, run)) //               Parsed → Transcribed      bounded network stage; paid
    .to(matchFigures(threads, run)) //                  Transcribed → Found       worker threads
    .to(verifyMatches(verifier, threads, run)); //      Found → Found             bounded network stage, with --use-vlm
};

/** The original pipeline, phase by phase: Dolphin reads posters and papers, a vision model the layouts at last. */
const PHASES = {
  dolphin_poster: <From>(from: Flow<From, Item<Row>>, run: Run, engine: OriginalEngine) =>
    pairs(from, run).to(readPoster(engine, run)), //    Pair → PosterRead
  dolphin_paper: <From>(from: Flow<From, Item<Row>>, run: Run, engine: OriginalEngine) =>
    PHASES.dolphin_poster(from, run, engine) //         PosterRead → Transcribed
      .to(parsePaper(run.session.papers, run.session.scratch, run)),
  figure_match: <From>(from: Flow<From, Item<Row>>, run: Run, engine: OriginalEngine) =>
    PHASES.dolphin_paper(from, run, engine) //          Transcribed → Found
      .to(matchFigures(run.session.threads, run))
      .to(verifyMatches(run.session.verifier, run.session.threads, run)),
  poster_desc: <From>(from: Flow<From, Item<Row>>, run: Run, engine: OriginalEngine) =>
    PHASES.figure_match(from, run, engine) //           Found → Found
      .to(describePoster(engine, run)),
};

export type Phase = keyof typeof PHASES;

/** Bytes of rows → what they have come to after this phase, in any order. */
export const upTo = (phase: Phase, run: Run, engine: OriginalEngine): Flow<Uint8Array, Item<object>> =>
  PHASES[phase](Flow.from(decodeRows(run.intake)), run, engine) //
    .to(restoreOrder<object>({ intake: run.intake, ordered: false }))
    .to(tally(run.config, run)); //                     too many failures end it here

/** Rows → finished pairs, in row order. */
function finished<From>(from: Flow<From, Item<Row>>, run: Run): Flow<From, Item<Finished>> {
  const { config, intake } = run;
  const { threads, original, store, scratch } = run.session;
  const found = original ? PHASES.poster_desc(from, run, original) : readAtOnce(from, run);
  return found
    .to(reconcileFigures(threads, scratch, run)) //     Found → Matched           layout and markdown name the figures
    .to(assembleExample()) //                           Matched → Finished
    .to(keepExample(store)) //                          into --output-dir
    .to(clearScratch(scratch)) //                       the row's pictures go
    .to(restoreOrder({ intake, ordered: !config.unordered }))
    .to(noteStatus(run.journal))
    .to(tally(config, run)); //                         counts, failures
}

/** Bytes of rows → finished pairs. */
export const examples = (run: Run): Flow<Uint8Array, Item<Finished>> => finished(rows(run), run);

/** With --batch the rows are met more than once. First: bytes of rows → a list on disk, and groups of requests. */
export const questions = (run: Run, { spool, asker }: Batch): Flow<Uint8Array, Item<Parsed | Finished>> =>
  asked(rows(run).to(spoolRows(spool, run.intake)), run, asker);

/** Then, where answers did not come or were no use: the listed rows → groups of requests. */
export const questionsAgain = (run: Run, { asker }: Batch): Flow<Item<Row>, Item<Parsed | Finished>> =>
  asked(Flow.from(admitRows(run.intake)), run, asker);

/** At last, all being answered: the listed rows → finished pairs, as if they had just been read. */
export const answeredExamples = (run: Run): Flow<Item<Row>, Item<Finished>> =>
  finished(Flow.from(admitRows(run.intake)), run);

function asked<From>(from: Flow<From, Item<Row>>, run: Run, asker: BatchAsker): Flow<From, Item<Parsed | Finished>> {
  const { papers, scratch } = run.session;
  return pairs(from, run)
    .to(parsePaper(papers, scratch, run)) //            Pair → Parsed
    .to(askInBatch(asker, run)) //                      Parsed → Parsed           into a group; a full one is submitted
    .to(restoreOrder({ intake: run.intake, ordered: false }))
    .to(tally(run.config, run)); //                     too many failures end it here
}

/** Bytes of rows → what each would cost. */
export function estimates(run: Run): Flow<Uint8Array, Item<Estimate>> {
  return pairs(rows(run), run).to(estimatePoster(run.session.engine));
}

/** Bytes of rows → bytes of records. */
export const records = (run: Run): Flow<Uint8Array, Uint8Array> => encoded(examples(run), run);

/** Listed rows that are answered → bytes of records. */
export const answeredRecords = (run: Run): Flow<Item<Row>, Uint8Array> => encoded(answeredExamples(run), run);

const encoded = <From>(from: Flow<From, Item<Finished>>, run: Run): Flow<From, Uint8Array> =>
  from
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
