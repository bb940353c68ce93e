/** A record as it was decoded → a Row. */
import { RowError } from '../model/item.ts';
import type { Row } from '../model/schemas.ts';
import { NOT_UTF8 } from './utf8-text.ts';

/** Those that count; others are kept as they are. */
export const COLUMNS: ReadonlySet<string> = new Set([
  'paper_id',
  'title',
  'abstract',
  'conference',
  'year',
  'topics',
  'local_image_path',
  'local_pdf_path',
]);

/** @throws RowError `invalid-row` when the id or a path is missing, or a text is not UTF-8. */
export function readRow(record: Record<string, unknown>): Row {
  for (const [name, value] of Object.entries(record)) {
    if (typeof value === 'string' && value.includes(NOT_UTF8)) throw new RowError('invalid-row', notUtf8(name));
  }
  return {
    paper_id: required(record, 'paper_id'),
    title: text(record.title),
    abstract: text(record.abstract),
    conference: text(record.conference),
    year: readYear(record.year),
    topics: readTopics(record.topics),
    local_image_path: required(record, 'local_image_path'),
    local_pdf_path: required(record, 'local_pdf_path'),
    raw: Object.fromEntries(Object.entries(record).filter(([name]) => !COLUMNS.has(name))),
  };
}

/** Where public data sets have the addresses of the two files. */
const ADDRESSES = { local_image_path: ['image_url', 'poster_url'], local_pdf_path: ['pdf_url', 'paper_url'] };

/**
 * The same where files are still to be fetched: addresses may stand in columns of their own, and a paper may be missing.
 * @throws RowError `invalid-row` when the id or the poster is missing, or a text is not UTF-8
 */
export function readAddressedRow(record: Record<string, unknown>): Row {
  const named = Object.fromEntries(
    Object.entries(ADDRESSES).map(([name, others]) => [
      name,
      [name, ...others].map((each) => text(record[each])).find(Boolean),
    ]),
  );
  if (named.local_pdf_path) return readRow({ ...record, ...named });
  return { ...readRow({ ...record, ...named, local_pdf_path: '?' }), local_pdf_path: '' };
}

const notUtf8 = (name: string): string =>
  `${name} is not UTF-8; convert the file, as in iconv -f WINDOWS-1252 -t UTF-8 rows.csv`;

function required(record: Record<string, unknown>, name: string): string {
  const value = text(record[name]);
  if (value === null) throw new RowError('invalid-row', `No ${name}`);
  if (value.includes('\0')) throw new RowError('invalid-row', `${name} holds a zero byte`);
  return value;
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/** `2024`, `"2024"`, and `2024.0` as pandas writes a column with gaps; anything else is unknown. */
export function readYear(value: unknown): number | null {
  const year = Number(text(value) ?? Number.NaN);
  return Number.isInteger(year) && year > 0 && year < 10_000 ? year : null;
}

/** A JSON array, a Python list literal (`['a', "it's"]`), or text separated by `;`. */
export function readTopics(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((topic) => text(topic) ?? []);
  const list = text(value);
  if (list === null) return [];
  if (!list.startsWith('[')) return list.split(';').flatMap((topic) => text(topic) ?? []);
  return readJsonList(list) ?? readPythonList(list);
}

function readJsonList(list: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(list);
    return Array.isArray(parsed) ? readTopics(parsed) : null;
  } catch {
    // Not JSON: Python quotes its strings otherwise.
    return null;
  }
}

/** The string literals of a Python list, escapes undone; names such as `None` between them are no topics. */
function readPythonList(list: string): string[] {
  const literal = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g;
  return [...list.matchAll(literal)].flatMap(([, single, double]) => text(unescaped(single ?? double ?? '')) ?? []);
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

const unescaped = (body: string): string =>
  body.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi, (_, hex, unicode, char: string) =>
    hex || unicode ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16)) : (ESCAPES[char] ?? char),
  );
