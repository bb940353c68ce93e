/** LaTeX → outlines, by MathJax. It is large, so it is an optional dependency and loaded for the first formula only. */
import type { LiteElement } from 'mathjax-full/js/adaptors/lite/Element.js';
import { type Matrix, outlinesOf } from './formula-outlines.ts';

export interface SetFormula {
  readonly latex: string;
  /** At a size of one: over all, above and below the baseline. */
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Filled paths from the baseline's left end, `y` downwards once their matrix is applied. */
  readonly outlines: readonly Outline[];
}

export interface Outline {
  /** SVG path data. */
  readonly path: string;
  readonly matrix: Matrix;
}

/** Sets a formula; `null` for what is no LaTeX that it knows. */
export type FormulaSetter = (latex: string, display: boolean) => SetFormula | null;

/** MathJax sets a thousand units to the em. */
const UNITS = 1000;
/** Longer than any that fits on a poster: what babbles is not typeset. */
const LONGEST = 4000;

/** @returns `null` where MathJax is not installed */
export async function openFormulaSetter(): Promise<FormulaSetter | null> {
  const loaded = await loadMathJax().catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  });
  if (loaded === null) return null;
  const set = new Map<string, SetFormula | null>();
  return (latex, display) => {
    const key = `${display}${latex}`;
    const known = set.get(key);
    if (known !== undefined) return known;
    const formula = latex.length > LONGEST ? null : loaded(latex, display);
    set.set(key, formula);
    return formula;
  };
}

async function loadMathJax(): Promise<FormulaSetter> {
  const [{ mathjax }, { TeX }, { SVG }, { liteAdaptor }, { RegisterHTMLHandler }] = await Promise.all([
    import('mathjax-full/js/mathjax.js'),
    import('mathjax-full/js/input/tex.js'),
    import('mathjax-full/js/output/svg.js'),
    import('mathjax-full/js/adaptors/liteAdaptor.js'),
    import('mathjax-full/js/handlers/html.js'),
    import('mathjax-full/js/input/tex/base/BaseConfiguration.js'),
    import('mathjax-full/js/input/tex/ams/AmsConfiguration.js'),
    import('mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js'),
    import('mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js'),
  ]);
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const page = mathjax.document('', {
    // Nothing that links, loads or colours: formulas come from outside.
    InputJax: new TeX({ packages: ['base', 'ams', 'boldsymbol', 'newcommand'], maxBuffer: LONGEST * 2 }),
    OutputJax: new SVG({ fontCache: 'none' }),
  });
  return (latex, display) => {
    const container: LiteElement = page.convert(latex, { display });
    const svg = adaptor.firstChild(container);
    if (!svg || !('attributes' in svg)) return null;
    const outlines = outlinesOf(svg, adaptor);
    const [, top = 0, width = 0, height = 0] = (adaptor.getAttribute(svg, 'viewBox') ?? '').split(' ').map(Number);
    if (outlines === null || !(width > 0) || !(height > 0)) return null;
    return { latex, width: width / UNITS, height: -top / UNITS, depth: (height + top) / UNITS, outlines };
  };
}
