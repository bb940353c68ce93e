/** What stands around and between records. */
export const JSON_FRAMES = {
  jsonl: { open: '', between: '', after: '\n', close: '', empty: '' },
  json: { open: '[\n', between: ',\n', after: '', close: '\n]\n', empty: '[]\n' },
} as const;
export type JsonFrame = keyof typeof JSON_FRAMES;

/** How a file holds its records. */
export type FileFormat = JsonFrame | 'parquet';
