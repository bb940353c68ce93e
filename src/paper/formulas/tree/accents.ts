/** Accents → the letters under them. */
import { unite } from '../../../pdf/geometry.ts';
import { ACCENTS } from '../glyphs/commands.ts';
import { type Box, middleX, widthOfBox } from '../glyphs/formula-box.ts';

/** Sizes by which an accent's middle is off its letter's, and by which its ink stands over it. */
const ASIDE = 0.42;
const OVER = 0.5;

export function placeAccents(boxes: readonly Box[]): Box[] {
  const out = [...boxes];
  for (const accent of boxes.filter(({ kind }) => kind === 'accent')) {
    const under = basesOf(accent, out);
    if (under.length === 0) continue;
    const [command, wide] = ACCENTS.get(accent.char) ?? ['', ''];
    const spans = under.length > 1 || (widthOfBox(accent) > 0.7 * accent.size && accent.font !== '');
    const inner = under.map(({ tex }) => tex).join(' ');
    const [first] = under;
    const at = out.indexOf(first!);
    out[at] = {
      ...first!,
      ...unite([...under, accent]),
      x0: first!.x0,
      x1: Math.max(...under.map(({ x1 }) => x1)),
      tex: `${spans ? wide : command}{${faced(first!, inner)}}`,
      face: null,
      kind: 'ord',
    };
    const gone = new Set<Box>([accent, ...under.slice(1)]);
    for (let i = out.length - 1; i >= 0; i--) if (gone.has(out[i]!)) out.splice(i, 1);
  }
  return out;
}

const FACES: Partial<Record<NonNullable<Box['face']>, string>> = {
  bf: '\\mathbf',
  bi: '\\boldsymbol',
  cal: '\\mathcal',
  bb: '\\mathbb',
  frak: '\\mathfrak',
  rm: '\\mathrm',
  sf: '\\mathsf',
  tt: '\\mathtt',
};

/** The letter in its own alphabet, which the accent's braces hold. */
export const faced = ({ face, kind }: Box, tex: string): string => {
  const alphabet = kind === 'letter' && face ? FACES[face] : undefined;
  return alphabet && !(face === 'rm' && tex.startsWith('\\')) ? `${alphabet}{${tex}}` : tex;
};

function basesOf(accent: Box, boxes: readonly Box[]): Box[] {
  const { size } = accent;
  const bases = boxes.filter(
    (box) =>
      box !== accent &&
      ['letter', 'ord', 'digit'].includes(box.kind) &&
      Math.abs(box.size - size) < 0.35 * size &&
      box.baseline - accent.baseline > -0.15 * size &&
      box.baseline - accent.baseline < OVER * size + 0.1 * size,
  );
  if (widthOfBox(accent) > 0.75 * size) {
    const covered = bases.filter((box) => middleX(box) > accent.x0 && middleX(box) < accent.x1);
    if (covered.length > 1) return covered.toSorted((a, b) => a.x0 - b.x0);
  }
  const near = bases
    .filter((box) => Math.abs(middleX(box) - middleX(accent)) < ASIDE * size)
    .toSorted((a, b) => Math.abs(middleX(a) - middleX(accent)) - Math.abs(middleX(b) - middleX(accent)));
  return near.slice(0, 1);
}
