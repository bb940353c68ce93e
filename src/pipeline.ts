/**
 * The architecture: every arrow is a stream, every stage a file in transforms/, and rows flow one way, through a head
 * (where rows come from), a middle (what is made of them) and the tail (how they are written). A way of running
 * (runs/) chooses among them.
 */
import { askInBatch } from '../transforms/ask-in-batch.ts';
import { assembleExample } from '../transforms/assemble-example.ts';
import { clearScratch } from '../transforms/clear-scratch.ts';
import { decodeRows } from '../transforms/decode-rows.ts';
import { describePoster } from '../transforms/describe-poster.ts';
import { dropNearDuplicates } from '../transforms/drop-near-duplicates.ts';
import { encodeRecords } from '../transforms/encode-records.ts';
import { encodeRows } from '../transforms/encode-rows.ts';
import { estimatePoster } from '../transforms/estimate-poster.ts';
import { fetchFiles } from '../transforms/fetch-files.ts';
import { keepExample } from '../transforms/keep-example.ts';
import { leaveOutKnown } from '../transforms/leave-out-known.ts';
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
import { tally } from '../transforms/tally.ts';
import { transcribePoster } from '../transforms/transcribe-poster.ts';
import { verifyMatches } from '../transforms/verify-matches.ts';
import type { Estimate } from './engines/engine.ts';
import { Flow } from './flow/flow.ts';
import type { Item } from './model/item.ts';
import type { Finished, Found, Pair, Parsed } from './model/pair.ts';
import type { Row } from './model/schemas.ts';
import type { Account, BatchPass, OriginalPass, Pass, RowPass, StoredPass } from './session/pass.ts';

/** Rows, whatever they are read from. */
export type Rows = Flow<unknown, Item<Row>>;
/** Finished pairs, whatever they are made from. */
export type Examples = Flow<unknown, Item<Finished>>;

/** Head: bytes → rows. */
export const fresh = (pass: RowPass): Rows => {
  const rows = Flow.from(decodeRows(pass)) // bytes → Row         csv, ndjson, json
    .to(selectRows(pass)); //           Row → Row                 start, limit, shard; each paper once
  const { fetcher } = pass;
  if (!fetcher) return rows;
  return rows.to(fetchFiles({ fetcher })); // Row → Row           bounded network stage, with --fetch
};

/** Rows alone, with their files: bytes → bytes. */
export const fetchedRows = (pass: RowPass): Flow<unknown, Uint8Array> =>
  fresh(pass)
    .to(restoreOrder(pass)) //          T → T                     back in row order, unless --unordered
    .to(tally(pass)) //                 T → T                     counts, failures
    .to(encodeRows(pass)); //           Row → bytes

/** Head: rows that were read and selected before. */
export const listed = (pass: Pass): Rows => Flow.from(selectRows(pass)); // Row → Row as there is room for them

/** Head: bytes → rows, listed for later passes. */
export const spooled = (pass: BatchPass): Rows =>
  fresh(pass) //
    .to(spoolRows(pass)); //            Row → Row                 a list on disk

/** Head: what an earlier run kept; these pairs are finished. */
export const stored = (pass: StoredPass): Examples =>
  Flow.from(readStored(pass)) //        key → Finished
    .to(tally(pass)); //                Finished → Finished       counts, failures

/** Rows → pairs, or what an earlier run finished. */
const pairs = (rows: Rows, pass: Pass): Flow<unknown, Item<Pair | Finished>> =>
  rows
    .to(resolveFiles(pass)) //          Row → Pair                files are there, inside the data directory
    .to(recallFinished(pass)) //        Pair → Pair | Finished    what an earlier run did
    .to(leaveOutKnown(pass)); //        T → T                     without the papers of --exclude

/** The simple pipeline: an engine reads poster and layout at once. */
const readAtOnce = (rows: Rows, pass: Pass): Flow<unknown, Item<Found | Finished>> =>
  pairs(rows, pass)
    .to(parsePaper(pass)) //            Pair → Parsed             worker threads; free, so it fails first
    .to(transcribePoster(pass)) //      Parsed → Transcribed      bounded network stage; paid
    .to(matchFigures(pass)) //          Transcribed → Found       worker threads
    .to(verifyMatches(pass)); //        Found → Found             bounded network stage, with --use-vlm

