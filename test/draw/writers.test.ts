import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import sharp from 'sharp';
import { openFormulaSetter } from '../../src/draw/type/set-formula.ts';
import { POSTER_FORMS, writePoster } from '../../src/draw/write/write-poster.ts';
import { drawn, figureOf, layoutOf, pictureOf } from '../helpers/poster-to-draw.ts';

const HOSTILE = '<script>alert(1)</script> "><img src=https://evil.example/x onerror=alert(2)> ]]> &amp; \u0007';
const MARKDOWN = `# Title ${HOSTILE}

A. Author ${HOSTILE}

## One ${HOSTILE}

Words with $x^2$ and **${HOSTILE}**, [a link](javascript:alert(3)).

| Name | Value |
|---|--:|
| ${HOSTILE.replaceAll('|', '')} | 1 |

- First item
- Second item

![Figure 1](https://evil.example/picture.png)
`;
const formulas = await openFormulaSetter();
const layout = layoutOf(['One', HOSTILE], 2, [figureOf('figure_1', 'section_1', 'Figure 1')]);
const drawing = drawn(
  { layout, markdown: MARKDOWN, pictures: new Map([['Figure 1', await pictureOf(400, 300)]]) },
  { formulas },
);

test('the same drawing is the same bytes in every form', async () => {
  for (const form of POSTER_FORMS) {
    const [first, second] = [await writePoster(drawing, form), await writePoster(drawing, form)];
    assert.ok(Buffer.from(first).equals(Buffer.from(second)), form);
  }
});

test('text of strangers is text in SVG and HTML: no element, no handler, no address is made of it', async () => {
  for (const form of ['svg', 'html'] as const) {
    const text = Buffer.from(await writePoster(drawing, form)).toString();
    assert.doesNotMatch(text, /<script|<img src=https|<a |href="(?!data:)/i, form);
    assert.doesNotMatch(text.replaceAll(/&lt;.*?&gt;/g, ''), /<[^>]+\son\w+=/i, form);
    assert.match(text, /&lt;script&gt;alert\(1\)/, form);
    // Whatever would be fetched stands in the file itself.
    for (const [, address] of text.matchAll(/(?:src|href)="([^"]*)"/g)) assert.match(address ?? '', /^data:/, form);
  }
});

test('the HTML forbids scripts and requests, has headings, and tells what its pictures and formulas are', async () => {
  const html = Buffer.from(await writePoster(drawing, 'html')).toString();
  assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
  for (const element of [/<h1 /, /<h2 /, /role="table"/, /role="columnheader"/, /alt="Figure 1"/, /aria-label="x\^2"/])
    assert.match(html, element);
});

test('the PDF has its text and its fonts', { skip: !has('pdftotext') && 'pdftotext is not installed' }, async () => {
  const text = await withFile(
    'pdf',
    (path) => spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).stdout,
  );
  for (const words of ['Title <script>alert(1)</script>', 'Second item', 'Name'])
    assert.ok(text.includes(words), words);
  const fonts = await withFile('pdf', (path) => spawnSync('pdffonts', [path], { encoding: 'utf8' }).stdout);
  assert.match(fonts, /Arimo-Bold.*yes yes yes/);
});

test('the PNG is as long as a screen needs', async () => {
  const { width, height } = await sharp(await writePoster(drawing, 'png')).metadata();
  assert.ok(Math.abs(Math.max(width, height) - 4000) <= 1);
});

test('the PPTX has text in frames, a table, and a formula as a picture with its LaTeX', async () => {
  const files = unzipSync(await writePoster(drawing, 'pptx'));
  const slide = strFromU8(files['ppt/slides/slide1.xml'] ?? new Uint8Array());
  for (const part of ['<a:tbl>', 'Second item', 'descr="x^2"', 'descr="Figure 1"', '&lt;script&gt;alert(1)'])
    assert.ok(slide.includes(part), part);
  assert.doesNotMatch(slide, /<script|hlinkClick/);
});

test('LibreOffice opens the PPTX and finds its words', {
  skip: !has('soffice') && 'LibreOffice is not installed',
}, async () => {
  const text = await withFile('pptx', (path, dir) => {
    const profile = `-env:UserInstallation=file://${dir}/profile`;
    spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', dir, path], { timeout: 120_000 });
    return spawnSync('pdftotext', ['-layout', join(dir, 'poster.pdf'), '-'], { encoding: 'utf8' }).stdout;
  });
  for (const words of ['Second item', 'Name', 'Value']) assert.ok(text.includes(words), words);
});

function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

async function withFile(form: 'pdf' | 'pptx', look: (path: string, dir: string) => string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'poster-stream-draw-'));
  try {
    const path = join(dir, `poster.${form}`);
    writeFileSync(path, await writePoster(drawing, form));
    assert.ok(readFileSync(path).length > 1000);
    return look(path, dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
