/** What is usual in a document: the size of its running text and the distance of its lines. */

import type { TextLine } from '../lines/text-line.ts';
import type { Region } from '../page/reading-order.ts';
import { isReferencesName } from '../vocabulary/section-names.ts';
import { type Float, isFloat } from './block.ts';

export interface TextStatistics {
  /** Of most characters, in points. */
  readonly bodySize: number;
  /** The running text is bold throughout (some slides and posters are). */
  readonly bodyBold: boolean;
  /** The running text is set in a typewriter face throughout (old manuscripts are). */
  readonly bodyMono: boolean;
  /** Of most characters. */
  readonly bodyFont: string;
  /** Share of the document's characters that a font sets, 0 to 1. */
  fontShare(font: string): number;
  /** Usual distance of two baselines for text of a size, in points. */
  leading(size: number): number;
}

/** Share of its column's width from which a line is running text. */
const FULL = 0.6;
/** What characters of tables and references weigh, which may outnumber those of the text. */
const ASIDE = 0.1;

export function textStatistics(regions: readonly Region<TextLine | Float>[]): TextStatistics {
  const sizes = new Tally<number>();
  const bold = new Tally<boolean>();
  const fonts = new Tally<string>();
  const mono = new Tally<boolean>();
  const steps = new Map<number, Tally<number>>();
  let inReferences = false;
  for (const { items, left, right } of regions) {
    const lines = items.filter((item): item is TextLine => !isFloat(item));
    lines.forEach((line, i) => {
      inReferences ||= isReferencesName(line.text);
      const isText = !inReferences && line.x1 - line.x0 > FULL * (right - left);
      const weight = (isText ? 1 : ASIDE) * line.text.length;
      sizes.add(line.size, weight);
      bold.add(line.bold, weight);
      fonts.add(line.font, weight);
      mono.add(line.mono, weight);
      const next = lines[i + 1];
      if (!next || Math.abs(next.size - line.size) > 0.2) return;
      const step = next.baseline - line.baseline;
      if (step < 0.8 * line.size || step > 2.6 * line.size) return;
      const tally = steps.get(line.size) ?? new Tally();
      steps.set(line.size, tally);
      tally.add(Math.round(step * 4) / 4, 1);
    });
  }
  const bodySize = sizes.top ?? 10;
  const bodyLeading = steps.get(bodySize)?.top ?? 1.2 * bodySize;
  return {
    bodySize,
    bodyBold: bold.top ?? false,
    bodyMono: mono.top ?? false,
    bodyFont: fonts.top ?? '',
    fontShare: (font) => fonts.share(font),
    leading: (size) => steps.get(size)?.common(5) ?? (bodyLeading * size) / bodySize,
  };
}

class Tally<K> {
  readonly #counts = new Map<K, number>();

  add(key: K, weight: number): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + weight);
  }

  share(key: K): number {
    const all = this.#counts.values().reduce((sum, weight) => sum + weight, 0);
    return all === 0 ? 0 : (this.#counts.get(key) ?? 0) / all;
  }

  /** The key of the greatest weight. */
  get top(): K | undefined {
    return this.common(0);
  }

  /** The key of the greatest weight, if that reaches `least`. */
  common(least: number): K | undefined {
    let best: K | undefined;
    let most = 0;
    for (const [key, weight] of this.#counts) {
      if (weight > most) [best, most] = [key, weight];
    }
    return most >= least ? best : undefined;
  }
}
