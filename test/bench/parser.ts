/** `node test/bench/parser.ts`: all development papers, scored; fails when a figure fell under the one in RESULTS.md. */
import {
  fallen,
  MEASURES,
  paperIds,
  papersPresent,
  recordedScores,
  type Scores,
  SETS,
  scorePapers,
} from './paper-scores.ts';

if (!papersPresent()) {
  console.log('The development papers are not here; nothing was measured.');
} else {
  const scores: Record<string, Scores> = {};
  const steps: string[] = [];
  for (const set of SETS) {
    scores[set] = await scorePapers(set, await paperIds(set));
    steps.push(...fallen(scores[set], await recordedScores(set)).map((step) => `${set}: ${step}`));
  }
  console.log(`| measure | ${SETS.join(' | ')} |\n|---|${SETS.map(() => '---|').join('')}`);
  for (const [measure, name] of Object.entries(MEASURES))
    console.log(`| ${name} | ${SETS.map((set) => scores[set]?.[measure]?.toFixed(3) ?? '–').join(' | ')} |`);
  for (const step of steps) console.error(`fell: ${step}`);
  process.exitCode = steps.length > 0 ? 1 : 0;
}
