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

type Boxed = { bbox_pct: Quad };

/** What people drew. */
function truthOf(id: string): { panels: Boxed[]; figures: Boxed[] } {
  const file = join(PAIRS, id, 'truth.json');
  if (!existsSync(file)) return { panels: [], figures: [] };
  const { poster }: { poster: { panels: Boxed[]; figures: Boxed[] } } = JSON.parse(readFileSync(file, 'utf8'));
  return poster;
}

/** How many of the wanted boxes a found one covers. */
const met = (wanted: readonly Boxed[], found: readonly Boxed[]): number =>
  wanted.filter(({ bbox_pct }) => found.some((other) => iou(rect(other.bbox_pct), rect(bbox_pct)) >= 0.5)).length;

test('the local engine finds most panels and figures of real PDF posters', {
  skip: existsSync(PAIRS) ? false : 'the real posters are not here',
}, async () => {
  await using engine = openLocal({ language: 'eng', posterPage: null, concurrency: 1, formulas: 'latex' });
  const ids = readdirSync(PAIRS).filter((id) => truthOf(id).panels.length > 0);
  const [panels, figures] = [
    { met: 0, all: 0 },
    { met: 0, all: 0 },
  ];
  for (const id of ids.slice(0, POSTERS)) {
    const path = join(PAIRS, id, 'poster.pdf');
    const { layout } = await engine.transcribe({ paperId: id, path }, new AbortController().signal);
    const wanted = truthOf(id);
    panels.all += wanted.panels.length;
    panels.met += met(wanted.panels, layout.sections);
    figures.all += wanted.figures.length;
    figures.met += met(wanted.figures, layout.figures);
  }
  assert.ok(panels.met / panels.all >= 0.8, `${panels.met} of ${panels.all} panels`);
  assert.ok(figures.met / figures.all >= 0.7, `${figures.met} of ${figures.all} figures`);
});
