/** The tree of an SVG as MathJax writes it → its filled paths. */

import type { LiteElement } from 'mathjax-full/js/adaptors/lite/Element.js';
import type { LiteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import type { Outline } from './set-formula.ts';

/** `[a, b, c, d, e, f]` of SVG: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

const UNIT: Matrix = [1 / 1000, 0, 0, 1 / 1000, 0, 0];

/** `null` where it holds what is no outline: an error message, or signs that MathJax has no font for. */
export function outlinesOf(svg: LiteElement, adaptor: LiteAdaptor): Outline[] | null {
  const outlines: Outline[] = [];
  const isWhole = walk(svg, UNIT, true);
  return isWhole ? outlines : null;

  function walk(node: LiteElement, parent: Matrix, isRoot: boolean): boolean {
    const attribute = (name: string): string => String(adaptor.getAttribute(node, name) ?? '');
    if (attribute('data-mml-node') === 'merror') return false;
    const number = (name: string): number => Number.parseFloat(attribute(name)) || 0;
    let matrix = product(parent, transformOf(attribute('transform')));
    switch (adaptor.kind(node)) {
      case 'path':
        if (attribute('d') !== '') outlines.push({ path: plainCurves(attribute('d')), matrix });
        return true;
      case 'rect':
        outlines.push({ path: boxPath(number('x'), number('y'), number('width'), number('height')), matrix });
        return true;
      case 'text':
        return false;
      case 'svg':
        if (!isRoot) matrix = product(matrix, viewOf(attribute('viewBox'), number));
        break;
    }
    return adaptor.childNodes(node).every((child) => !('attributes' in child) || walk(child, matrix, false));
  }
}

/** `T` goes on from the curve before it: written out, since not every reader of paths knows where that ended. */
export function plainCurves(path: string): string {
  let [x, y, controlX, controlY] = [0, 0, 0, 0];
  return path.replace(/([MLHVQTZ])([^MLHVQTZ]*)/g, (_whole, command: string, listed: string) => {
    const numbers = (listed.match(/-?\d*\.?\d+(?:e-?\d+)?/g) ?? []).map(Number);
    const [first = 0, second = 0, third = 0, fourth = 0] = numbers;
    if (command === 'H') x = first;
    else if (command === 'V') y = first;
    else if (command === 'Q') [controlX, controlY, x, y] = [first, second, third, fourth];
    else if (command === 'T') [controlX, controlY, x, y] = [2 * x - controlX, 2 * y - controlY, first, second];
    else if (command !== 'Z') [x, y] = [first, second];
    if (command === 'Q' || command === 'T') return `Q${controlX} ${controlY} ${x} ${y}`;
    [controlX, controlY] = [x, y];
    if (command === 'Z') return 'Z';
    return `${command === 'M' ? 'M' : 'L'}${x} ${y}`;
  });
}

const boxPath = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}Z`;

/** A picture in the picture: MathJax cuts the stretched middle of a brace out of a longer one. */
function viewOf(viewBox: string, number: (name: string) => number): Matrix {
  const [left = 0, top = 0, width = 1, height = 1] = viewBox.split(/[\s,]+/).map(Number);
  const [across, down] = [number('width') / width || 1, number('height') / height || 1];
  return [across, 0, 0, down, number('x') - left * across, number('y') - top * down];
}

function transformOf(text: string): Matrix {
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, listed = ''] of text.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [first = 0, second] = listed.split(/[\s,]+/).map(Number);
    if (name === 'translate') matrix = product(matrix, [1, 0, 0, 1, first, second ?? 0]);
    if (name === 'scale') matrix = product(matrix, [first, 0, 0, second ?? first, 0, 0]);
    if (name === 'rotate') matrix = product(matrix, turned(first));
    if (name === 'matrix') matrix = product(matrix, listed.split(/[\s,]+/).map(Number) as unknown as Matrix);
  }
  return matrix;
}

function turned(degrees: number): Matrix {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [cosine, sine, -sine, cosine, 0, 0];
}

/** The second is applied first. */
export function product([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix {
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}
