/** The front door: what the library exports. docs/library.md names every value, and a test compares the two. */
export type { Config, Options } from './config/config.ts';
export { formatRecord, type RecordOptions } from './dataset/formats/format-record.ts';
export type { DatasetRecord } from './dataset/formats/formats.ts';
export { type RecordParts, readRecord } from './dataset/formats/read-record.ts';
export type { Engine, PosterSource } from './engines/engine.ts';
export { FAILURE_CODES, type Failure, type FailureCode, FatalError, RowError } from './model/item.ts';
export type { Outcome, Rows } from './model/outcome.ts';
export * from './model/schemas.ts';
export type { Summary } from './model/summary.ts';
export { UsageError } from './model/usage-error.ts';
export { createPipeline, posterStream } from './runs/create-pipeline.ts';
export { openOwnEngine as openEngine } from './runs/own-engine.ts';
export type { PosterPipeline } from './runs/poster-pipeline.ts';
