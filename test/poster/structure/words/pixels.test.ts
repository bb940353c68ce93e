import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { evenGreys } from '../../../../src/poster/structure/page/even-greys.ts';
import { findColours } from '../../../../src/poster/structure/page/find-colours.ts';
import { findFlatRegions } from '../../../../src/poster/structure/page/find-flat-regions.ts';
import type { Picture } from '../../../../src/poster/structure/page/page-model.ts';
import { findCorners, straighten } from '../../../../src/poster/structure/page/straighten.ts';
import { isPrinted } from '../../../../src/poster/structure/words/is-printed.ts';
import { drawPanels, paragraph } from '../../../helpers/draw-panels.ts';

const at = ({ data, width }: Picture, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

describe('flat regions', () => {
  it('are the flat areas, with their boxes and colours', async () => {
    const picture = await drawPanels([], '<rect x="100" y="200" width="400" height="300" fill="#cc2200"/>');
    const regions = [...findFlatRegions(picture, 1).byLabel.values()];
    const panel = regions.find(({ colour }) => colour[0] > 200 && colour[1] < 40);
    assert.ok(panel && panel.fill > 0.95);
    for (const [got, wanted] of [
      [panel.box.x0, 100],
      [panel.box.y0, 200],
      [panel.box.x1, 500],
      [panel.box.y1, 500],
    ] as const)
      assert.ok(Math.abs(got - wanted) <= 3);
  });

  it('hold a gradient together', async () => {
    const gradient = `<defs><linearGradient id="g"><stop offset="0" stop-color="#223366"/><stop offset="1" stop-color="#aabbee"/></linearGradient></defs>`;
    const picture = await drawPanels([], `${gradient}<rect x="100" y="200" width="900" height="300" fill="url(#g)"/>`);
    const regions = [...findFlatRegions(picture, 1).byLabel.values()];
    assert.ok(regions.some(({ box }) => box.x1 - box.x0 > 880 && box.y1 - box.y0 > 290 && box.y1 - box.y0 < 310));
  });
});

describe('greys for OCR', () => {
  it('are dark on white on every ground, and white where no ground is near', async () => {
    const light = { text: 'light', x: 140, y: 290, size: 40, colour: '#ffffff' };
    const dark = { text: 'dark', x: 740, y: 290, size: 40, colour: '#222222' };
    const picture = await drawPanels(
      [light, dark],
      '<rect x="100" y="200" width="400" height="300" fill="#003366"/><rect x="700" y="200" width="400" height="300" fill="#ffee99"/>',
    );
    const greys = evenGreys(picture, picture, findFlatRegions(picture, 1));
    const grey = (x: number, y: number) => greys.data[y * greys.width + x]!;
    assert.ok(grey(144, 275) < 40 && grey(743, 275) < 40, 'ink is dark');
    assert.ok(grey(300, 450) > 240 && grey(900, 450) > 240 && grey(600, 800) > 240, 'grounds are white');
    assert.ok(grey(100, 350) > 240, 'edges of panels are white');
  });
});

describe('colours', () => {
  it('are those that the picture has most of', async () => {
    const picture = await drawPanels(
      [],
      '<rect x="0" y="0" width="1400" height="150" fill="#0055aa"/><rect x="100" y="900" width="300" height="80" fill="#dd8800"/>',
    );
    const scheme = findColours(picture, { background: null, text: null });
    assert.deepEqual([scheme.background, scheme.primary, scheme.secondary], ['#ffffff', '#0055aa', '#dd8800']);
  });
});

describe('text that does not show', () => {
  it('is told from text that does', async () => {
    const picture = await drawPanels([{ text: 'seen', x: 100, y: 100, size: 30 }], '');
    assert.ok(isPrinted(picture, { x0: 100, y0: 78, x1: 160, y1: 106 }));
    assert.ok(!isPrinted(picture, { x0: 600, y0: 78, x1: 660, y1: 106 }));
    assert.ok(!isPrinted(picture, { x0: 5000, y0: 78, x1: 5060, y1: 106 }));
  });
});

describe('a photograph of a poster', () => {
  const quad = '180,120 1190,60 1260,930 110,860';
  const photograph = (shapes: string) => drawPanels([], `<rect width="1400" height="1000" fill="#5a4a3a"/>${shapes}`);

  it('is straightened by its four corners', async () => {
    const picture = await photograph(
      `<polygon points="${quad}" fill="#fafafa"/><circle cx="680" cy="480" r="90" fill="#cc0000"/>`,
    );
    const corners = findCorners(picture);
    assert.ok(corners);
    for (const [index, pair] of quad.split(' ').entries()) {
      const [x, y] = pair.split(',').map(Number);
      assert.ok(Math.hypot(corners[index]!.x - x!, corners[index]!.y - y!) < 10, `corner ${index}`);
    }
    const upright = straighten(picture, corners);
    for (const [x, y] of [
      [20, 20],
      [upright.width - 20, 20],
      [20, upright.height - 20],
      [upright.width - 20, upright.height - 20],
    ] as const)
      assert.ok(Math.min(...at(upright, x, y)) > 230, `paper at ${x}, ${y}`);
  });

  it('shows its corners on a wall that is as light as its border', async () => {
    const wall = `<rect width="1400" height="1000" fill="#303030"/><polygon points="${quad}" fill="#0000ff"/>`;
    const corners = findCorners(await drawPanels([], wall));
    assert.ok(corners && Math.hypot(corners[0].x - 180, corners[0].y - 120) < 10);
  });

  it('is no aslant picture on a poster full of text', async () => {
    const lines = Array.from({ length: 9 }, (_, column) => paragraph(20 + column * 150, 20, 'text')).flat();
    const text = [...lines, ...lines.map((line) => ({ ...line, y: line.y + 850 }))];
    const picture = '<polygon points="180,190 1190,160 1200,790 150,780" fill="#334455"/>';
    assert.ok(findCorners(await drawPanels([], picture)));
    assert.equal(findCorners(await drawPanels(text, picture)), null);
  });

  it('is left alone where no corners show, and a scan with upright panels is', async () => {
    assert.equal(findCorners(await photograph('<circle cx="600" cy="500" r="300" fill="#fff"/>')), null);
    assert.equal(findCorners(await photograph('<rect x="100" y="100" width="1200" height="800" fill="#fff"/>')), null);
  });

  it('may be a picture of one pixel', async () => {
    const { data } = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.equal(findCorners({ width: 1, height: 1, data }), null);
  });
});
