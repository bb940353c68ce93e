/** Which pictures belong to which caption: the nearest one that no text divides from them. */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, coverage } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { TextLook } from '../captions/text-look.ts';
import type { Picture } from '../page/pictures.ts';
import type { CaptionKind } from '../vocabulary/caption-label.ts';
import type { FigurePage } from './figure-page.ts';
import { captionBand, type Span } from './text-columns.ts';

/** Where a document sets its captions; `side` where neither above nor below fits. */
export type Side = 'above' | 'below' | 'side';

/** What is known of a page before its pictures are assigned. */
export interface PageText {
  readonly paragraphs: readonly PageLine[];
  readonly columns: readonly Span[];
  readonly look: BodyLook;
}

/** Of the document's running text. */
export type BodyLook = Pick<TextLook, 'bodySize' | 'bodyFont'>;

/** A page with what its figures are told by. */
export interface Surroundings {
  readonly page: FigurePage;
  readonly text: PageText;
  /** Of the page. */
  readonly captions: readonly Caption[];
}

interface Claim {
  readonly picture: Picture;
  readonly caption: Caption;
  readonly side: Side;
  readonly cost: number;
}

/** Where a document's figures stand to their captions. */
export interface Habit {
  readonly side: 'above' | 'below';
  /** Points that a picture on another side must be nearer by to be taken all the same. */
  readonly penalty: number;
}

/** Penalties of a habit that few captions show or several break, and of one that is plain. */
const WEAK_HABIT = 60;
const PLAIN_HABIT = 250;
/** Captions and share of them that make a habit plain. */
const PLAIN_CAPTIONS = 2;
const PLAIN_SHARE = 0.75;

/** Points: pictures further away than this are not looked for. */
const FAR = 620;

/** For each kind of caption, on which side of it its nearest picture stands, by vote of the document's captions. */
export function captionHabits(claims: readonly Claim[]): Record<CaptionKind, Habit> {
  const habitOf = (kind: CaptionKind, unknown: Habit['side']) => {
    const votes = { above: 0, below: 0 };
    for (const [caption, own] of Map.groupBy(claims, (claim) => claim.caption)) {
      const nearest = own.toSorted((a, b) => a.cost - b.cost)[0]!;
      if (caption.kind === kind && nearest.side !== 'side') votes[nearest.side] += 1;
    }
    const side = votes.above === votes.below ? unknown : votes.below > votes.above ? 'below' : 'above';
    const plain = votes[side] >= PLAIN_CAPTIONS && votes[side] >= PLAIN_SHARE * (votes.above + votes.below);
    return { side, penalty: plain ? PLAIN_HABIT : WEAK_HABIT };
  };
  return {
    figure: habitOf('figure', 'above'),
    table: habitOf('table', 'below'),
    algorithm: habitOf('algorithm', 'below'),
  };
}

/** Every pair of a picture and a caption that no text divides, with what speaks against it in points. */
export function possibleClaims(page: FigurePage, text: PageText, captions: readonly Caption[]): Claim[] {
  const claims: Claim[] = [];
  for (const caption of captions) {
    const band = captionBand(caption, captions, text.columns, page);
    for (const picture of page.pictures) {
      if (isInside(picture, caption) || isFrame(picture, caption)) continue;
      const claim = claimOf(picture, caption, band, page.pictures);
      if (claim && claim.cost < FAR && !isDivided(claim, text, captions)) claims.push(claim);
    }
  }
  return claims;
}

/** Around the caption and the drawing that it names. */
const isFrame = (picture: Picture, caption: Rect): boolean =>
  picture.rulesOnly && coverage(caption, picture) === 1 && heightOf(picture) > 2 * heightOf(caption);

function claimOf(picture: Picture, caption: Caption, band: Span, pictures: readonly Picture[]): Claim | null {
  const beside = overlapY(picture, caption);
  const gapX = Math.max(0, -overlapX(picture, caption));
  if (beside > 0.5 * (caption.y1 - caption.y0) && gapX > 0) return { picture, caption, side: 'side', cost: gapX + 25 };
  const inBand = Math.min(picture.x1, band.x1) - Math.max(picture.x0, band.x0);
  if (inBand < 0.5 * Math.min(widthOf(picture), band.x1 - band.x0)) return null;
  const side = (picture.y0 + picture.y1) / 2 < (caption.y0 + caption.y1) / 2 ? 'above' : 'below';
  // A panel over others is as near to their caption as the white between them is wide.
  const white = (y0: number, y1: number) =>
    y1 -
    y0 -
    inked(
      y0,
      y1,
      pictures.filter((other) => isOver(other, picture)),
    );
  const gap = side === 'above' ? white(picture.y1, caption.y0) : white(caption.y1, picture.y0);
  const middle = (picture.x0 + picture.x1) / 2;
  const aside = Math.max(0, caption.x0 - middle, middle - caption.x1);
  return { picture, caption, side, cost: Math.max(0, gap) + 0.5 * aside };
}

