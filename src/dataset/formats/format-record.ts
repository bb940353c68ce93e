/** A training example → one line of a data set, in whichever format. */
import type { TrainingExample } from '../../model/schemas.ts';
import type { Target } from '../instruction.ts';
import { type DatasetRecord, type FormatName, formatNamed } from './formats.ts';
import type { ParquetColumn } from './parquet-columns.ts';
import type { WriteOptions } from './record-format.ts';

export interface RecordOptions extends WriteOptions {
  readonly format: FormatName;
  readonly target: Target;
}

/**
 * A training example as one line of a data set. All records of one format have the same keys, and a key has one type:
 * mixed types are what breaks dataset loaders. The shapes are those of the files beside this one.
 */
export const formatRecord = (example: TrainingExample, { format, target, ...options }: RecordOptions): DatasetRecord =>
  formatNamed(format).write(example, target, options);

/** The Parquet columns of such records. */
export const columnsOf = ({ format, target: _all, ...options }: RecordOptions): ParquetColumn[] =>
  formatNamed(format).columns(options);
