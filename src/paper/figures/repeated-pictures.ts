import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import type { FigurePage } from './figure-page.ts';

/** On so many pages, or a third of them if that is more, what stands at one place is furniture. */
const OFTEN = 3;
/** Points: how far the places may differ. */
const SLACK = 4;
/** Share of the page's height, top and bottom, where a lone rule divides the running head from the text. */
const MARGIN = 0.09;
/** Share of the lines of running text above and below which the text's area ends: a few stand in notes or heads. */
const OUTERMOST = 0.02;

/**
 * The pages without what they repeat: publishers' logos, badges, the rules of running heads. Within the area that the
 * document's running text takes only strokes are furniture: plots of one make at the top of every page are not.
 */
export function withoutFurniture<P extends FigurePage>(pages: readonly P[], prose: readonly PageLine[]): P[] {
  const places = new Map<string, number>();
  for (const { pictures } of pages) {
    for (const place of new Set(pictures.map(placeOf))) places.set(place, (places.get(place) ?? 0) + 1);
  }
  const often = Math.max(OFTEN, pages.length / 3);
  const edge = (edges: number[], share: number) =>
    edges.toSorted((a, b) => a - b)[Math.floor(share * (edges.length - 1))];
  const top = edge(
    prose.map((line) => line.y0),
    OUTERMOST,
  );
  const bottom = edge(
    prose.map((line) => line.y1),
    1 - OUTERMOST,
  );
  const isOutside = ({ y0, y1 }: Picture) => top === undefined || bottom === undefined || y1 < top || y0 > bottom;
  const isRepeated = (picture: Picture) =>
    (places.get(placeOf(picture)) ?? 0) >= often && (picture.rulesOnly || isOutside(picture));
  return pages.map((page) => ({
    ...page,
    pictures: page.pictures.filter((picture) => !isRepeated(picture) && !isHeadRule(picture, page.height)),
  }));
}

const placeOf = ({ x0, y0, x1, y1 }: Picture): string =>
  [x0, y0, x1, y1].map((edge) => Math.round(edge / SLACK)).join(' ');

const isHeadRule = ({ y0, y1, rulesOnly }: Picture, height: number): boolean =>
  rulesOnly && y1 - y0 < SLACK && (y1 < MARGIN * height || y0 > (1 - MARGIN) * height);
