/** The picture at the README's top: a sample poster with the boxes of its layout, beside the record that was made of it. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const POSTER = at('samples/pairs/bounded-streams/poster.png');
/** Pixels. */
const WIDTH = 1000;
const RECORD_WIDTH = 760;

interface Boxed {
  bbox_pct: [number, number, number, number];
}
interface Section extends Boxed {
  title: string;
  column: number;
}
interface Figure extends Boxed {
  type: string;
  paper_figure: string | null;
}

const told = execFileSync(
  process.execPath,
  [at('dist/src/cli.js'), 'transcribe', POSTER, '--engine', 'local', '--json'],
  {
    maxBuffer: 1e9,
  },
);
const { layout, markdown } = JSON.parse(told.toString());
const poster = sharp(POSTER).resize({ width: WIDTH });
const { data, info } = await poster.png().toBuffer({ resolveWithObject: true });

const rectangle = ({ bbox_pct: [x, y, w, h] }: Boxed, colour: string, name: string): string => {
  const [left, top] = [(x / 100) * info.width, (y / 100) * info.height];
  const size = `width="${(w / 100) * info.width}" height="${(h / 100) * info.height}"`;
  return `<rect x="${left}" y="${top}" ${size} fill="${colour}" fill-opacity=".12" stroke="${colour}" stroke-width="3"/>
<rect x="${left}" y="${top}" width="${name.length * 9 + 12}" height="20" fill="${colour}"/>
<text x="${left + 6}" y="${top + 15}" fill="#fff" font-family="DejaVu Sans Mono, monospace" font-size="14">${escaped(name)}</text>`;
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const shortened = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** The record, cut to what fits beside the poster. */
function recordLines(): string[] {
  const sections: Section[] = layout.sections;
  const figures: Figure[] = layout.figures;
  return [
    '{"layout": {',
    `   "body": ${JSON.stringify({ columns: layout.body.columns, column_widths: layout.body.column_widths })},`,
    '   "sections": [',
    ...sections.map(
      ({ title, column, bbox_pct }) => `     ${shortened(JSON.stringify({ title, column, bbox_pct }), 72)},`,
    ),
    '   ],',
    '   "figures": [',
    ...figures.map(({ type, paper_figure, bbox_pct }) => `     ${JSON.stringify({ type, paper_figure, bbox_pct })},`),
    '   ], …},',
    ' "content": "',
    ...String(markdown)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `   ${shortened(line, 74)}`),
  ];
}

const lineHeight = 20;
const fitting = Math.floor(info.height / lineHeight) - 1;
const text = recordLines()
  .slice(0, fitting)
  .map((line, n) => `<text xml:space="preserve" x="20" y="${(n + 1) * lineHeight}">${escaped(line)}</text>`)
  .join('\n');
const boxes = [
  ...layout.sections.map((section: Section, n: number) => rectangle(section, '#1f6feb', `s${n + 1}`)),
  ...layout.figures.map((figure: Figure, n: number) => rectangle(figure, '#d1242f', `f${n + 1}`)),
].join('\n');
const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}">${boxes}</svg>`;
const record = `<svg xmlns="http://www.w3.org/2000/svg" width="${RECORD_WIDTH}" height="${info.height}">
<rect width="100%" height="100%" fill="#0d1117"/><g fill="#e6edf3" font-family="DejaVu Sans Mono, monospace" font-size="14">${text}</g></svg>`;
const parts = [
  { input: data, left: 0, top: 0 },
  { input: Buffer.from(overlay), left: 0, top: 0 },
  { input: Buffer.from(record), left: info.width, top: 0 },
];
await sharp({ create: { width: info.width + RECORD_WIDTH, height: info.height, channels: 3, background: '#ffffff' } })
  .composite(parts)
  .png({ palette: true, quality: 80 })
  .toFile(at('docs/poster-and-record.png'));
