import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { matchFigures } from '../../../src/figures/match/match-figures.ts';
import type { MatchRequest } from '../../../src/figures/match/match-request.ts';
import { iou, rectangleOf } from '../../../src/figures/picture/rectangle.ts';
import { type Box, type ExtractedFigure, FigureMatch, type LayoutFigure } from '../../../src/model/schemas.ts';
import { drawFigure, drawPoster, POSTER } from '../../helpers/draw-scene.ts';

const percent = (x: number, y: number, width: number, height: number): Box => [
  (100 * x) / POSTER.width,
  (100 * y) / POSTER.height,
  (100 * width) / POSTER.width,
  (100 * height) / POSTER.height,
];

function assertAt(match: FigureMatch | undefined, box: Box, least = 0.9): void {
  assert.ok(match);
  assert.ok(
    iou(rectangleOf(match.poster_figure.bbox_pct), rectangleOf(box)) > least,
    `${match.poster_figure.bbox_pct}`,
  );
}

describe('figures of a paper on its poster', () => {
  let folder = '';
  let figures: ExtractedFigure[] = [];
  const request = (posterPath: string, more: Partial<MatchRequest> = {}): MatchRequest => ({
    posterPath,
    layoutFigures: [],
    paperFigures: figures,
    method: 'located',
    featureThreshold: 0.1,
    ...more,
  });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'match-figures-'));
    figures = await Promise.all([1, 2, 3, 4].map((seed) => drawFigure(folder, seed)));
  });
  after(() => rm(folder, { recursive: true }));

  it('are found whole, squeezed to a panel and turned, and nowhere else', async () => {
    const poster = await drawPoster(
      folder,
      [
        { figure: 0, x: 60, y: 100, width: 560 },
        { figure: 1, x: 1000, y: 560, width: 300, part: { left: 0, top: 0, width: 0.5, height: 1 } },
        { figure: 2, x: 900, y: 60, width: 300, turns: 1 },
      ],
      figures,
    );
    const matches = await matchFigures(request(poster));
    assert.deepEqual(matches.map(({ paper_figure }) => paper_figure.label).toSorted(), [
      'Figure 1',
      'Figure 2',
      'Figure 3',
    ]);
    for (const match of matches) FigureMatch.parse(match);
    const of = (label: string): FigureMatch | undefined =>
      matches.find(({ paper_figure }) => paper_figure.label === label);
    assertAt(of('Figure 1'), percent(60, 100, 560, 367));
    assertAt(of('Figure 2'), percent(1000, 560, 300, 394), 0.7);
    assertAt(of('Figure 3'), percent(900, 60, 300, 457));
    assert.deepEqual([of('Figure 1')?.match_confidence, of('Figure 1')?.vlm_verdict], ['high', 'same']);
    assert.equal(of('Figure 2')?.vlm_verdict, 'similar');
    assert.match(of('Figure 3')?.vlm_reasoning ?? '', /turned by 90°/);
    assert.ok((of('Figure 1')?.combined_score ?? 0) > 0.7);
  });

  it('give the same bytes for the same input', async () => {
    const poster = await drawPoster(folder, [{ figure: 3, x: 300, y: 300, width: 500 }], figures);
    const [first, second] = [await matchFigures(request(poster)), await matchFigures(request(poster))];
    assert.equal(JSON.stringify(first), JSON.stringify(second));
    assert.equal(first.length, 1);
  });

  it('are of two twins the one that is shown, and are not certain where both look about as much like it', async () => {
    const mark = { create: { width: 40, height: 60, channels: 3, background: '#204060' } } as const;
    const drawn = await drawFigure(folder, 9);
    const twin = { ...drawn, file_path: join(folder, 'twin.png') };
    const layer = { input: await sharp(mark).png().toBuffer(), left: 40, top: 120 };
    await sharp(figures[0]?.file_path ?? '')
      .composite([layer])
      .toFile(twin.file_path);
    const poster = await drawPoster(folder, [{ figure: 0, x: 60, y: 100, width: 560 }], figures);
    const shown = figures.slice(0, 1);
    for (const [other, confidence] of [
      [twin, 'medium'],
      [await drawFigure(folder, 8), 'high'],
    ] as const) {
      const matches = await matchFigures(request(poster, { paperFigures: [other, ...shown] }));
      assert.deepEqual(
        matches.map(({ paper_figure, match_confidence }) => [paper_figure.label, match_confidence]),
        [['Figure 1', confidence]],
      );
    }
  });

  it('take the layout figure they meet by its id, and a free id where there is none', async () => {
    const poster = await drawPoster(
      folder,
      [
        { figure: 0, x: 60, y: 100, width: 560 },
        { figure: 3, x: 800, y: 600, width: 500 },
      ],
      figures,
    );
    const known: LayoutFigure = {
      id: 'fig_7',
      section_id: null,
      type: 'plot',
      description: null,
      bbox_pct: percent(50, 90, 600, 400),
      paper_figure: null,
    };
    const matches = await matchFigures(request(poster, { layoutFigures: [known] }));
    assert.deepEqual(
      matches.map(({ poster_figure, paper_figure }) => [poster_figure.id, paper_figure.label]),
      [
        ['fig_7', 'Figure 1'],
        ['fig_8', 'Figure 4'],
      ],
    );
  });

  it('are compared box by box with the features recipe, which needs the layout', async () => {
    const poster = await drawPoster(folder, [{ figure: 1, x: 500, y: 400, width: 640 }], figures);
    const known: LayoutFigure = {
      id: 'f1',
      section_id: null,
      type: 'plot',
      description: null,
      bbox_pct: percent(500, 400, 640, 420),
      paper_figure: null,
    };
    const matches = await matchFigures(request(poster, { method: 'features', layoutFigures: [known] }));
    assert.deepEqual(
      matches.map(({ paper_figure, vlm_verdict }) => [paper_figure.label, vlm_verdict]),
      [['Figure 2', 'same']],
    );
    assert.equal(matches[0]?.vlm_reasoning, 'Feature-based matching (VLM disabled)');
    assert.deepEqual(await matchFigures(request(poster, { method: 'features' })), []);
  });

  it('do not disturb each other when a picture is empty, a dot, or hundreds of times wider than high', async () => {
    const bad = await Promise.all(
      [
        { width: 400, height: 300 },
        { width: 1, height: 1 },
        { width: 20_000, height: 30 },
      ].map(async (size, i): Promise<ExtractedFigure> => {
        const path = join(folder, `bad_${i}.png`);
        await sharp({ create: { ...size, channels: 3, background: '#8090a0' } })
          .png()
          .toFile(path);
        return { ...(await drawFigure(folder, 9)), figure_id: `bad_${i}`, label: null, ...size, file_path: path };
      }),
    );
    const poster = await drawPoster(folder, [{ figure: 0, x: 60, y: 100, width: 560 }], figures);
    const matches = await matchFigures(request(poster, { paperFigures: [...bad, ...figures] }));
    assert.deepEqual(
      matches.map(({ paper_figure }) => paper_figure.label),
      ['Figure 1'],
    );
    const everything: LayoutFigure[] = (
      [
        [0, 0, 100, 100],
        [100, 100, 0, 0],
        [5, 5, 0, 3],
      ] satisfies Box[]
    ).map((bbox_pct, i) => ({
      id: `f${i}`,
      section_id: null,
      type: 'plot',
      description: null,
      bbox_pct,
      paper_figure: null,
    }));
    const plain = { method: 'features', layoutFigures: everything, featureThreshold: 0, paperFigures: bad } as const;
    for (const match of await matchFigures(request(poster, plain))) FigureMatch.parse(match);
    for (const image of bad) {
      const none = await matchFigures(request(image.file_path ?? '', { paperFigures: [...bad, ...figures] }));
      assert.deepEqual(none, []);
    }
  });

  it('are found on a poster however its file stores the pixels', async () => {
    const poster = await drawPoster(folder, [{ figure: 2, x: 300, y: 200, width: 600 }], figures);
    const files = {
      'cmyk.jpg': sharp(poster).toColourspace('cmyk').jpeg(),
      'deep.png': sharp(poster).toColourspace('rgb16').png(),
      'clear.png': sharp(poster).ensureAlpha(0.9).png(),
      'p3.png': sharp(poster).withIccProfile('p3').png(),
      'moving.gif': sharp([poster, poster], { join: { animated: true } }).gif(),
      'turned.jpg': sharp(poster).rotate(-90).withMetadata({ orientation: 6 }).jpeg(),
    };
    for (const [name, picture] of Object.entries(files)) {
      await picture.toFile(join(folder, name));
      const third = figures.slice(2, 3);
      const [match, ...others] = await matchFigures(request(join(folder, name), { paperFigures: third }));
      assert.deepEqual([match?.paper_figure.label, others], ['Figure 3', []], name);
      assertAt(match, percent(300, 200, 600, 394));
    }
  });

  it('need a kernel of this project: opencv-wasm has no SIFT', () => {
    const { cv }: { cv: Record<string, unknown> } = createRequire(import.meta.url)('opencv-wasm');
    assert.equal(typeof cv.estimateAffine2D, 'function');
    assert.equal(cv.SIFT, undefined);
  });
});
