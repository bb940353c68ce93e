import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PosterLayout } from '../../../../src/model/schemas.ts';
import type { PosterStructure } from '../../../../src/poster/structure/regions/structure.ts';
import { writeLayout } from '../../../../src/poster/structure/write/write-layout.ts';
import { writeMarkdown } from '../../../../src/poster/structure/write/write-markdown.ts';
import { type DrawnLine, paragraph, structureOf } from '../../../helpers/draw-panels.ts';

const TITLE: DrawnLine = { text: 'A Study of Panels', x: 450, y: 80, size: 56, bold: true };

const titles = ({ sections }: PosterStructure): string[] =>
  sections.map(({ heading }) => heading.map(({ text }) => text).join(' '));

/** Two columns of two panels with a bar each. */
const bars = (['Introduction', 'Method', 'Results', 'Conclusions'] as const).map((name, index) => {
  const [x, y] = [index < 2 ? 40 : 720, index % 2 === 0 ? 160 : 560];
  return {
    shapes: `<rect x="${x}" y="${y}" width="640" height="360" fill="#c8d4e8"/><rect x="${x}" y="${y}" width="640" height="50" fill="#003366"/>`,
    lines: [
      { text: name, x: x + 20, y: y + 35, size: 26, colour: '#ffffff', bold: true },
      ...paragraph(x + 20, y + 90, name.toLowerCase()),
    ],
  };
});
const barred = () =>
  structureOf([TITLE, ...bars.flatMap(({ lines }) => lines)], bars.map(({ shapes }) => shapes).join(''));

