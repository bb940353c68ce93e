import { writeResult } from '../store/write-whole.ts';
import { print } from './standard-output.ts';
import type { Request } from './stdio.ts';

/** A verb's whole result: into `-o FILE`, else on the standard output. @throws UsageError where it cannot be written */
export const deliver = ({ config, stdout }: Pick<Request, 'config' | 'stdout'>, text: string): Promise<void> =>
  config.output ? writeResult(config.output, text) : print(stdout, text);
