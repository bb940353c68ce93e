/** `node test/bench/parser.ts`: all development papers, scored; fails when a figure fell under the one in RESULTS.md. */
import {
  fallen,
  fewIds,
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
  const columns = new Map<string, Scores>();
  for (const set of SETS) columns.set(set, await scorePapers(set, await paperIds(set)));
  for (const set of SETS) columns.set(`four ${set}`, await scorePapers(set, await fewIds(set)));
  console.log(`| measure | ${[...columns.keys()].join(' | ')} |\n|${'---|'.repeat(columns.size + 1)}`);
  for (const [measure, name] of Object.entries(MEASURES)) {
    const cells = [...columns.values()].map((scores) => scores[measure]?.toFixed(3) ?? '–');
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  for (const [column, scores] of columns) {
    for (const step of fallen(scores, await recordedScores(column))) {
      console.error(`fell: ${column}: ${step}`);
      process.exitCode = 1;
    }
  }
}
