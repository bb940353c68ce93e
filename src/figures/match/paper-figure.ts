/** Figures of the paper with their pictures, and which of them are panels of another. */
import type { ExtractedFigure, FigureMatch } from '../../model/schemas.ts';
import { decodeImage } from '../picture/decode-image.ts';
import { concatenateKeypoints } from '../picture/keypoint-columns.ts';
import { describePicture, type Picture } from '../picture/picture.ts';
import { iou, overlap, type Rectangle, rectangleOf } from '../picture/rectangle.ts';
import { fineKeypoints } from '../picture/tiles.ts';
import type { Sift } from '../sift/sift.ts';

/** Longest edge of a figure in pixels: about its size on a poster of 3000 px. */
const FIGURE_EDGE = 1000;

/** Pictures held at a time, of about a megabyte each; beyond that the oldest are read again when needed. */
const HELD = 64;

/** Longer edge below which a figure is doubled at once: in pixels it has few keypoints, and posters show it enlarged. */
const SMALL = 500;

/** `doubled`: with the keypoints of the picture enlarged as well, which a poster has that shows it enlarged. */
export type Detail = 'plain' | 'doubled';

export type OpenFigure = (figure: ExtractedFigure, detail: Detail) => Promise<Picture>;

/** Reads and describes figures, and remembers them: retries come back to those that were not found. */
export function figureOpener(sift: Sift): OpenFigure {
  const held = new Map<string, Picture>();
  const readPlain = async (path: string): Promise<Picture> =>
    describePicture(sift, await decodeImage(path, { maxEdge: FIGURE_EDGE }), { upsample: false });
  return async ({ file_path }, detail) => {
    const path = file_path ?? '';
    const name = `${detail} ${path}`;
    const known = held.get(name) ?? held.get(`doubled ${path}`);
    if (known) return known;
    const plain = held.get(`plain ${path}`) ?? (await readPlain(path));
    const isDoubled = detail === 'doubled' || Math.max(plain.width, plain.height) < SMALL;
    const picture = isDoubled ? addFine(sift, plain) : plain;
    if (held.size >= HELD) held.delete(held.keys().next().value ?? '');
    held.set(name, picture);
    return picture;
  };
}

function addFine(sift: Sift, picture: Picture): Picture {
  const fine = fineKeypoints(sift, picture, [{ x: 0, y: 0, width: picture.width, height: picture.height }]);
  return { ...picture, keypoints: concatenateKeypoints([picture.keypoints, fine]) };
}

/** Share of a panel that lies in its figure. */
const CONTAINED = 0.85;

/** Does a figure lie inside a larger one of the same page? */
export function isPanelOf(panel: ExtractedFigure, figure: ExtractedFigure): boolean {
  if (panel === figure || panel.page_number !== figure.page_number) return false;
  const [inner, outer] = [rectangleOf(panel.bbox_pct), rectangleOf(figure.bbox_pct)];
  return inner.width * inner.height < outer.width * outer.height && overlap(inner, outer) >= CONTAINED;
}

/** Overlap (intersection over union) from which the part that was seen is one of the figure's panels. */
const IS_PANEL = 0.6;

/**
 * The paper's side of a match: the panel that alone was seen, where the paper has one there, else the figure.
 * @param seen where the part that was seen lies on the page, percent.
 */
export function namePaperFigure(
  figure: ExtractedFigure,
  figures: readonly ExtractedFigure[],
  seen: Rectangle,
): FigureMatch['paper_figure'] {
  const likeness = (candidate: ExtractedFigure): number => iou(seen, rectangleOf(candidate.bbox_pct));
  const panel = figures
    .filter((other) => isPanelOf(other, figure) && likeness(other) >= Math.max(IS_PANEL, likeness(figure)))
    .toSorted((a, b) => likeness(b) - likeness(a))[0];
  const { figure_id, label, page_number, bbox_pct } = panel ?? figure;
  return { figure_id, label, page_number, bbox_pct };
}
