/** How far glyphs reach above and below their baseline, as shares of the size: what the font metrics of TeX's fonts say. */

export interface Extent {
  readonly above: number;
  readonly below: number;
}

const at = (above: number, below: number): Extent => ({ above, below });

const DEEP = /[gjpqyβγζημξρςφχψϕϱ,;Q]/u;
const SMALL = /[acegmnopqrsuvwxyzαγεηικμνοπρςστυχωϵϕϰϱϖı]/u;

/** Of a glyph in an ordinary font. */
export function extentOf(character: string): Extent {
  if (/^[+−±∓×÷∪∩∧∨⊕⊗⊖⊙<>≤≥∈∋⊂⊃⊆⊇≺≻→←↔⇒⇐⇔=≡≈∼≃≅∗∘⋅·:\-–]$/u.test(character)) return at(0.54, 0.04);
  if (/^[()[\]{}|‖⟨⟩⌊⌋⌈⌉/∖∣∥]$/u.test(character)) return at(0.75, 0.25);
  if (/^[.,;]$/.test(character)) return at(0.1, 0.15);
  if (/^[∑∏∐⋃⋂⨁⨂⨆⨄⋀⋁⨀]$/u.test(character)) return at(0.75, 0.25);
  if (/^[∫∬∭∮]$/u.test(character)) return at(0.8, 0.3);
  if (/^[′'"”“‘’^˜~¯ˉ˙¨ˇ˘´`ˆ˚*]$/u.test(character)) return at(0.72, -0.45);
  if (character === '√') return at(0.04, 0.96);
  return at(SMALL.test(character) ? 0.44 : 0.69, DEEP.test(character) ? 0.2 : 0);
}

/** Slots of the extension font from 0 on, as [first, last, depth] below the origin; delimiters rise 0.04 above it. */
const HANGING: readonly (readonly [number, number, number])[] = [
  [0, 11, 1.16],
  [12, 13, 0.6],
  [14, 15, 1.16],
  [16, 17, 1.76],
  [18, 31, 2.36],
  [32, 45, 2.96],
  [46, 53, 1.76],
  [54, 55, 0.6],
  [56, 59, 0.9],
  [60, 61, 1.8],
  [62, 62, 0.3],
  [63, 63, 0.6],
  [64, 65, 1.76],
  [66, 67, 0.6],
  [68, 69, 1.76],
  [70, 70, 1],
  [71, 71, 1.4],
  [72, 72, 1.11],
  [73, 73, 2.22],
  [74, 74, 1],
  [75, 75, 1.4],
  [76, 76, 1],
  [77, 77, 1.4],
  [78, 78, 1],
  [79, 79, 1.4],
  [80, 81, 1],
  [82, 82, 1.11],
  [83, 87, 1],
  [88, 89, 1.4],
  [90, 90, 2.22],
  [91, 95, 1.4],
  [96, 96, 1],
  [97, 97, 1.4],
  [104, 111, 1.76],
  [112, 112, 1.16],
  [113, 113, 1.76],
  [114, 114, 2.36],
  [115, 115, 2.96],
  [116, 116, 1.76],
  [117, 119, 0.6],
  [120, 121, 0.6],
  [122, 125, 0],
  [126, 127, 0.6],
];

const EXTENSION = new Map(
  HANGING.flatMap(([first, last, depth]) =>
    Array.from({ length: last - first + 1 }, (_, i) => [first + i, at(0.04, depth)] as const),
  ),
);

/** Of a slot of the extension font. Its accents stand over a letter as others do. */
export const extensionExtent = (slot: number): Extent => EXTENSION.get(slot) ?? at(0.75, -0.5);
