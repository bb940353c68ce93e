/** Sections in columns → the largest text with which they fit. */
import type { SectionContent } from '../content/poster-content.ts';
import type { Area, DrawnBox } from '../page/poster-drawing.ts';
import type { Arrangement, Column } from './arrange-columns.ts';
import { type PosterSetting, placeSection, type SetSection, setSection } from './set-section.ts';
import { scaleOf, type TypeScale } from './type-scale.ts';

export interface Fit {
  readonly arrangement: Arrangement;
  readonly scale: TypeScale;
}

/** The running text as multiples of the least legible size, from the largest that looks well. */
const LARGEST = 2.6;
const SMALLEST = 1.08;
const STEP = 0.965;
/** Height of the tallest picture as a share of the columns', at the largest and the smallest text. */
const TALLEST = { loose: 0.2, tight: 0.08 };

export function scales(floor: number, height: number): TypeScale[] {
  const steps: TypeScale[] = [];
  for (let share = LARGEST; share >= SMALLEST; share *= STEP) {
    const looseness = (share - SMALLEST) / (LARGEST - SMALLEST);
    const tallest = TALLEST.tight + (TALLEST.loose - TALLEST.tight) * looseness;
    steps.push(scaleOf(floor * share, floor, height * tallest));
  }
  return steps;
}

/** @returns `null` where not even the smallest text fits */
export function largestFit(arrangement: Arrangement, area: Area, floor: number, setting: PosterSetting): Fit | null {
  for (const scale of scales(floor, area.height)) {
    if (heightNeeded(arrangement, area.width, scale, setting) <= area.height) return { arrangement, scale };
  }
  return null;
}

function heightNeeded(arrangement: Arrangement, width: number, scale: TypeScale, setting: PosterSetting): number {
  const stacks = [arrangement.above, arrangement.below].filter(({ length }) => length > 0);
  const bands = stacks.map((sections) => stacked(sections, width, scale, setting) + scale.between);
  const columns = arrangement.columns.map((column) => stacked(column.sections, column.width, scale, setting));
  return bands.reduce((sum, band) => sum + band, 0) + Math.max(0, ...columns);
}

const stacked = (
  sections: readonly SectionContent[],
  width: number,
  scale: TypeScale,
  setting: PosterSetting,
): number =>
  heightOf(
    sections.map((section) => setSection(section, width, scale, setting)),
    scale,
  );

const heightOf = (sections: readonly SetSection[], scale: TypeScale): number =>
  sections.reduce((sum, section, i) => sum + section.height + (i === 0 ? 0 : scale.between), 0);

/** What was left out for want of room: the section, and how many of its blocks. */
export interface LeftOut {
  readonly section: SectionContent;
  readonly blocks: number;
}

export function placeFit(
  { arrangement, scale }: Fit,
  area: Area,
  setting: PosterSetting,
): { boxes: DrawnBox[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const fitted = (sections: readonly SectionContent[], width: number, room: number): SetSection[] => {
    const kept = cutToFit(sections, width, room, scale, setting);
    leftOut.push(...kept.leftOut);
    return kept.sections;
  };
  const band = (sections: readonly SectionContent[]) => fitted(sections, area.width, area.height / 2);
  const [above, below] = [band(arrangement.above), band(arrangement.below)];
  const [aboveHeight, belowHeight] = [above, below].map((set) =>
    set.length > 0 ? heightOf(set, scale) + scale.between : 0,
  ) as [number, number];
  const top = area.y + aboveHeight;
  const room = area.height - aboveHeight - belowHeight;
  const hasColumns = arrangement.columns.length > 0;
  const boxes = [
    ...placeStack(above, area.x, area.y, scale, hasColumns ? 0 : room),
    ...arrangement.columns.flatMap((column) => {
      const grown = grownPictures(column, room, scale, setting);
      const sections = grown ?? fitted(column.sections, column.width, room);
      return placeStack(sections, column.x, top, scale, room - heightOf(sections, scale));
    }),
    ...placeStack(below, area.x, area.y + area.height - belowHeight + scale.between, scale, 0),
  ];
  return { boxes, leftOut };
}

/** Room that text leaves goes to the pictures of its column. `null` where there is none. */
function grownPictures(
  { sections, width }: Column,
  room: number,
  scale: TypeScale,
  setting: PosterSetting,
): SetSection[] | null {
  for (const growth of [2.4, 2, 1.7, 1.45, 1.25, 1.1, 1]) {
    const larger = { ...scale, tallest: scale.tallest * growth };
    const set = sections.map((section) => setSection(section, width, larger, setting));
    if (heightOf(set, scale) <= room) return set;
  }
  return null;
}

function placeStack(
  sections: readonly SetSection[],
  x: number,
  y: number,
  scale: TypeScale,
  spare: number,
): DrawnBox[] {
  const slotsOf = ({ lanes }: SetSection): number => Math.max(0, ...lanes.map(({ length }) => length)) + 1;
  const slots = sections.reduce((sum, section) => sum + slotsOf(section), 0);
  let top = y;
  return sections.map((section) => {
    const extra = (Math.max(0, spare) * slotsOf(section)) / slots;
    const box = placeSection(section, x, top, extra, scale.body * LOOSEST);
    top += box.area.height + scale.between;
    return box;
  });
}

/** The space that is added between two paragraphs at the most, in sizes of the text. */
const LOOSEST = 0.8;

/** As many blocks as there is room for, in order. */
function cutToFit(
  sections: readonly SectionContent[],
  width: number,
  room: number,
  scale: TypeScale,
  setting: PosterSetting,
) {
  const leftOut: LeftOut[] = [];
  const kept: SetSection[] = [];
  let left = room + scale.between;
  for (const section of sections) {
    let count = section.blocks.length;
    let set = setSection(section, width, scale, setting);
    while (count > 0 && set.height + scale.between > left) {
      count -= 1;
      set = setSection({ ...section, blocks: section.blocks.slice(0, count) }, width, scale, setting);
    }
    if (count < section.blocks.length) leftOut.push({ section, blocks: section.blocks.length - count });
    if (count === 0) continue;
    kept.push(set);
    left -= set.height + scale.between;
  }
  return { sections: kept, leftOut };
}
