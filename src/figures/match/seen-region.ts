/** Tiles that agree or not + where the inliers lie → the region of the figure that is really on the poster. */
import type { Rectangle } from '../picture/rectangle.ts';
import { unionOf } from '../picture/rectangle.ts';
import type { Tile } from './tile-agreement.ts';

/** Correlation from which a tile counts as seen. */
const AGREES = 0.6;
/** Share of a strip of tiles that must agree for the region to grow over it. */
const STRIP_SHARE = 0.5;
/** Share of the whole figure's tiles from which all of it counts as seen, its blank margins too. */
const WHOLE_SHARE = 0.7;

export interface SeenRegion {
  /** Fractions of the figure's width and height. */
  readonly part: Rectangle;
  /** Tiles of the part that agree, and all of the part that have texture. */
  readonly agreeing: number;
  readonly compared: number;
  /** Share of the whole figure's textured tiles that lie in the part and agree, 0 to 1. */
  readonly coverage: number;
}

const WHOLE: Rectangle = { x: 0, y: 0, width: 1, height: 1 };

/** Starts from the inliers' bounds and grows over every next strip of tiles that agrees, across blank ones, to all sides. */
export function seenRegion(tiles: readonly Tile[], inlierBounds: Rectangle): SeenRegion {
  const agreeing = tiles.filter(agrees).length;
  if (tiles.length > 0 && agreeing / tiles.length >= WHOLE_SHARE) return measure(tiles, WHOLE);
  let part = inlierBounds;
  for (let grown = true; grown; ) {
    grown = false;
    for (const side of SIDES) {
      const wider = growOnce(tiles, part, side);
      if (!wider) continue;
      part = wider;
      grown = true;
    }
  }
  return measure(tiles, part);
}

const agrees = ({ correlation }: Tile): boolean => correlation > AGREES;

function measure(tiles: readonly Tile[], part: Rectangle): SeenRegion {
  const inside = tiles.filter((tile) => holdsCentre(part, tile));
  const agreeing = inside.filter(agrees).length;
  return { part, agreeing, compared: inside.length, coverage: tiles.length ? agreeing / tiles.length : 0 };
}

export function holdsCentre(part: Rectangle, tile: Tile): boolean {
  const [x, y] = [tile.x + tile.width / 2, tile.y + tile.height / 2];
  return x >= part.x && x <= part.x + part.width && y >= part.y && y <= part.y + part.height;
}

type Side = 'left' | 'right' | 'top' | 'bottom';
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** The part and the nearest strip of textured tiles beyond one side of it, if that strip agrees. */
function growOnce(tiles: readonly Tile[], part: Rectangle, side: Side): Rectangle | null {
  const beyond = tiles.filter((tile) => !holdsCentre(part, tile) && isBeyond(part, tile, side));
  if (beyond.length === 0) return null;
  const nearest = Math.min(...beyond.map((tile) => distance(part, tile, side)));
  const strip = beyond.filter((tile) => distance(part, tile, side) < nearest + 1e-6);
  if (strip.filter(agrees).length / strip.length < STRIP_SHARE) return null;
  return strip.reduce<Rectangle>((grown, tile) => unionOf(grown, along(part, tile, side)), part);
}

function isBeyond(part: Rectangle, tile: Tile, side: Side): boolean {
  const [x, y] = [tile.x + tile.width / 2, tile.y + tile.height / 2];
  const besideRows = y >= part.y && y <= part.y + part.height;
  const besideColumns = x >= part.x && x <= part.x + part.width;
  if (side === 'left') return besideRows && x < part.x;
  if (side === 'right') return besideRows && x > part.x + part.width;
  if (side === 'top') return besideColumns && y < part.y;
  return besideColumns && y > part.y + part.height;
}

function distance(part: Rectangle, tile: Tile, side: Side): number {
  if (side === 'left') return part.x - tile.x - tile.width / 2;
  if (side === 'right') return tile.x + tile.width / 2 - part.x - part.width;
  if (side === 'top') return part.y - tile.y - tile.height / 2;
  return tile.y + tile.height / 2 - part.y - part.height;
}

/** The tile's extent across the side it is beyond; along it the part stays as it is. */
function along(part: Rectangle, tile: Tile, side: Side): Rectangle {
  const sideways = side === 'left' || side === 'right';
  return sideways
    ? { x: tile.x, y: part.y, width: tile.width, height: part.height }
    : { x: part.x, y: tile.y, width: part.width, height: tile.height };
}
