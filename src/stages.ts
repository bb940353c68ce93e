/** `poster-stream/stages`: the parts of the pipeline, to chain anew. docs/library.md names every value, and a test compares the two. */
export { askInBatch } from '../transforms/ask-in-batch.ts';
export { assembleExample } from '../transforms/assemble-example.ts';
export { clearScratch } from '../transforms/clear-scratch.ts';
export { decodeRows } from '../transforms/decode-rows.ts';
export { describePoster } from '../transforms/describe-poster.ts';
export { dropNearDuplicates } from '../transforms/drop-near-duplicates.ts';
export { encodeRecords } from '../transforms/encode-records.ts';
export { encodeRows } from '../transforms/encode-rows.ts';
export { estimatePoster } from '../transforms/estimate-poster.ts';
export { fetchFiles } from '../transforms/fetch-files.ts';
export { keepExample } from '../transforms/keep-example.ts';
export { leaveOutKnown } from '../transforms/leave-out-known.ts';
export { matchFigures } from '../transforms/match-figures.ts';
export { noteStatus } from '../transforms/note-status.ts';
export { parsePaper } from '../transforms/parse-paper.ts';
export { readPoster } from '../transforms/read-poster.ts';
export { readStored } from '../transforms/read-stored.ts';
export { recallFinished } from '../transforms/recall-finished.ts';
export { reconcileFigures } from '../transforms/reconcile-figures.ts';
export { resolveFiles } from '../transforms/resolve-files.ts';
export { restoreOrder } from '../transforms/restore-order.ts';
export { selectRows } from '../transforms/select-rows.ts';
export { shapeExamples } from '../transforms/shape-examples.ts';
export { spoolRows } from '../transforms/spool-rows.ts';
export { tally } from '../transforms/tally.ts';
export { transcribePoster } from '../transforms/transcribe-poster.ts';
export { verifyMatches } from '../transforms/verify-matches.ts';
export { configOf } from './config/config.ts';
export { type Credentials, findCredentials } from './config/credentials.ts';
export { KnownPapers } from './dataset/identity/known-papers.ts';
export { Flow } from './flow/flow.ts';
export { Intake } from './flow/intake.ts';
export { onEach } from './flow/on-each.ts';
export { type Stage, type StageOptions, stage, type Work } from './flow/stage.ts';
export type { Item } from './model/item.ts';
export type { Finished, Found, Matched, Pair, Parsed, PosterRead, Transcribed } from './model/pair.ts';
export { Summary } from './model/summary.ts';
export { RowSelection } from './rows/row-selection.ts';
export {
  type Account,
  type BatchPass,
  type OriginalPass,
  openAccount,
  openPass,
  type Pass,
  type RowPass,
  type StoredPass,
} from './session/pass.ts';
export { openSession, type Session } from './session/session.ts';
export { Fetcher, type FetcherOptions } from './sources/fetcher.ts';
export { type Checkpoints, openCheckpoints } from './store/checkpoints.ts';
export { type ExampleSource, openExamples } from './store/example-source.ts';
export { RunJournal } from './store/run-journal.ts';
