/** Upright SIFT (Lowe 2004 without orientation): a poster's figures are scaled and moved, but not turned. */

export interface Grey {
  width: number;
  height: number;
  /** 0 to 1, row by row. */
  data: Float32Array;
}

export interface Keypoint {
  x: number;
  y: number;
  /** Pixels of the picture it was found in. */
  sigma: number;
  descriptor: Float32Array;
}

const LEVELS = 3;
const FIRST_SIGMA = 1.6;
const CONTRAST = 0.012;
const EDGE_RATIO = 10;

function blur({ width, height, data }: Grey, sigma: number): Grey {
  const radius = Math.ceil(3 * sigma);
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const across = new Float32Array(data.length);
  const both = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        sum += kernel[k + radius]! * data[y * width + Math.min(width - 1, Math.max(0, x + k))]!;
      }
      across[y * width + x] = sum / total;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let k = -radius; k <= radius; k++) {
      const from = Math.min(height - 1, Math.max(0, y + k)) * width;
      const weight = kernel[k + radius]! / total;
      for (let x = 0; x < width; x++) both[y * width + x]! += weight * across[from + x]!;
    }
  }
  return { width, height, data: both };
}

function halve({ width, height, data }: Grey): Grey {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) half[y * w + x] = data[2 * y * width + 2 * x]!;
  return { width: w, height: h, data: half };
}

/** Is the value at `i` the largest or smallest of its 26 neighbours in place and scale? */
function isExtremum(below: Float32Array, here: Float32Array, above: Float32Array, i: number, width: number): boolean {
  const value = here[i]!;
  const sign = Math.sign(value);
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const j = i + dy * width + dx;
      if (sign * below[j]! >= sign * value || sign * above[j]! >= sign * value) return false;
      if (j !== i && sign * here[j]! >= sign * value) return false;
    }
  }
  return true;
}

/** Ridges are found everywhere along themselves, so they are refused: Lowe 2004, section 4.1. */
function isEdge(d: Float32Array, i: number, width: number): boolean {
  const xx = d[i + 1]! + d[i - 1]! - 2 * d[i]!;
  const yy = d[i + width]! + d[i - width]! - 2 * d[i]!;
  const xy = (d[i + width + 1]! - d[i + width - 1]! - d[i - width + 1]! + d[i - width - 1]!) / 4;
  const determinant = xx * yy - xy * xy;
  return determinant <= 0 || (xx + yy) ** 2 / determinant >= (EDGE_RATIO + 1) ** 2 / EDGE_RATIO;
}

/** Offset of a parabola's vertex through three values, at most half a step. */
function vertex(before: number, here: number, after: number): number {
  const curve = before + after - 2 * here;
  return curve === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
}

/** Histograms of gradient directions in 4 × 4 cells around a point; null where the window leaves the picture. */
function describe({ width, height, data }: Grey, x: number, y: number, sigma: number): Float32Array | null {
  const step = sigma * 0.75;
  const reach = step * 8 + 1;
  if (x < reach || y < reach || x >= width - reach - 1 || y >= height - reach - 1) return null;
  const bins = new Float32Array(128);
  for (let v = 0; v < 16; v++) {
    for (let u = 0; u < 16; u++) {
      const px = Math.round(x + (u - 7.5) * step);
      const py = Math.round(y + (v - 7.5) * step);
      const i = py * width + px;
      const gx = data[i + 1]! - data[i - 1]!;
      const gy = data[i + width]! - data[i - width]!;
      const turn = ((Math.atan2(gy, gx) / (2 * Math.PI) + 1) % 1) * 8;
      const weight = Math.hypot(gx, gy) * Math.exp(-((u - 7.5) ** 2 + (v - 7.5) ** 2) / 128);
      const cell = ((v >> 2) * 4 + (u >> 2)) * 8;
      const bin = Math.floor(turn) % 8;
      bins[cell + bin]! += weight * (1 - (turn % 1));
      bins[cell + ((bin + 1) % 8)]! += weight * (turn % 1);
    }
  }
  for (const limit of [0.2, Number.POSITIVE_INFINITY]) {
    const length = Math.hypot(...bins) || 1;
    for (let i = 0; i < 128; i++) bins[i] = Math.min(limit, bins[i]! / length);
  }
  return bins;
}

interface Octave {
  levels: Grey[];
  /** Of neighbouring levels. */
  differences: Float32Array[];
}

function octaveOf(base: Grey): Octave {
  const levels = [base];
  for (let i = 1; i < LEVELS + 3; i++) {
    const before = FIRST_SIGMA * 2 ** ((i - 1) / LEVELS);
    levels.push(blur(levels[i - 1]!, before * Math.sqrt(2 ** (2 / LEVELS) - 1)));
  }
  const differences = levels.slice(1).map((level, i) => level.data.map((value, j) => value - levels[i]!.data[j]!));
  return { levels, differences };
}

