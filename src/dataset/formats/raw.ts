/** The example itself, with every quality column. */
import { TrainingExample } from '../../model/schemas.ts';
import { promptOf } from '../instruction.ts';
import { QUALITY_COLUMNS, type QualityColumns, qualityColumns } from '../quality-columns.ts';
import { userText } from './conversation.ts';
import {
  fieldOf,
  jsonColumn,
  optionalIntegerColumn,
  optionalTextColumn,
  type ParquetColumn,
  textColumn,
  textsColumn,
} from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat } from './record-format.ts';

export type RawRecord = Omit<TrainingExample, 'quality'> & { readonly quality: QualityColumns };

export const raw: RecordFormat<RawRecord> = {
  shape: TrainingExample,
  keys: ['paper_markdown', 'poster_layout'],
  writePrompt: null,
  write: (example) => ({ ...example, quality: qualityColumns(example) }),
  read: (record) => {
    const prompt = promptOf(parseShape(TrainingExample, record), 'both');
    return { question: userText(prompt), answer: prompt.output };
  },
  columns: () => [
    ...['paper_id', 'paper_title', 'paper_abstract', 'paper_markdown', 'poster_markdown'].map(textColumn),
    jsonColumn('poster_layout'),
    jsonColumn('figure_matches'),
    optionalTextColumn('conference'),
    optionalIntegerColumn('year'),
    textsColumn('topics'),
    jsonColumn('provenance'),
    ...QUALITY_COLUMNS.map(qualityColumn),
  ],
  isConversation: false,
  takesSystem: () => false,
  takesTarget: false,
  llamaFactory: null,
};

/** Columns of JSON text. */
const NESTED = ['poster_layout', 'figure_matches', 'provenance'];

const QUALITY_PREFIX = 'quality_';

const qualityColumn = (name: (typeof QUALITY_COLUMNS)[number]): ParquetColumn => ({
  name: QUALITY_PREFIX + name,
  schema: [{ name: QUALITY_PREFIX + name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }],
  read: (record) => fieldOf(Object(fieldOf(record, 'quality')), name) ?? null,
});

/** Undoes the columns: a row as a reader of Parquet gives it, as the record that was written. */
export function recordOfRow(row: Readonly<Record<string, unknown>>): object {
  const cells = Object.entries(row).map(([name, value]): [string, unknown] => [name, jsonValue(value)]);
  if (!('poster_layout' in row)) return Object.fromEntries(cells);
  const isQuality = ([name]: [string, unknown]) => name.startsWith(QUALITY_PREFIX);
  const quality = cells.filter(isQuality).map(([name, value]) => [name.slice(QUALITY_PREFIX.length), value]);
  const own = cells
    .filter((cell) => !isQuality(cell))
    .map(([name, value]) => [name, NESTED.includes(name) ? parsed(value) : value]);
  return { ...Object.fromEntries(own), quality: Object.fromEntries(quality) };
}

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
