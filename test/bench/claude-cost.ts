/**
 * What transcribing posters costs: posters are read by the local engine, and what it found is counted as if Claude had
 * written it, priced by the program's own table.
 *
 *     node test/bench/claude-cost.ts POSTER.pdf …
 */
import { countTokens } from 'gpt-tokenizer';
import { promptTokens } from '../../src/engines/asking/prompt-tokens.ts';
import { traitsOf } from '../../src/engines/claude/claude-models.ts';
import { promptLength } from '../../src/engines/claude/claude-request.ts';
import { costOf, PRICES } from '../../src/engines/cost/prices.ts';
import { openLocal } from '../../src/engines/local.ts';
import { NOTHING } from '../../src/model/summary.ts';
import { fitWithin } from '../../src/poster/picture/sight-limits.ts';

/** Claude's newer tokenizer makes about 30 % more of the same text than the one before it, which is near to o200k. */
const NEWER_TOKENIZER = 1.3;

/** Its only model of the older one in the table of prices. */
const OLDER = 'claude-haiku-4-5';

/** Pixels. */
const POSTER = { width: 4000, height: 3000 };

await using engine = openLocal({ language: 'eng', posterPage: null, concurrency: 1, formulas: 'latex' });
const outputs: number[] = [];
for (const path of process.argv.slice(2)) {
  const { markdown, layout } = await engine.transcribe({ paperId: 'p', path }, new AbortController().signal);
  outputs.push(Math.ceil(countTokens(JSON.stringify({ content: markdown, layout }))));
}
outputs.sort((a, b) => a - b);
const at = (share: number) => outputs[Math.floor(share * (outputs.length - 1))] ?? 0;
const mean = outputs.reduce((sum, count) => sum + count, 0) / outputs.length;
console.log(
  `${outputs.length} posters: ${Math.round(mean)} tokens of o200k out, ${at(0)} to ${at(1)}, median ${at(0.5)}`,
);
console.log('| model | tokens in | out | dollars for 1,000 posters |\n|---|---|---|---|');
for (const [model, price] of Object.entries(PRICES)) {
  const input = promptTokens(promptLength('schema'), fitWithin(POSTER, traitsOf(model).sight));
  const output = Math.round(mean * (model === OLDER ? 1 : NEWER_TOKENIZER));
  const dollars = 1000 * costOf({ ...NOTHING, input_tokens: input, output_tokens: output }, price);
  console.log(`| ${model} | ${input} | ${output} | ${dollars.toFixed(2)} |`);
}
