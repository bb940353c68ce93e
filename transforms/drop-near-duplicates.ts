import { resolve } from 'node:path';
import { NearDuplicates } from '../src/dataset/identity/near-duplicates.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import { codeOf, type Item, SkipRow } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Account } from '../src/session/pass.ts';

/** A hash looks at 64 × 64 pixels; this is enough to make them from. */
const DECODED_EDGE = 512;

/**
 * `Finished → Finished`: with `--dedupe`, keeps only the first of posters that look the same. A poster whose picture cannot
 * be read (a PDF, or moved since) stays, and is counted.
 */
export function dropNearDuplicates({
  config: { dedupe, dataDir },
  summary,
}: Pick<Account, 'config' | 'summary'>): Stage<Item<Finished>, Item<Finished>> {
  const posters = new NearDuplicates();
  return stage({ name: 'drop-near-duplicates' }, async (finished: Finished) => {
    if (!dedupe) return finished;
    const { paper_id, poster_layout } = finished.example;
    const hash = await hashOf(finished.made?.posterPath ?? resolve(dataDir, poster_layout.poster_path));
    if (hash === null) summary.notCompared += 1;
    else if (posters.seenAs(paper_id, hash) !== null) {
      summary.nearDuplicates += 1;
      throw new SkipRow();
    }
    return finished;
  });
}

/** What reads pictures is loaded with the first of them: it is large, and most runs compare none. */
async function hashOf(path: string): Promise<Uint8Array | null> {
  const { decodeImage } = await import('../src/figures/picture/decode-image.ts');
  const { perceptualHash } = await import('../src/figures/picture/perceptual-hash.ts');
  try {
    return perceptualHash(await decodeImage(path, { maxEdge: DECODED_EDGE }));
  } catch (error) {
    if (codeOf(error) === 'internal') throw error;
    return null;
  }
}
