/** A photograph of a poster → the poster, when its four corners show. */
import { type Mat, MatScope, opencv } from '../../../opencv/opencv.ts';
import type { Picture } from './page-model.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners in pixels: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Shares of the picture's area that a poster in a photograph covers. */
const SMALLEST = 0.3;
const LARGEST = 0.97;
/** A corner this far from the upright rectangle's, as a share of the longer side, shows that the camera stood aslant. */
const ASLANT = 0.012;
/** How far an outline may leave the four sides, as a share of its length. */
const STRAIGHT = 0.02;
/** Of all edges; an aslant picture on an upright poster holds less. */
const LEAST_EDGES = 0.5;
const CANNY = [40, 120] as const;
const JOIN = 5;

/**
 * The corners of the one large four-sided outline that is not upright; `null` where there is none, as in a scan.
 * @param small About 1500 pixels on the longer side.
 */
export function findCorners(small: Picture): Quad | null {
  const { width, height, data } = small;
  using scope = new MatScope();
  const image = scope.from(data, height, width, opencv.CV_8UC3);
  const edges = scope.empty();
  // In colour: a wall may be as light as the poster on it.
  opencv.Canny(image, edges, CANNY[0], CANNY[1]);
  const element = scope.add(opencv.getStructuringElement(opencv.MORPH_RECT, new opencv.Size(JOIN, JOIN)));
  opencv.morphologyEx(edges, edges, opencv.MORPH_CLOSE, element);
  const outlines = new opencv.MatVector();
  try {
    opencv.findContours(edges, outlines, scope.empty(), opencv.RETR_EXTERNAL, opencv.CHAIN_APPROX_SIMPLE);
    let best: { quad: Quad; area: number } | null = null;
    for (let index = 0; index < outlines.size(); index++) {
      const outline = scope.add(outlines.get(index));
      const area = opencv.contourArea(outline);
      if (area < width * height * SMALLEST || area > width * height * LARGEST || area <= (best?.area ?? 0)) continue;
      const corners = scope.empty();
      opencv.approxPolyDP(outline, corners, STRAIGHT * opencv.arcLength(outline, true), true);
      const quad = corners.rows === 4 && opencv.isContourConvex(corners) ? inOrder(corners.data32S) : null;
      if (quad && isAslant(quad, Math.max(width, height))) best = { quad, area };
    }
    return best !== null && edgesWithin(best.quad, edges) > LEAST_EDGES ? best.quad : null;
  } finally {
    outlines.delete();
  }
}

/** The sums and differences of the coordinates tell which corner is which. */
function inOrder(numbers: Int32Array): Quad {
  const points = [0, 2, 4, 6].map((at) => ({ x: numbers[at]!, y: numbers[at + 1]! }));
  const least = (of: (point: Point) => number): Point => points.toSorted((a, b) => of(a) - of(b))[0]!;
  return [
    least(({ x, y }) => x + y),
    least(({ x, y }) => y - x),
    least(({ x, y }) => -x - y),
    least(({ x, y }) => x - y),
  ];
}

function isAslant([a, b, c, d]: Quad, edge: number): boolean {
  const off = [a.y - b.y, b.x - c.x, c.y - d.y, d.x - a.x].map(Math.abs);
  return Math.max(...off) > edge * ASLANT;
}

/** Share of the edges that lie in the box around the corners. */
function edgesWithin(quad: Quad, { data, rows, cols }: Mat): number {
  const [xs, ys] = [quad.map(({ x }) => x), quad.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let [within, all] = [0, 0];
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      if (data[y * cols + x] === 0) continue;
      all++;
      if (x >= left && x <= right && y >= top && y <= bottom) within++;
    }
  return within / all;
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The picture within the corners, as from straight ahead; as large as its longer sides were. */
export function straighten({ width, height, data }: Picture, [a, b, c, d]: Quad): Picture {
  const across = Math.round(Math.max(apart(a, b), apart(d, c)));
  const down = Math.round(Math.max(apart(a, d), apart(b, c)));
  using scope = new MatScope();
  const image = scope.from(data, height, width, opencv.CV_8UC3);
  const from = scope.add(opencv.matFromArray(4, 1, opencv.CV_32FC2, [a.x, a.y, b.x, b.y, c.x, c.y, d.x, d.y]));
  const to = scope.add(opencv.matFromArray(4, 1, opencv.CV_32FC2, [0, 0, across, 0, across, down, 0, down]));
  const transform = scope.add(opencv.getPerspectiveTransform(from, to));
  const upright = scope.empty();
  opencv.warpPerspective(image, upright, transform, new opencv.Size(across, down));
  return { width: across, height: down, data: upright.data.slice() };
}
