import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { parsePaper } from '../../../src/paper/parse-paper.ts';
import { openRasteriser } from '../../../src/pdf/rasterise.ts';
import { firstExtraObject, streamObject, textAt, tinyPdf } from '../../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../../helpers/parse-options.ts';
import { pdfFile } from '../../helpers/pdf-file.ts';

const PAGE = { width: 300, height: 160 };
const WORDS = ['The scanned page is read', 'by its picture alone, and', 'nothing of it is lost.'];
const content = WORDS.map((words, i) => textAt(30, 120 - 22 * i, words, 16)).join('');
const printed = tinyPdf([{ content, ...PAGE }]);

/** A page that is nothing but a picture of the printed one. */
async function scan(): Promise<Buffer> {
  using rasteriser = await openRasteriser(new Uint8Array(printed));
  const { width, height, data } = rasteriser.render(
    rasteriser.pageSize(1),
    { x0: 0, y0: 0, x1: PAGE.width, y1: PAGE.height },
    200,
  );
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
  const entries = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8`;
  const image = streamObject(jpeg.toString('latin1'), `${entries} /Filter /DCTDecode`);
  const page = {
    ...PAGE,
    content: `q ${PAGE.width} 0 0 ${PAGE.height} 0 0 cm /Im Do Q`,
    resources: `/XObject << /Im ${firstExtraObject(1)} 0 R >>`,
  };
  return tinyPdf([page], { objects: [image] });
}

/** The printed page in a font that calls all its letters private. */
function withUselessFont(): Buffer {
  const map = '1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <E020> endbfrange';
  const toUnicode = streamObject(`begincmap ${map} endcmap`);
  const pdf = tinyPdf([{ content, ...PAGE }], { objects: [toUnicode] });
  const font = '/BaseFont /Helvetica >>';
  // The table of objects no longer fits, which readers mend.
  return Buffer.from(
    pdf.toString('latin1').replace(font, `/BaseFont /Helvetica /ToUnicode ${firstExtraObject(1)} 0 R >>`),
    'latin1',
  );
}

for (const [what, pdf] of [
  ['a scanned page', scan],
  ['a page whose font carries no usable text', withUselessFont],
] as const)
  test(`${what} is read by OCR`, async () => {
    await using file = await pdfFile(await pdf());
    const { metadata, markdown_content } = await parsePaper(file.path, PARSE_OPTIONS);
    assert.equal(metadata.parser, 'ocr');
    assert.equal(markdown_content.replace(/\s+/g, ' ').replace('# ', '').trim(), WORDS.join(' '));
  });

test('OCR is left alone when it is not wanted', async () => {
  await using file = await pdfFile(await scan());
  const { metadata, markdown_content } = await parsePaper(file.path, { ...PARSE_OPTIONS, ocr: 'never' });
  assert.deepEqual([metadata.parser, markdown_content.trim()], ['pdf-text', '']);
});
