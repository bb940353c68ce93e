import type { SchemaElement } from 'hyparquet-writer';
import type { DatasetRecord, RecordOptions } from './format-record.ts';
import { jsonText } from './json-text.ts';
import { QUALITY_COLUMNS } from './quality-columns.ts';

/** One column: its part of the file's schema, in preorder, and where a record has its value. */
export interface ParquetColumn {
  readonly name: string;
  readonly schema: readonly SchemaElement[];
  read(record: DatasetRecord): unknown;
}

/**
 * The columns of a record format. Conversations become lists of structs, as trainers expect them; what is nested deeper,
 * a layout, becomes JSON text, since its own columns would be other ones for every tool that reads them.
 */
export function parquetColumns({ format, as, images }: RecordOptions): ParquetColumn[] {
  const pictures = images ? [list('images', [text('element')])] : [];
  switch (format) {
    case 'alpaca':
      return [plain(text('instruction')), plain(text('input')), plain(text('output'))];
    case 'messages':
      return [list('messages', struct('role', 'content')), ...pictures];
    case 'prompt-completion':
      return as === 'messages'
        ? [list('prompt', struct('role', 'content')), list('completion', struct('role', 'content'))]
        : [plain(text('prompt')), plain(text('completion'))];
    case 'sharegpt':
      return [list('conversations', struct('from', 'value')), ...pictures];
    case 'text':
      return [plain(text('text'))];
    case 'raw':
      return [
        ...['paper_id', 'paper_title', 'paper_abstract', 'paper_markdown', 'poster_markdown'].map((name) =>
          plain(text(name)),
        ),
        json('poster_layout'),
        json('figure_matches'),
        plain({ ...text('conference'), repetition_type: 'OPTIONAL' }),
        plain({ name: 'year', type: 'INT32', repetition_type: 'OPTIONAL' }),
        list('topics', [text('element')]),
        ...QUALITY_COLUMNS.map(quality),
      ];
  }
}

/** The file's schema: its root and the columns. */
export const parquetSchema = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(({ schema }) => schema),
];

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'REQUIRED',
});

const fieldOf = (record: DatasetRecord, name: string): unknown =>
  Object.entries(record).find(([key]) => key === name)?.[1];

const plain = (element: SchemaElement): ParquetColumn => ({
  name: element.name,
  schema: [element],
  read: (record) => fieldOf(record, element.name),
});

const json = (name: string): ParquetColumn => ({
  name,
  schema: [text(name)],
  read: (record) => jsonText(fieldOf(record, name)),
});

/** The three levels that Parquet's LIST has (apache/parquet-format, LogicalTypes.md, section Lists). */
const list = (name: string, element: readonly SchemaElement[]): ParquetColumn => ({
  name,
  schema: [
    { name, repetition_type: 'REQUIRED', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...element,
  ],
  read: (record) => fieldOf(record, name),
});

const struct = (...fields: string[]): SchemaElement[] => [
  { name: 'element', repetition_type: 'REQUIRED', num_children: fields.length },
  ...fields.map(text),
];

const QUALITY_PREFIX = 'quality_';

const quality = (name: (typeof QUALITY_COLUMNS)[number]): ParquetColumn => ({
  name: QUALITY_PREFIX + name,
  schema: [{ name: QUALITY_PREFIX + name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }],
  read: (record) => ('quality' in record ? record.quality[name] : null),
});

/** Undoes the columns: a row as a reader of Parquet gives it, as the record that was written. */
export function recordOfRow(row: Readonly<Record<string, unknown>>): object {
  const cells = Object.entries(row).map(([name, value]): [string, unknown] => [name, jsonValue(value)]);
  if (!('poster_layout' in row)) return Object.fromEntries(cells);
  const isQuality = ([name]: [string, unknown]) => name.startsWith(QUALITY_PREFIX);
  const quality = cells.filter(isQuality).map(([name, value]) => [name.slice(QUALITY_PREFIX.length), value]);
  const own = cells
    .filter((cell) => !isQuality(cell))
    .map(([name, value]) => [name, NESTED.has(name) ? parsed(value) : value]);
  return { ...Object.fromEntries(own), quality: Object.fromEntries(quality) };
}

/** Columns of JSON text. */
const NESTED = new Set(['poster_layout', 'figure_matches']);

/** Text that is no JSON stays as it is, and the record then fails where it is checked. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Other writers store years in 64 bits, which JSON has not. */
const jsonValue = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
