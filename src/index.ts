/** What the library exports: nothing else. */
export type { Config, Options } from './config.ts';
export { createPipeline, posterStream } from './create-pipeline.ts';
export type { Engine, PosterSource } from './engines/engine.ts';
export { Flow, type Step } from './flow.ts';
export { FAILURE_CODES, type Failure, type FailureCode, FatalError, type Item, RowError } from './item.ts';
export * from './model.ts';
export type { Outcome, PosterPipeline, Rows } from './poster-pipeline.ts';
export { type StageOptions, stage, type Work } from './stage.ts';
export { UsageError } from './usage-error.ts';
