import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLocal } from '../../src/engines/local.ts';
import type { Rect } from '../../src/pdf/geometry.ts';
import { areaOf, areaShared } from '../../src/pdf/rect-overlap.ts';

const PAIRS = join(import.meta.dirname, '../../../shared/pairs');
const POSTERS = 3;

type Quad = readonly [number, number, number, number];
const iou = (a: Rect, b: Rect): number => areaShared(a, b) / (areaOf(a) + areaOf(b) - areaShared(a, b));
const rect = ([x, y, width, height]: Quad) => ({ x0: x, y0: y, x1: x + width, y1: y + height });

/** Boxes of the panels that people drew. */
function panelsOf(id: string): Quad[] {
  const file = join(PAIRS, id, 'truth.json');
  if (!existsSync(file)) return [];
  const { poster }: { poster: { panels: { bbox_pct: Quad }[] } } = JSON.parse(readFileSync(file, 'utf8'));
  return poster.panels.map(({ bbox_pct }) => bbox_pct);
}

test('the local engine finds most panels of real PDF posters', {
  skip: existsSync(PAIRS) ? false : 'the real posters are not here',
}, async () => {
  await using engine = openLocal({ language: 'eng', posterPage: null, concurrency: 1 });
  const ids = readdirSync(PAIRS).filter((id) => panelsOf(id).length > 0);
  let [met, all] = [0, 0];
  for (const id of ids.slice(0, POSTERS)) {
    const path = join(PAIRS, id, 'poster.pdf');
    const { layout } = await engine.transcribe({ paperId: id, path }, new AbortController().signal);
    const wanted = panelsOf(id);
    all += wanted.length;
    met += wanted.filter((box) =>
      layout.sections.some((section) => iou(rect(section.bbox_pct), rect(box)) >= 0.5),
    ).length;
  }
  assert.ok(met / all >= 0.65, `${met} of ${all} panels`);
});