const isOver = (other: Picture, picture: Picture): boolean =>
  other !== picture && overlapX(other, picture) > 0.5 * Math.max(widthOf(other), widthOf(picture));

/** Height between `y0` and `y1` that pictures take. */
function inked(y0: number, y1: number, pictures: readonly Rect[]): number {
  let [height, end] = [0, y0];
  for (const picture of pictures.toSorted((a, b) => a.y0 - b.y0)) {
    const [from, to] = [Math.max(picture.y0, end), Math.min(picture.y1, y1)];
    if (to <= from) continue;
    height += to - from;
    end = to;
  }
  return height;
}

/** Whether running text or another caption stands between the two. */
function isDivided({ picture, caption, side }: Claim, { paragraphs }: PageText, captions: readonly Caption[]): boolean {
  if (side === 'side') return false;
  const [y0, y1] = side === 'above' ? [picture.y1, caption.y0] : [caption.y1, picture.y0];
  const both = unite([picture, caption]);
  const between = (rect: Rect) => {
    const middle = (rect.y0 + rect.y1) / 2;
    return (
      middle > y0 - 2 && middle < y1 + 2 && overlapX(rect, picture) > 0.3 * Math.min(widthOf(rect), widthOf(picture))
    );
  };
  if (paragraphs.some((line) => between(line) && !isInside(line, picture) && overlapX(line, both) > 0)) return true;
  return captions.some((other) => other !== caption && between(other));
}

export const isInside = (rect: Rect, outer: Rect): boolean => {
  const x = (rect.x0 + rect.x1) / 2;
  const y = (rect.y0 + rect.y1) / 2;
  return x > outer.x0 && x < outer.x1 && y > outer.y0 && y < outer.y1;
};

/**
 * Each picture to the caption that it costs least; one on no caption's usual side to a caption that has none there, where
 * there is such a caption.
 */
export function assignPictures(claims: readonly Claim[], habits: Record<CaptionKind, Habit>): Map<Caption, Picture[]> {
  const isUsual = ({ caption, side }: Claim) => side === habits[caption.kind].side;
  const cost = (claim: Claim) => claim.cost + (isUsual(claim) ? 0 : habits[claim.caption.kind].penalty);
  const cheapest = (own: readonly Claim[]) => own.toSorted((a, b) => cost(a) - cost(b))[0];
  const byPicture = [...Map.groupBy(claims, (claim) => claim.picture).values()];
  const usual = byPicture.map((own) => cheapest(own)!).filter(isUsual);
  const served = new Set(usual.map(({ caption }) => caption));
  const best = byPicture.map((own) => {
    const first = cheapest(own)!;
    return isUsual(first) ? first : (cheapest(own.filter(({ caption }) => !served.has(caption))) ?? first);
  });
  const assigned = [...Map.groupBy(best, (claim) => claim.caption)].map(
    ([caption, own]) => [caption, onOneSide(own, habits[caption.kind].side)] as const,
  );
  return new Map(assigned);
}

/** A figure never goes around its caption: the side with clearly more drawn on it has the figure. */
function onOneSide(claims: readonly Claim[], expected: Side): Picture[] {
  const drawn = (side: Side) =>
    claims.filter((claim) => claim.side === side).reduce((sum, { picture }) => sum + weight(picture), 0);
  const side = SIDES.toSorted((a, b) => drawn(b) - drawn(a) || Number(b === expected) - Number(a === expected))[0]!;
  const kept = drawn(expected) > drawn(side) / 4 ? expected : side;
  return claims.filter((claim) => claim.side === kept).map(({ picture }) => picture);
}

const SIDES: readonly Side[] = ['above', 'below', 'side'];

const weight = (picture: Picture): number => (picture.rulesOnly ? 0.05 : 1) * Math.max(1, areaOf(picture));
