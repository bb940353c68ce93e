/** The configuration, in the parts that each piece of work needs. */

import type { RecordOptions } from '../dataset/formats/format-record.ts';
import type { JsonFrame } from '../dataset/json-frames.ts';
import type { ShapeOptions } from '../dataset/shaping/shape-example.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** Whether colours are wanted: https://no-color.org. */
export const wantsColour = (config: Config, environment: Environment = process.env): boolean =>
  config.color && !environment.NO_COLOR;

/** The options that control how papers are read. */
export function paperOptions({ figures, minFigureSize, dpi, maxPages, ocr, language, formulas }: Config) {
  return { figures, minFigureSize, dpi, maxPages, ocr, language, formulas };
}

/** The options that control what a record looks like. @throws UsageError for options that do not make a record */
export function recordOptions({ format, target, as, system }: Config): RecordOptions {
  if (format === 'coco')
    throw new UsageError('--format coco is one document, not records: poster-stream export --format coco');
  return { format, target, as, system: system ?? null };
}

/** How records are laid out in a stream of text. @throws UsageError for Parquet, which is not text */
export function jsonFrame({ exportFormat }: Config): JsonFrame {
  if (exportFormat === 'parquet')
    throw new UsageError(
      'A run writes JSON; keep its examples with --output-dir and write Parquet with poster-stream export',
    );
  return exportFormat;
}

/** The options that control which examples are written, and how often. */
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
