/** What the picture itself says about a poster, whoever reads it. */

/** A poster as the layout names it. Width and height in any one unit: only their ratio is read. */
export interface PosterFrame {
  paperId: string;
  /** As it is to stand in the layout. */
  posterPath: string;
  width: number;
  height: number;
}

/** Sides that differ by less than this share make a square. */
const SQUARE_TOLERANCE = 0.05;

/** How far a small ratio may be off to be used, as a share; A-series paper (1.414) stays clear of 7:5. */
const RATIO_TOLERANCE = 0.008;
const LARGEST_TERM = 16;

export function orientationOf(width: number, height: number): 'landscape' | 'portrait' | 'square' {
  if (Math.abs(width / height - 1) < SQUARE_TOLERANCE) return 'square';
  return width > height ? 'landscape' : 'portrait';
}

/** Width / height as `4:3`, or as `1.41:1` where no small ratio fits. */
export function aspectRatioOf(width: number, height: number): string {
  const ratio = width / height;
  for (let h = 1; h <= LARGEST_TERM; h++) {
    const w = Math.round(ratio * h);
    if (w >= 1 && w <= LARGEST_TERM && Math.abs(w / h / ratio - 1) < RATIO_TOLERANCE) return `${w}:${h}`;
  }
  return `${ratio.toFixed(2)}:1`;
}
