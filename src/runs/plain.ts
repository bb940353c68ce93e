/** Rows stream through once. */
import { finished, fresh } from '../pipeline.ts';
import type { Passes } from './passes.ts';
import type { Runner } from './runner.ts';

export function openPlain(passes: Passes): Runner {
  return {
    async prepare(input) {
      const pass = passes.begin({ selects: true });
      return { pass, examples: finished(fresh(pass), pass), input: pass.intake.readable(input) };
    },
    settle: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
