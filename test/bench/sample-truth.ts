/**
 * Holds what the program reads off the sample pairs against what their typesetting noted: the papers' figures, tables
 * and algorithms by their boxes, the posters' headings and words.
 *
 *   npm run build && node test/bench/sample-truth.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Box, ParsedDocument, Transcription } from '../../src/model/schemas.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const Truth = z.object({
  poster: z.object({ sections: z.array(z.string()), printed: z.string(), columns: z.int() }),
  paper_figures: z.array(z.object({ label: z.string(), page: z.int(), bbox_pct: Box })),
});

const printed = (...args: string[]): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [`${ROOT}/dist/src/cli.js`, ...args], {
      maxBuffer: 1 << 28,
      stdio: 'pipe',
    }).toString(),
  );

function intersectionOverUnion([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const across = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const down = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return across > 0 && down > 0 ? (across * down) / (aw * ah + bw * bh - across * down) : 0;
}

/** `Table I` and `table 1` are one label. */
const plainLabel = (label: string | null) => label?.toLowerCase().replace(/ i$/, ' 1');
const wordsOf = (text: string) => text.toLowerCase().match(/[a-z0-9]{2,}/g) ?? [];
const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
const share = (found: number, all: number) => (found / all).toFixed(2);

process.stdout.write(
  '| pair | figures | tables | algorithms | headings | words | columns |\n|---|---|---|---|---|---|---|\n',
);
for (const row of parse<Record<string, string>>(readFileSync(`${ROOT}/samples/train.csv`), { columns: true })) {
  const truth = Truth.parse(JSON.parse(readFileSync(`${ROOT}/samples/pairs/${row.paper_id}/truth.json`, 'utf8')));

  const paper = ParsedDocument.parse(printed('parse', '--json', `${ROOT}/samples/${row.local_pdf_path}`));
  const overlaps = truth.paper_figures.map(({ label, page, bbox_pct }) => {
    const found = paper.figures.filter((f) => f.page_number === page && plainLabel(f.label) === plainLabel(label));
    return { label, overlap: Math.max(0, ...found.map((figure) => intersectionOverUnion(figure.bbox_pct, bbox_pct))) };
  });
  const meanOverlap = (kind: string) => {
    const those = overlaps.filter(({ label }) => label.startsWith(kind)).map(({ overlap }) => overlap);
    return those.length === 0
      ? '–'
      : share(
          those.reduce((sum, value) => sum + value, 0),
          those.length,
        );
  };

  const poster = Transcription.parse(
    printed('transcribe', '--json', '--engine', 'local', `${ROOT}/samples/${row.local_image_path}`),
  );
  const titles = new Set(poster.layout.sections.map((section) => letters(section.title)));
  const headings = truth.poster.sections.filter((title) => titles.has(letters(title)));
  const read = new Set(wordsOf(poster.markdown));
  const words = [...new Set(wordsOf(truth.poster.printed))];
  const cells = [
    row.paper_id,
    meanOverlap('Figure'),
    meanOverlap('Table'),
    meanOverlap('Algorithm'),
    `${headings.length} of ${truth.poster.sections.length}`,
    share(words.filter((word) => read.has(word)).length, words.length),
    `${poster.layout.body.columns} of ${truth.poster.columns}`,
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