describe('the structure of a poster', () => {
  it('has a section for each panel, by columns, under the heading of its bar', async () => {
    const structure = await barred();
    assert.deepEqual(titles(structure), ['Introduction', 'Method', 'Results', 'Conclusions']);
    assert.deepEqual(
      structure.sections.map(({ column }) => column),
      [1, 1, 2, 2],
    );
    assert.equal(structure.header.title[0]?.text, TITLE.text);
  });

  it('gives sections the boxes and colours of their panels', async () => {
    const layout = writeLayout(await barred(), { paperId: 'p', posterPath: 'p.png' });
    PosterLayout.parse(layout);
    const [x, y, width, height] = layout.sections[0]!.bbox_pct;
    for (const [value, wanted] of [
      [x, 2.86],
      [y, 16],
      [width, 45.7],
      [height, 36],
    ] as const)
      assert.ok(Math.abs(value - wanted) < 0.7, `${value} instead of ${wanted}`);
    assert.equal(layout.sections[0]!.style.header_bg, '#003366');
    assert.equal(layout.sections[0]!.style.body_bg, '#c8d4e8');
    assert.deepEqual([layout.body.columns, layout.body.column_widths], [2, ['50%', '50%']]);
  });

  it('names the gradient of a panel and the line around it, and no line where none is drawn', async () => {
    const gradient = `<defs><linearGradient id="g"><stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#88aadd"/></linearGradient></defs>`;
    const panel = (x: number, style: string) => `<rect x="${x}" y="160" width="640" height="700" ${style}/>`;
    const shapes = `${gradient}${panel(40, 'fill="url(#g)" stroke="#660000" stroke-width="5"')}${panel(720, 'fill="#e0e8c8"')}`;
    const lines = ['Method', 'Results'].flatMap((text, column) => [
      { text, x: 60 + column * 680, y: 200, size: 30, bold: true },
      ...paragraph(60 + column * 680, 250, text.toLowerCase()),
    ]);
    const layout = writeLayout(await structureOf([TITLE, ...lines], shapes), { paperId: 'p', posterPath: 'p.png' });
    const [shaded, plain] = layout.sections.map(({ style }) => style);
    assert.match(shaded!.body_bg!, /^linear-gradient\(to right, #[ef]\w[ef]\w[ef]\w, #\w{6}, #[89a]\w[ab]\w[def]\w\)$/);
    assert.match(shaded!.border!, /^#[567]\w[0-3]\w[0-3]\w$/);
    assert.deepEqual([plain!.body_bg, plain!.border], ['#e0e8c8', null]);
  });

  it('finds headings by their size where nothing is drawn', async () => {
    const lines = ['Motivation', 'Approach', 'Findings'].flatMap((name, index) => [
      { text: name, x: 60, y: 200 + index * 240, size: 30, bold: true },
      ...paragraph(60, 250 + index * 240, name.toLowerCase()),
    ]);
    assert.deepEqual(titles(await structureOf([TITLE, ...lines], '')), ['Motivation', 'Approach', 'Findings']);
  });

  it('reads a band across the columns before what stands below it', async () => {
    const lines = [
      { text: 'Overview', x: 60, y: 180, size: 30, bold: true },
      {
        text: 'this sentence runs across the whole of the page and is read before all others are',
        x: 60,
        y: 220,
        size: 18,
      },
      { text: 'Method', x: 60, y: 300, size: 30, bold: true },
      ...paragraph(60, 340, 'method'),
      { text: 'Results', x: 760, y: 300, size: 30, bold: true },
      ...paragraph(760, 340, 'results'),
    ];
    assert.deepEqual(titles(await structureOf([TITLE, ...lines], '')), ['Overview', 'Method', 'Results']);
  });

  it('takes a picture and the words in it as a figure, not as text', async () => {
    const shapes = `<rect x="760" y="420" width="500" height="320" fill="#aa3322"/><rect x="800" y="460" width="200" height="200" fill="#2255aa"/>`;
    const lines = [
      { text: 'Method', x: 60, y: 180, size: 30, bold: true },
      ...paragraph(60, 220, 'method'),
      { text: 'Results', x: 760, y: 180, size: 30, bold: true },
      ...paragraph(760, 220, 'results'),
      { text: 'Encoder', x: 1040, y: 560, size: 18, colour: '#ffffff' },
    ];
    const structure = await structureOf([TITLE, ...lines], shapes);
    const [figure] = writeLayout(structure, { paperId: 'p', posterPath: 'p.png' }).figures;
    assert.equal(structure.figures.length, 1);
    assert.equal(figure?.section_id, 'section_2');
    assert.match(writeMarkdown(structure), /!\[Encoder\]\(figure\)/);
    assert.doesNotMatch(writeMarkdown(structure), /^Encoder/m);
  });

  it('takes neither a formula, whose strokes are letters, nor bullets for a figure', async () => {
    const formula = Array.from(
      { length: 24 },
      (_, index) =>
        `<rect x="${800 + (index % 8) * 26}" y="${480 + Math.floor(index / 8) * 26}" width="18" height="20" fill="#111111"/>`,
    );
    const bullets = Array.from(
      { length: 5 },
      (_, index) => `<rect x="36" y="${206 + index * 26}" width="16" height="16" fill="#cc3300"/>`,
    );
    const lines = [
      { text: 'Method', x: 60, y: 180, size: 30, bold: true },
      ...paragraph(60, 220, 'method'),
      { text: 'Results', x: 760, y: 180, size: 30, bold: true },
      ...paragraph(760, 220, 'results'),
    ];
    assert.deepEqual((await structureOf([TITLE, ...lines], [...formula, ...bullets].join(''))).figures, []);
  });

  it('keeps a photograph apart from the frame of its panel that it touches', async () => {
    const frame = `<rect x="720" y="150" width="640" height="800" fill="#ffffff" stroke="#000000" stroke-width="3"/>`;
    const photograph = `<rect x="721" y="480" width="638" height="230" fill="#aa3322"/><rect x="721" y="710" width="638" height="239" fill="#2255aa"/>`;
    const lines = [
      { text: 'Method', x: 60, y: 180, size: 30, bold: true },
      ...paragraph(60, 220, 'method'),
      { text: 'Results', x: 760, y: 190, size: 30, bold: true },
      ...paragraph(760, 230, 'results'),
    ];
    const { figures } = await structureOf([TITLE, ...lines], frame + photograph);
    assert.equal(figures.length, 1);
    const { x0, y0, x1, y1 } = figures[0]!.box;
    for (const [value, drawn] of [
      [x0, 721],
      [y0, 480],
      [x1, 1359],
      [y1, 949],
    ] as const)
      assert.ok(Math.abs(value - drawn) < 12, `${value} instead of ${drawn}`);
  });

  it('keeps every word of running text exactly once', async () => {
    const structure = await barred();
    const read = [...structure.sections.flatMap(({ content }) => content)].filter((item) => 'words' in item);
    const drawn = bars.flatMap(({ lines }) => lines.slice(1).map(({ text }) => text));
    assert.deepEqual(read.map(({ text }) => text).sort(), drawn.sort());
  });

  it('is empty for an empty page', async () => {
    const structure = await structureOf([], '');
    assert.deepEqual([structure.sections, structure.figures, structure.header.title], [[], [], []]);
    PosterLayout.parse(writeLayout(structure, { paperId: 'p', posterPath: 'p.png' }));
  });
});
