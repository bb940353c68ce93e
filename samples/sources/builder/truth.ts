import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const SCALED_POINTS_PER_POINT = 65781.76; // PDF points of 1/72 inch

/** A box that `\marked` noted. `box` is `[x, y, w, h]` in percent of the page, origin top left. */
interface Mark {
  kind: string;
  name: string;
  page: number;
  box: [number, number, number, number];
}

interface Page {
  width: number;
  height: number;
}

const run = promisify(execFile);

async function pageOf(pdf: string): Promise<Page> {
  const { stdout } = await run('pdfinfo', [pdf]);
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(stdout) ?? [];
  if (!width || !height) throw new Error(`pdfinfo tells no page size of ${pdf}`);
  return { width: Number(width), height: Number(height) };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

function readMarks(file: string, page: Page): Mark[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [kind, name, ...numbers] = line.split(';');
    const [x, y, w, h, d, number] = numbers.map(Number) as [number, number, number, number, number, number];
    const across = (value: number) => tenth((100 * value) / SCALED_POINTS_PER_POINT / page.width);
    const down = (value: number) => tenth((100 * value) / SCALED_POINTS_PER_POINT / page.height);
    const top = page.height * SCALED_POINTS_PER_POINT - y - h;
    return {
      kind: kind!,
      name: name!,
      page: number,
      box: [across(x), down(top), across(w), down(h + d)],
    };
  });
}

/** The words that poppler finds inside a box of the poster, line by line. */
async function textIn(pdf: string, page: Page, [x, y, w, h]: Mark['box']): Promise<string[]> {
  const area = {
    x: (x / 100) * page.width,
    y: (y / 100) * page.height,
    W: (w / 100) * page.width,
    H: (h / 100) * page.height,
  };
  const crop = Object.entries(area).flatMap(([name, value]) => [`-${name}`, String(Math.round(value))]);
  const { stdout } = await run('pdftotext', ['-r', '72', ...crop, '-nopgbrk', pdf, '-']);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

const holds = (outer: Mark['box'], inner: Mark['box']) => {
  const [cx, cy] = [inner[0] + inner[2] / 2, inner[1] + inner[3] / 2];
  return cx >= outer[0] && cx <= outer[0] + outer[2] && cy >= outer[1] && cy <= outer[1] + outer[3];
};

/** Where each figure of the poster comes from; its mark is named `match:Figure 4a`, or `none:logo`. */
function figuresOf(marks: Mark[], panels: Mark[], paper: Mark[]) {
  return marks.map((mark, i) => {
    const [match, name] = mark.name.split(':') as [string, string];
    const source = paper.find((figure) => figure.name === name);
    if (match !== 'none' && !source) throw new Error(`the poster reuses ${name}, which the paper lacks`);
    const panel = panels.findIndex((outer) => holds(outer.box, mark.box));
    return {
      figure: i + 1,
      panel: panel < 0 ? null : panel + 1,
      bbox_pct: mark.box,
      match,
      paper: source ? wholeLabel(name) : null,
      paper_page: source?.page ?? null,
      paper_bbox_pct: source?.box ?? null,
    };
  });
}

/** `Figure 4` of `Figure 4a`. */
const wholeLabel = (label: string) => label.replace(/[a-z]$/, '');

/** The lefts of all panels that are no bands. */
const columnsOf = (panels: Mark[]) =>
  new Set(panels.filter(({ box: [, , w] }) => w < 90).map(({ box: [x] }) => x)).size;

/**
 * Writes what is known to be true of a pair, from the boxes that the typesetting noted and the text layer of the
 * poster: panels in reading order, the poster's figures and where in the paper they come from, the paper's figures.
 */
export async function writeTruth(id: string, work: string, target: string) {
  const paper = readMarks(`${work}/paper.pos`, await pageOf(`${work}/paper.pdf`));
  const posterPdf = `${work}/poster.pdf`;
  const page = await pageOf(posterPdf);
  const marks = readMarks(`${work}/poster.pos`, page);
  const panels = marks.filter(({ kind }) => kind === 'panel');
  const figures = figuresOf(
    marks.filter(({ kind }) => kind === 'figure'),
    panels,
    paper,
  );
  const { stdout: printed } = await run('pdftotext', ['-nopgbrk', posterPdf, '-']);
  const truth = {
    id,
    poster: {
      panels: await Promise.all(
        panels.map(async ({ name, box }, i) => ({
          order: i + 1,
          bbox_pct: box,
          // Its heading as it was written: small capitals come apart in the text layer.
          text: [name, ...(await textIn(posterPdf, page, box)).slice(1)],
        })),
      ),
      figures,
      printed: printed.replace(/\s+/g, ' ').trim(),
      orientation: page.width > page.height ? 'landscape' : 'portrait',
      columns: columnsOf(panels),
      sections: panels.map(({ name }) => name),
      note: '',
    },
    paper_figures: paper
      .filter(({ name }) => wholeLabel(name) === name)
      .map(({ name, page, kind, box }) => ({
        label: name,
        page,
        kind,
        in_poster: figures.some((figure) => figure.paper === name),
        bbox_pct: box,
      })),
  };
  writeFileSync(target, `${JSON.stringify(truth, null, 2)}\n`);
}
