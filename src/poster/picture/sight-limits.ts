/**
 * How large a picture a vision model sees. Claude cuts pictures into patches of 28 × 28 pixels, each a token, and
 * silently scales down what has a longer edge or more patches than its tier allows:
 * https://platform.claude.com/docs/en/build-with-claude/vision
 */

export interface SightLimits {
  /** Pixels. */
  longEdge: number;
  /** Patches of 28 × 28 pixels. */
  visualTokens: number;
}

/** Services refuse a longer side, in pixels. */
const LONGEST_SIDE = 8000;

export const PATCH = 28;

/** Of a pixel: what binary fractions take off a side that comes out whole. */
const ROUNDING = 1e-6;

export const visualTokens = (width: number, height: number): number =>
  Math.ceil(width / PATCH) * Math.ceil(height / PATCH);

/** The largest size of the same shape that is seen whole; the size itself if it already is. In whole pixels. */
export function fitWithin(
  { width, height }: { width: number; height: number },
  limits: SightLimits,
): { width: number; height: number } {
  const longEdge = Math.min(limits.longEdge, LONGEST_SIDE);
  if (Math.max(width, height) <= longEdge && visualTokens(width, height) <= limits.visualTokens)
    return { width, height };
  const sized = (scale: number) => ({
    width: Math.max(1, Math.floor(width * scale + ROUNDING)),
    height: Math.max(1, Math.floor(height * scale + ROUNDING)),
  });
  let scale = Math.min(
    longEdge / Math.max(width, height),
    Math.sqrt((limits.visualTokens * PATCH ** 2) / (width * height)),
  );
  for (; visualTokens(sized(scale).width, sized(scale).height) > limits.visualTokens; ) scale *= 0.995;
  return sized(scale);
}
