import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PosterStructure } from '../../../../src/poster/structure/regions/structure.ts';
import { type DrawnLine, paragraph, structureOf } from '../../../helpers/draw-panels.ts';

const TITLE: DrawnLine = { text: 'A Study of Many Headings', x: 400, y: 80, size: 52, bold: true };

const titles = ({ sections }: PosterStructure): string[] =>
  sections.map(({ heading }) => heading.map(({ text }) => text).join(' '));

/** A heading over five lines of running text. */
const block = (text: string, x: number, y: number, look: Partial<DrawnLine> = {}): DrawnLine[] => [
  { text, x, y, size: 26, bold: true, ...look },
  ...paragraph(x, y + 44, text.split(' ')[0]!.toLowerCase()),
];

describe('the headings of a poster', () => {
  it('are of one rank in whatever colour they are set', async () => {
    const structure = await structureOf(
      [
        TITLE,
        ...block('Sampling of ducks', 40, 200),
        ...block('Results: what they ate', 40, 480, { colour: '#a02020' }),
        ...block('Ponds and lakes', 740, 200),
        ...block('Whither they went', 740, 480, { colour: '#208020' }),
      ],
      '',
    );
    assert.deepEqual(titles(structure), [
      'Sampling of ducks',
      'Results: what they ate',
      'Ponds and lakes',
      'Whither they went',
    ]);
  });

  it('are found on bars as well as without them', async () => {
    const structure = await structureOf(
      [
        TITLE,
        ...block('Sampling of ducks', 40, 200),
        ...block('Ponds and lakes', 740, 200),
        ...block('What remains open', 740, 480, { colour: '#ffffff' }),
      ],
      '<rect x="720" y="445" width="640" height="48" fill="#103060"/>',
    );
    assert.deepEqual(titles(structure), ['Sampling of ducks', 'Ponds and lakes', 'What remains open']);
  });

  it('are neither the authors nor where they are from', async () => {
    const structure = await structureOf(
      [
        TITLE,
        { text: 'Ann Duck and Bob Drake', x: 567, y: 130, size: 27, bold: true },
        { text: 'University of the Pond', x: 564, y: 170, size: 27 },
        ...block('Sampling of ducks', 40, 280),
        ...block('Ponds and lakes', 740, 280),
        ...block('Whither they went', 740, 560),
      ],
      '',
    );
    assert.deepEqual(titles(structure), ['Sampling of ducks', 'Ponds and lakes', 'Whither they went']);
  });

  it('are neither the head cells of a table nor captions', async () => {
    const cells = ['Lake', 'Ducks', 'Drakes', 'Eggs'].flatMap((text, column) => [
      { text, x: 760 + column * 130, y: 560, size: 26, bold: true },
      { text: `${column}4`, x: 760 + column * 130, y: 600, size: 20 },
      { text: `${column}7`, x: 760 + column * 130, y: 640, size: 20 },
    ]);
    const structure = await structureOf(
      [
        TITLE,
        ...block('Sampling of ducks', 40, 200),
        ...block('Ponds and lakes', 740, 200),
        { text: 'Table 2: Birds by lake', x: 740, y: 510, size: 26, bold: true },
        ...cells,
        ...block('Whither they went', 40, 480),
      ],
      '',
    );
    assert.deepEqual(titles(structure), ['Sampling of ducks', 'Whither they went', 'Ponds and lakes']);
  });
});

describe('the sections of a poster', () => {
  it('are read by columns though the lines of both stand on common baselines', async () => {
    const structure = await structureOf(
      [
        TITLE,
        ...block('First on the left', 40, 200),
        ...block('Second on the left', 40, 420),
        ...[...block('First on the right', 740, 200), ...paragraph(740, 396, 'more'), ...paragraph(740, 530, 'on')],
        {
          text: 'Contact: ann@pond.org, the fair of all the birds of the northern lakes and ponds',
          x: 300,
          y: 960,
          size: 18,
        },
      ],
      '',
    );
    assert.deepEqual(titles(structure), ['First on the left', 'Second on the left', 'First on the right']);
    assert.deepEqual(
      structure.sections.map(({ column }) => column),
      [1, 1, 2],
    );
  });
});