/** The original pipeline, phase by phase: Dolphin reads posters and papers, a vision model describes layouts last. */
const PHASES = {
  dolphin_poster: (rows: Rows, pass: OriginalPass) =>
    pairs(rows, pass) //
      .to(readPoster(pass)), //         Pair → PosterRead         bounded network stage
  dolphin_paper: (rows: Rows, pass: OriginalPass) =>
    PHASES.dolphin_poster(rows, pass) //
      .to(parsePaper(pass)), //         PosterRead → Transcribed  bounded network stage
  figure_match: (rows: Rows, pass: OriginalPass) =>
    PHASES.dolphin_paper(rows, pass)
      .to(matchFigures(pass)) //        Transcribed → Found       worker threads
      .to(verifyMatches(pass)), //      Found → Found             bounded network stage, with --use-vlm
  poster_desc: (rows: Rows, pass: OriginalPass) =>
    PHASES.figure_match(rows, pass) //
      .to(describePoster(pass)), //     Found → Found             bounded network stage
};

export type Phase = keyof typeof PHASES;

/** Middle: rows → what they have come to after this phase. */
export const upTo = (phase: Phase, rows: Rows, pass: OriginalPass): Flow<unknown, Item<object>> =>
  PHASES[phase](rows, pass)
    .to(restoreOrder<object>(pass)) //  T → T                     in any order: nothing is written
    .to(tally(pass)); //                T → T                     too many failures end it here

/** Middle: rows → groups of requests. */
export const asked = (rows: Rows, pass: BatchPass): Flow<unknown, Item<Parsed | Finished>> =>
  pairs(rows, pass)
    .to(parsePaper(pass)) //            Pair → Parsed             worker threads
    .to(askInBatch(pass)) //            Parsed → Parsed           into a group; a full one is submitted
    .to(restoreOrder(pass)) //          T → T                     in any order: nothing is written
    .to(tally(pass)); //                T → T                     too many failures end it here

/** Middle: rows → what each would cost. */
export const estimates = (rows: Rows, pass: Pass): Flow<unknown, Item<Estimate>> =>
  pairs(rows, pass) //
    .to(estimatePoster(pass)); //       Pair → Estimate           nobody is asked

/** Middle: each row by itself → its finished pair. No row needs another here, nor what a run has only one of. */
export const made = (rows: Rows, pass: Pass): Examples =>
  (isOriginal(pass) ? PHASES.poster_desc(rows, pass) : readAtOnce(rows, pass))
    .to(reconcileFigures(pass)) //      Found → Matched           layout and markdown name the figures
    .to(assembleExample()) //           Matched → Finished
    .to(keepExample(pass)) //           Finished → Finished       into --output-dir
    .to(clearScratch(pass)); //         T → T                     the row's pictures are removed

/** Middle: finished pairs, wherever they were made → the same, in row order and accounted for. */
export const accounted = (examples: Examples, pass: Pass): Examples =>
  examples
    .to(leaveOutKnown(pass)) //         T → T                     those whose title their paper tells first
    .to(restoreOrder(pass)) //          T → T                     back in row order, unless --unordered
    .to(noteStatus(pass)) //            Finished → Finished       processing_status.csv
    .to(tally(pass)); //                Finished → Finished       counts, failures

/** Middle: rows → finished pairs, all in this process. */
export const finished = (rows: Rows, pass: Pass): Examples => accounted(made(rows, pass), pass);

/** Tail: finished pairs → those that the data set is to have. */
export const shaped = (examples: Examples, pass: Account): Examples =>
  examples
    .to(dropNearDuplicates(pass)) //    Finished → Finished       of posters that look the same, the first
    .to(shapeExamples(pass)); //        Finished → Finished       left out, cut to size, copies added

/** Tail: finished pairs → bytes of records. */
export const records = (examples: Examples, pass: Account): Flow<unknown, Uint8Array> =>
  shaped(examples, pass) //
    .to(encodeRecords(pass)); //        Finished → bytes

const isOriginal = (pass: Pass): pass is OriginalPass => pass.original !== null;
