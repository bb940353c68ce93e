import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { Box } from '../../src/model/schemas.ts';

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));

interface Truth {
  poster: {
    panels: { order: number; bbox_pct: Box; text: string[] }[];
    figures: { panel: number | null; bbox_pct: Box; match: string; paper: string | null; paper_page: number | null }[];
    orientation: string;
    columns: number;
    sections: string[];
    printed: string;
  };
  paper_figures: { label: string; page: number; in_poster: boolean; bbox_pct: Box }[];
}

const rows: Record<string, string>[] = parse(readFileSync(join(SAMPLES, 'train.csv')), { columns: true });
const pairs = rows.map((row) => {
  const truth: Truth = JSON.parse(readFileSync(join(SAMPLES, 'pairs', row.paper_id!, 'truth.json'), 'utf8'));
  return { row, truth };
});
const overlap = ([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box) =>
  Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx)) *
  Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by));

describe('the sample pairs', () => {
  test('there are four, landscape and portrait, one poster as PDF, with two to four columns', () => {
    assert.equal(pairs.length, 4);
    assert.deepEqual(new Set(pairs.map(({ truth }) => truth.poster.orientation)), new Set(['landscape', 'portrait']));
    assert.ok(rows.some((row) => row.local_image_path!.endsWith('.pdf')));
    assert.deepEqual(new Set(pairs.map(({ truth }) => truth.poster.columns)), new Set([2, 3, 4]));
  });

  test('together they stay under four megabytes', () => {
    const files = readdirSync(join(SAMPLES, 'pairs'), { recursive: true, withFileTypes: true });
    const bytes = files.filter((f) => f.isFile()).map((f) => statSync(join(f.parentPath, f.name)).size);
    assert.ok(bytes.reduce((sum, size) => sum + size, 0) < 4e6);
  });

  test('titles and abstracts are what the papers print', async () => {
    for (const { row } of pairs) {
      const task = getDocument({
        data: new Uint8Array(readFileSync(join(SAMPLES, row.local_pdf_path!))),
        verbosity: 0,
      });
      const { items } = await (await (await task.promise).getPage(1)).getTextContent();
      await task.destroy();
      // Hyphens at the ends of lines belong to the setting and not to the words.
      const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
      const printed = letters(items.map((item) => ('str' in item ? item.str : '')).join(''));
      assert.ok(printed.includes(letters(row.title!)), row.title);
      assert.ok(printed.includes(letters(row.abstract!)), row.abstract);
    }
  });

  test('pictures of posters have the stated orientation and 3000 pixels on their longer edge', async () => {
    for (const { row, truth } of pairs.filter((pair) => !pair.row.local_image_path!.endsWith('.pdf'))) {
      const { width, height } = await sharp(join(SAMPLES, row.local_image_path!)).metadata();
      assert.equal(Math.max(width, height), 3000);
      assert.equal(width > height ? 'landscape' : 'portrait', truth.poster.orientation);
    }
  });
});

for (const { row, truth } of pairs) {
  describe(`the truth of ${row.paper_id}`, () => {
    const { panels, figures, sections, printed } = truth.poster;

    test('all boxes are on the page, and panels do not overlap', () => {
      for (const { bbox_pct } of [...panels, ...figures, ...truth.paper_figures]) Box.parse(bbox_pct);
      for (const [i, one] of panels.entries()) {
        for (const other of panels.slice(i + 1)) assert.ok(overlap(one.bbox_pct, other.bbox_pct) < 1);
      }
    });

    test('a panel begins with its heading, and its words are printed on the poster', () => {
      const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];
      const words = new Set(wordsOf(printed));
      for (const [i, panel] of panels.entries()) {
        assert.equal(panel.order, i + 1);
        assert.equal(panel.text[0]?.toLowerCase(), sections[i]?.toLowerCase());
        for (const word of wordsOf(panel.text.join(' '))) assert.ok(words.has(word), `${panel.text[0]}: ${word}`);
      }
    });

    test('a reused figure names a figure of the paper, and those are marked as reused', () => {
      const reused = new Set(figures.filter((f) => f.match !== 'none').map((f) => f.paper));
      for (const figure of truth.paper_figures) assert.equal(figure.in_poster, reused.has(figure.label), figure.label);
      assert.ok([...reused].every((label) => truth.paper_figures.some((figure) => figure.label === label)));
      assert.ok(
        truth.paper_figures.some((figure) => !figure.in_poster),
        'a poster takes some figures, not all',
      );
      assert.ok(figures.some((f) => f.match === 'none') && figures.some((f) => f.match === 'part'));
    });

    test('a figure lies in its panel', () => {
      for (const figure of figures.filter((f) => f.panel !== null)) {
        const [, , w, h] = figure.bbox_pct;
        assert.ok(overlap(figure.bbox_pct, panels[figure.panel! - 1]!.bbox_pct) > 0.97 * w * h);
      }
    });
  });
}
