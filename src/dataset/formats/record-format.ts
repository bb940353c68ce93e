/** What a record format is. To add one: copy `alpaca.ts`, and give it its line in `formats.ts`. */
import type { z } from 'zod';
import type { TrainingExample } from '../../model/schemas.ts';
import type { Prompt, Target } from '../instruction.ts';
import type { ParquetColumn } from './parquet-columns.ts';

/** How a record is to be written, whatever its format. */
export interface WriteOptions {
  /** `prompt-completion` as two strings (default) or as two lists of messages. */
  readonly as?: 'text' | 'messages';
  /** The system turn of `messages`, `sharegpt` and message lists; none by default. */
  readonly system?: string | null;
  /** Pictures that go with the prompt (`messages` and `sharegpt` only); one `<image>` a picture opens the user's turn. */
  readonly images?: readonly string[];
}

/** What a record says, whatever its format. */
export interface Exchange {
  /** Instruction and input in one, as the model reads them. */
  readonly question: string;
  readonly answer: string;
}

/** One shape of a line. */
export interface RecordFormat<Written extends object> {
  /** What a line must hold to be such a record; further keys are allowed, as other programs add some. */
  readonly shape: z.ZodType;
  /** The keys by which a line is known to be one. */
  readonly keys: readonly string[];
  /** Writes a prompt without an example too, which is how inference asks; `null`: only whole examples can be written. */
  readonly writePrompt: ((prompt: Prompt, options: WriteOptions) => Written) | null;
  readonly write: (example: TrainingExample, target: Target, options: WriteOptions) => Written;
  /** Undoes `write`. @throws {TypeError} if the line is no such record */
  readonly read: (record: object) => Exchange;
  readonly columns: (options: WriteOptions) => ParquetColumn[];
  /** Turns of a conversation: pictures can go with them. */
  readonly isConversation: boolean;
  /** Whether a system turn has a place in it. */
  readonly takesSystem: (options: WriteOptions) => boolean;
  /** Whether it can hold a part of the poster instead of the whole. */
  readonly takesTarget: boolean;
  /** An entry of LLaMA-Factory's `dataset_info.json` (its data/README.md); `null` where it does not read the format. */
  readonly llamaFactory: ((images: object) => object) | null;
}
