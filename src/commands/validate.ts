/** `validate`: will this file load there? */
import { FileCheck, type Problem } from '../dataset/services/check-file.ts';
import { SERVICE_RULES, SERVICES } from '../dataset/services/service-rules.ts';
import { openTokenizer } from '../dataset/tokenizer.ts';
import { UsageError } from '../model/usage-error.ts';
import { readRecords, sizeOf, startOf } from '../records/read-records.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'validate',
  operands: '<FILE>',
  summary: "check a file of records against a service's or trainer's rules; exit status 1 if it would not load",
  examples: [
    'poster-stream validate train.jsonl --for openai',
    'poster-stream validate train.jsonl --for trl --max-input-tokens 32000',
  ],
};

/** Different ones; more are counted, not told. */
const MOST_TOLD = 50;

export async function command({ config, operands: [path = ''], stdout }: Request): Promise<number> {
  if (!config.for) throw new UsageError(`validate needs --for ${SERVICES.join('|')}`);
  const maxTokens = config.maxInputTokens ?? null;
  const counts = maxTokens !== null || SERVICE_RULES[config.for].maxTokens !== null;
  const check = new FileCheck(config.for, { tokenizer: counts ? await openTokenizer() : null, maxTokens });
  const told = new Map<string, Told>();
  let problems = 0;
  const note = (place: string, found: readonly Problem[]) => {
    problems += found.length;
    for (const problem of found) {
      const before = told.get(problem.message);
      if (before) before.count += 1;
      else if (told.size < MOST_TOLD) told.set(problem.message, { place, ...problem, count: 1 });
    }
  };
  for await (const each of readRecords(path)) {
    if (!each.isUtf8) note(each.place, [{ line: each.line, message: 'the bytes are no UTF-8' }]);
    note(each.place, each.record ? check.add(each.line, each.record) : [{ line: each.line, message: each.problem }]);
  }
  note(path, check.end({ bytes: await sizeOf(path), ...(await startOf(path)) }));
  const report = { file: path, ...check.toJSON(), problems, told: [...told.values()] };
  await print(stdout, config.json ? `${JSON.stringify(report)}\n` : describe(report));
  return problems > 0 ? 1 : 0;
}

/** A problem where it was met first (`file:3`, `file, record 3` or the file), and how often it was met. */
type Told = Problem & { place: string; count: number };
type Report = { file: string; problems: number; told: Told[] } & ReturnType<FileCheck['toJSON']>;

function describe({ file, service, format, rows, problems, told, ...counted }: Report): string {
  if (problems === 0) {
    const tokens = 'tokens' in counted ? `, ${counted.tokens} tokens, ${counted.most_tokens} in the longest` : '';
    return `${file}: ${rows} ${format} records are ready for ${service}${tokens}\n`;
  }
  const lines = told.map(({ place, message, count }) => `${place}: ${message}${count > 1 ? ` (${count} times)` : ''}`);
  const left = problems - told.reduce((sum, { count }) => sum + count, 0);
  if (left > 0) lines.push(`… and ${left} more`);
  return `${lines.join('\n')}\n`;
}
