/** The table of record formats: to add one takes its file and its line here. */
import { type AlpacaRecord, alpaca } from './alpaca.ts';
import { type MessagesRecord, messages } from './messages.ts';
import { plainText, type TextRecord } from './plain-text.ts';
import { type PromptCompletionRecord, promptCompletion } from './prompt-completion.ts';
import { type RawRecord, raw } from './raw.ts';
import type { RecordFormat } from './record-format.ts';
import { type ShareGptRecord, sharegpt } from './sharegpt.ts';

export const FORMATS = {
  alpaca,
  messages,
  'prompt-completion': promptCompletion,
  sharegpt,
  text: plainText,
  raw,
} as const;

export type FormatName = keyof typeof FORMATS;

/** In the order in which help names them. */
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];

export const formatNamed = (name: FormatName): RecordFormat<DatasetRecord> => FORMATS[name];

export type DatasetRecord =
  | AlpacaRecord
  | MessagesRecord
  | PromptCompletionRecord
  | ShareGptRecord
  | TextRecord
  | RawRecord;

/** Every format whose keys a line has, the most telling first: none for a stranger, and some services refuse two. */
export function formatsOf(record: object): FormatName[] {
  const isLike = (name: FormatName) => FORMATS[name].keys.every((key) => key in record);
  return FORMAT_NAMES.filter(isLike).sort((a, b) => FORMATS[b].keys.length - FORMATS[a].keys.length);
}
