import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { parsePaper } from '../../../src/paper/parse-paper.ts';
import { textAt, tinyPdf } from '../../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../../helpers/parse-options.ts';
import { pdfFile } from '../../helpers/pdf-file.ts';

const DPI = 144;
/** A block of ink inside a frame that is drawn in white. */
const content = `1 1 1 RG 80 380 300 300 re S 0.2 0.4 0.8 rg 100 400 200 150 re f\n${textAt(80, 360, 'Figure 1: A block.', 9)}`;

test('a figure’s picture ends where its ink ends, and states its resolution', async () => {
  const figuresDir = await mkdtemp(join(tmpdir(), 'figures-'));
  try {
    await using file = await pdfFile(tinyPdf([{ content }]));
    const { figures, markdown_content } = await parsePaper(file.path, { ...PARSE_OPTIONS, figuresDir, dpi: DPI });
    const [figure] = figures;
    assert.equal(figure?.label, 'Figure 1');
    const { width, height, density } = await sharp(figure?.file_path ?? '').metadata();
    assert.deepEqual([width, height, density], [400, 300, DPI]);
    assert.match(markdown_content, /!\[Figure 1\]\(figures\/fig_1\.png\)\n\nFigure 1: A block\./);
  } finally {
    await rm(figuresDir, { recursive: true });
  }
});