/** The keypoint at one place of an octave, in the octave's own pixels; null where there is none. */
function keypointAt({ levels, differences }: Octave, s: number, x: number, y: number): Keypoint | null {
  const { width } = levels[s]!;
  const i = y * width + x;
  const [below, here, above] = [differences[s - 1]!, differences[s]!, differences[s + 1]!];
  if (Math.abs(here[i]!) < CONTRAST) return null;
  if (!isExtremum(below, here, above, i, width) || isEdge(here, i, width)) return null;
  const descriptor = describe(levels[s]!, x, y, FIRST_SIGMA * 2 ** (s / LEVELS));
  if (!descriptor) return null;
  return {
    x: x + vertex(here[i - 1]!, here[i]!, here[i + 1]!),
    y: y + vertex(here[i - width]!, here[i]!, here[i + width]!),
    sigma: FIRST_SIGMA * 2 ** ((s + vertex(below[i]!, here[i]!, above[i]!)) / LEVELS),
    descriptor,
  };
}

/** Finds extrema of the difference of Gaussians over all octaves and describes them. */
export function keypoints(picture: Grey): Keypoint[] {
  const found: Keypoint[] = [];
  let base = blur(picture, Math.sqrt(FIRST_SIGMA ** 2 - 0.5 ** 2));
  for (let zoom = 1; Math.min(base.width, base.height) >= 24; zoom *= 2) {
    const octave = octaveOf(base);
    for (let s = 1; s <= LEVELS; s++) {
      for (let y = 1; y < base.height - 1; y++) {
        for (let x = 1; x < base.width - 1; x++) {
          const point = keypointAt(octave, s, x, y);
          if (point) found.push({ ...point, x: point.x * zoom, y: point.y * zoom, sigma: point.sigma * zoom });
        }
      }
    }
    base = halve(octave.levels[LEVELS]!);
  }
  return found;
}

const squaredDistance = (a: Float32Array, b: Float32Array, limit: number) => {
  let sum = 0;
  for (let i = 0; i < 128; i += 8) {
    for (let j = i; j < i + 8; j++) sum += (a[j]! - b[j]!) ** 2;
    if (sum > limit) return sum;
  }
  return sum;
};

/** Pairs whose nearest neighbour is clearly nearer than the second one (Lowe's ratio test). */
export function matchKeypoints(from: Keypoint[], to: Keypoint[], ratio = 0.8): [Keypoint, Keypoint][] {
  const pairs: [Keypoint, Keypoint][] = [];
  for (const one of from) {
    let [best, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let nearest: Keypoint | undefined;
    for (const other of to) {
      const distance = squaredDistance(one.descriptor, other.descriptor, second);
      if (distance < best) [second, best, nearest] = [best, distance, other];
      else if (distance < second) second = distance;
    }
    if (nearest && best < ratio * ratio * second) pairs.push([one, nearest]);
  }
  return pairs;
}

export interface Placement {
  /** Pixels of the poster per pixel of the figure. */
  scale: number;
  x: number;
  y: number;
  inliers: number;
}

/** The scale and shift that most pairs agree on. One pair is enough for a guess, so every pair is tried. */
export function agree(pairs: [Keypoint, Keypoint][], size: number): Placement {
  let best: Placement = { scale: 1, x: 0, y: 0, inliers: 0 };
  const inliersOf = ({ scale, x, y }: Pick<Placement, 'scale' | 'x' | 'y'>, tolerance: number) =>
    pairs.filter(([a, b]) => Math.hypot(scale * a.x + x - b.x, scale * a.y + y - b.y) < tolerance);
  for (const [a, b] of pairs) {
    const scale = b.sigma / a.sigma;
    const guess = { scale, x: b.x - scale * a.x, y: b.y - scale * a.y };
    const inliers = inliersOf(guess, 0.04 * size * scale).length;
    if (inliers > best.inliers) best = { ...guess, inliers };
  }
  for (const share of [0.04, 0.02, 0.01]) {
    const inliers = inliersOf(best, Math.max(2, share * size * best.scale));
    if (inliers.length < 2) break;
    best = fit(inliers);
  }
  return best;
}

/** Least squares for scale and shift. */
function fit(pairs: [Keypoint, Keypoint][]): Placement {
  const n = pairs.length;
  const mean = (of: (pair: [Keypoint, Keypoint]) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / n;
  const [ax, ay, bx, by] = [mean(([a]) => a.x), mean(([a]) => a.y), mean(([, b]) => b.x), mean(([, b]) => b.y)];
  const spread = mean(([a]) => (a.x - ax) ** 2 + (a.y - ay) ** 2);
  const scale = mean(([a, b]) => (a.x - ax) * (b.x - bx) + (a.y - ay) * (b.y - by)) / (spread || 1);
  return { scale, x: bx - scale * ax, y: by - scale * ay, inliers: n };
}
