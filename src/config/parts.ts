/** What each part of the work is told of the configuration. */

import type { RecordOptions } from '../dataset/formats/format-record.ts';
import type { JsonFrame } from '../dataset/json-frames.ts';
import type { ShapeOptions } from '../dataset/shaping/shape-example.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** Whether colours are wanted: https://no-color.org. */
export const wantsColour = (config: Config, environment: Environment = process.env): boolean =>
  config.color && !environment.NO_COLOR;

/** What of the configuration says how a paper is read. */
export function paperOptions({ figures, minFigureSize, dpi, maxPages, ocr, language, formulas }: Config) {
  return { figures, minFigureSize, dpi, maxPages, ocr, language, formulas };
}

/** What of the configuration says how a record looks. @throws UsageError for what is no record */
export function recordOptions({ format, target, as, system }: Config): RecordOptions {
  if (format === 'coco')
    throw new UsageError('--format coco is one document, not records: poster-stream export --format coco');
  return { format, target, as, system: system ?? null };
}

/** How records stand in a stream of text. @throws UsageError for Parquet, which is no text */
export function jsonFrame({ exportFormat }: Config): JsonFrame {
  if (exportFormat === 'parquet')
    throw new UsageError(
      'A run writes JSON; keep its examples with --output-dir and write Parquet with poster-stream export',
    );
  return exportFormat;
}

/** What of the configuration says which examples are written, and how often. */
export function shapeOptions(config: Config): ShapeOptions {
  const { augment, copies, seed, minGrounding, requireFigures, maxInputTokens, truncate, target } = config;
  return {
    augment,
    copies,
    seed,
    minGrounding,
    requireFigures,
    maxInputTokens: maxInputTokens ?? null,
    truncate,
    target,
  };
}
