import type { FormatName } from '../formats/formats.ts';
import type { FileFormat } from '../json-frames.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { checkRecord, tokensOfRecord } from './check-record.ts';
import { SERVICE_RULES, type Service } from './service-rules.ts';

export interface Problem {
  /** The record's line or number, from 1; `null` for what is wrong with the file as a whole. */
  readonly line: number | null;
  readonly message: string;
}

/** What is known of a file beside its records. */
export interface FileFacts {
  readonly bytes: number;
  readonly fileFormat: FileFormat;
  readonly hasByteOrderMark: boolean;
}

/** Checks a file record by record; holds nothing of it but counts and the first record's shape. */
export class FileCheck {
  readonly #service: Service;
  readonly #tokenizer: Tokenizer | null;
  readonly #maxTokens: number;
  #rows = 0;
  #tokens = 0;
  #mostTokens = 0;
  #format: FormatName | null = null;
  #columns: Map<string, string> | null = null;

  /** @param limits a tokenizer where tokens are to be counted, and the caller's own limit below the service's */
  constructor(service: Service, limits: { tokenizer: Tokenizer | null; maxTokens: number | null }) {
    this.#service = service;
    this.#tokenizer = limits.tokenizer;
    this.#maxTokens = Math.min(
      limits.maxTokens ?? Number.POSITIVE_INFINITY,
      SERVICE_RULES[service].maxTokens ?? Number.POSITIVE_INFINITY,
    );
  }

  /** One line of the file as JSON. */
  add(line: number, value: unknown): Problem[] {
    this.#rows += 1;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ line, message: 'a record is a JSON object' }];
    const { format, problems } = checkRecord(value, this.#service);
    const found = [...problems, ...this.#compare(format, value)];
    if (found.length === 0) found.push(...this.#checkTokens(value));
    return found.map((message) => ({ line, message }));
  }

  /** What only the whole file shows. */
  end({ bytes, fileFormat, hasByteOrderMark }: FileFacts): Problem[] {
    const { files, minRows, maxRows, maxBytes } = SERVICE_RULES[this.#service];
    const problems = [
      hasByteOrderMark &&
        'a byte order mark stands before the first record, which loaders take for a part of it; poster-stream merge leaves it out',
      !files.includes(fileFormat) &&
        `${this.#service} takes JSON Lines, not ${FILE_NAMES[fileFormat]}; poster-stream merge writes the records as lines`,
      this.#rows < minRows &&
        `${this.#service} wants at least ${minRows === 1 ? 'one example' : `${minRows} examples`}; the file has ${this.#rows || 'none'}`,
      maxRows !== null &&
        this.#rows > maxRows &&
        `${this.#service} takes at most ${maxRows} examples; the file has ${this.#rows}`,
      maxBytes !== null &&
        bytes > maxBytes &&
        `${this.#service} takes files of at most ${maxBytes / 1e6} MB; this one has ${Math.ceil(bytes / 1e6)} MB`,
    ];
    return problems.filter((message) => message !== false).map((message) => ({ line: null, message }));
  }

  /** Counts, with tokens where they were counted. */
  toJSON() {
    const counted = this.#tokenizer ? { tokens: this.#tokens, most_tokens: this.#mostTokens } : {};
    return { service: this.#service, format: this.#format, rows: this.#rows, ...counted };
  }

  /** Against the records before: one format a file, and one kind of value a column. */
  #compare(format: FormatName | null, record: object): string[] {
    this.#format ??= format;
    if (format !== null && format !== this.#format)
      return [`this is ${format}, the first record is ${this.#format}: one format a file`];
    if (!SERVICE_RULES[this.#service].isTabular) return [];
    const columns = columnsOf(record);
    this.#columns ??= columns;
    return columnProblems(columns, this.#columns);
  }

  #checkTokens(record: object): string[] {
    if (!this.#tokenizer) return [];
    const tokens = tokensOfRecord(record, this.#tokenizer);
    this.#tokens += tokens;
    this.#mostTokens = Math.max(this.#mostTokens, tokens);
    if (tokens <= this.#maxTokens) return [];
    return [`${tokens} tokens, but at most ${this.#maxTokens} are taken (shorten with --max-input-tokens)`];
  }
}

const FILE_NAMES: Readonly<Record<FileFormat, string>> = {
  jsonl: 'JSON Lines',
  json: 'a JSON array',
  parquet: 'Parquet',
};

/** The kind of value in each column: `string`, `list of object`, … */
function columnsOf(record: object): Map<string, string> {
  const kindOf = (value: unknown): string => {
    if (Array.isArray(value)) return `list of ${value.length > 0 ? kindOf(value[0]) : UNKNOWN}`;
    return value === null ? UNKNOWN : typeof value;
  };
  return new Map(Object.entries(record).map(([key, value]) => [key, kindOf(value)]));
}

/** Nothing or an empty list fits any column. */
const UNKNOWN = 'unknown';

/** Compares, and lets `known` learn what its first record left open. */
function columnProblems(columns: ReadonlyMap<string, string>, known: Map<string, string>): string[] {
  const added = [...columns.keys()].filter((key) => !known.has(key));
  const missing = [...known.keys()].filter((key) => !columns.has(key));
  if (added.length + missing.length > 0)
    return [
      `the columns are ${[...columns.keys()].join(', ')}; those of the first record are ${[...known.keys()].join(', ')}`,
    ];
  return [...columns].flatMap(([key, kind]) => {
    const before = known.get(key) ?? UNKNOWN;
    if (before.endsWith(UNKNOWN)) known.set(key, kind);
    return before === kind || before.endsWith(UNKNOWN) || kind.endsWith(UNKNOWN)
      ? []
      : [`${key} is ${kind} here and ${before} before`];
  });
}
