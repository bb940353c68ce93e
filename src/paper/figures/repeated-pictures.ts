import type { Picture } from '../page/pictures.ts';
import type { FigurePage } from './figure-page.ts';

/** On so many pages, or a third of them if that is more, what stands at one place is furniture. */
const OFTEN = 3;
/** Points: how far the places may differ. */
const SLACK = 4;
/** Share of the page's height, top and bottom, where a lone rule divides the running head from the text. */
const MARGIN = 0.09;

/** The pages without what they repeat: publishers' logos, badges, the rules of running heads. */
export function withoutFurniture<P extends FigurePage>(pages: readonly P[]): P[] {
  const places = new Map<string, number>();
  for (const { pictures } of pages) {
    for (const place of new Set(pictures.map(placeOf))) places.set(place, (places.get(place) ?? 0) + 1);
  }
  const often = Math.max(OFTEN, pages.length / 3);
  return pages.map((page) => ({
    ...page,
    pictures: page.pictures.filter(
      (picture) => (places.get(placeOf(picture)) ?? 0) < often && !isHeadRule(picture, page.height),
    ),
  }));
}

const placeOf = ({ x0, y0, x1, y1 }: Picture): string =>
  [x0, y0, x1, y1].map((edge) => Math.round(edge / SLACK)).join(' ');

const isHeadRule = ({ y0, y1, rulesOnly }: Picture, height: number): boolean =>
  rulesOnly && y1 - y0 < SLACK && (y1 < MARGIN * height || y0 > (1 - MARGIN) * height);
