import type { Box, PosterLayout } from '../model/schemas.ts';

/** The nine classes of SciPostLayout (Tanaka et al. 2024, section 3.2), numbered from 1 in their order there. */
export const COCO_CATEGORIES = [
  'Title',
  'Author Info',
  'Section',
  'Text',
  'List',
  'Table',
  'Figure',
  'Caption',
  'Unknown',
].map((name, i) => ({ id: i + 1, name, supercategory: 'poster' }));

/** Stands in every file, for whoever trains on it. */
export const COCO_DESCRIPTION =
  'Posters by poster-stream. Title is the whole header, Text, List, Table and Figure are panels by what fills them. ' +
  'Author Info, Section (headings) and Caption are empty: a layout has no boxes for them, and guessed ones would be taught.';

type Label = 'Title' | 'Text' | 'List' | 'Table' | 'Figure' | 'Unknown';

export interface CocoImage {
  readonly id: number;
  readonly file_name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface CocoAnnotation {
  readonly id: number;
  readonly image_id: number;
  readonly category_id: number;
  /** Pixels: x, y, width, height from the top left corner. */
  readonly bbox: Box;
  /** Square pixels. */
  readonly area: number;
  readonly iscrowd: 0;
}

const SECTION_LABELS: Readonly<Record<PosterLayout['sections'][number]['content_type'], Label>> = {
  text: 'Text',
  mixed: 'Text',
  bullets: 'List',
  table: 'Table',
  figure: 'Figure',
};

const NO_FIGURE = new Set(['logo', 'qr_code', 'qr']);

/**
 * The boxes of a layout as COCO annotations (Lin et al. 2014; cocodataset.org, Data format). A layout knows panels and
 * figures, not lines: the header band stands for the title, a panel for what fills it. Headings, authors and captions
 * have no boxes of their own, so their classes stay empty rather than guessed.
 *
 * @param firstId of the annotations, which count on from there
 */
export function cocoAnnotations(layout: PosterLayout, image: CocoImage, firstId: number): CocoAnnotation[] {
  const header: Box = [0, 0, 100, layout.header.height_pct];
  const footer: Box = [0, 100 - layout.footer.height_pct, 100, layout.footer.height_pct];
  const labelled: [Label, Box][] = [
    ...(layout.header.height_pct > 0 ? [['Title', header] satisfies [Label, Box]] : []),
    ...panelsOf(layout),
    ...layout.figures.map(({ type, bbox_pct }): [Label, Box] => [figureLabel(type), bbox_pct]),
    ...(layout.footer.present && layout.footer.height_pct > 0 ? [['Unknown', footer] satisfies [Label, Box]] : []),
  ];
  return labelled.map(([label, box], i) => {
    const bbox = inPixels(box, image);
    return {
      id: firstId + i,
      image_id: image.id,
      category_id: COCO_CATEGORIES.findIndex(({ name }) => name === label) + 1,
      bbox,
      area: Math.round(bbox[2] * bbox[3] * 100) / 100,
      iscrowd: 0,
    };
  });
}

/** A panel that is only there for figures or tables which have their own boxes would count them twice. */
function panelsOf({ sections, figures }: PosterLayout): [Label, Box][] {
  const homes = new Set(figures.map(({ section_id, type }) => `${figureLabel(type)} ${section_id}`));
  return sections
    .filter(({ id, content_type }) => !homes.has(`${SECTION_LABELS[content_type]} ${id}`))
    .map(({ content_type, bbox_pct }) => [SECTION_LABELS[content_type], bbox_pct]);
}

function figureLabel(type: string): Label {
  if (NO_FIGURE.has(type)) return 'Unknown';
  return type === 'table' ? 'Table' : 'Figure';
}

function inPixels([x, y, width, height]: Box, image: CocoImage): Box {
  const tenths = (value: number) => Math.round(value / 10) / 10;
  return [
    tenths(x * image.width),
    tenths(y * image.height),
    tenths(width * image.width),
    tenths(height * image.height),
  ];
}

/** Pixels of a poster whose picture is not there: 1000 high, as wide as its aspect ratio says. */
export function nominalSize({ poster }: PosterLayout): { width: number; height: number } {
  const [width = 1, height = 1] = poster.aspect_ratio.split(':').map(Number);
  const ratio = width > 0 && height > 0 ? width / height : 1;
  return { width: Math.round(1000 * ratio), height: 1000 };
}
