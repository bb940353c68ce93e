/** `node test/bench/formulas.ts`: the development papers' formulas, scored; fails when a figure fell under the one in RESULTS.md. */
import {
  FEW,
  type FormulaScores,
  fallenFormulas,
  formulasPresent,
  half,
  recordedFormulas,
  scoreFormulas,
} from './formula-scores.ts';

if (!formulasPresent()) {
  console.log('The development papers are not here; nothing was measured.');
} else {
  const columns = new Map<string, FormulaScores>([
    ['half a', await scoreFormulas(await half('a'))],
    ['half b', await scoreFormulas(await half('b'))],
    ['three papers', await scoreFormulas(FEW)],
  ]);
  console.log(`| measure | ${[...columns.keys()].join(' | ')} |\n|${'---|'.repeat(columns.size + 1)}`);
  for (const measure of Object.keys(columns.get('half a') ?? {})) {
    const cells = [...columns.values()].map((scores) => scores[measure]?.toFixed(3) ?? '–');
    console.log(`| ${measure} | ${cells.join(' | ')} |`);
  }
  for (const [column, scores] of columns) {
    for (const step of fallenFormulas(scores, await recordedFormulas(column))) {
      console.error(`fell: ${column}: ${step}`);
      process.exitCode = 1;
    }
  }
}
