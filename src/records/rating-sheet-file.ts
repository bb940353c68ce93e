import { parseAnswer } from '../dataset/metrics/parse-prediction.ts';
import { KEY_HEADER, ratingLines, SHEET_HEADER } from '../dataset/metrics/rating-sheet.ts';
import { placesOf } from '../files/places.ts';
import { TextFile } from '../files/text-file.ts';
import { DisposalStack } from '../lib/disposal-stack.ts';

/** A pair of posters as a model wrote them, or should have. */
export interface RatedPair {
  readonly title: string;
  readonly paperId: string;
  readonly prediction: string;
  readonly reference: string;
}

/** The sheet that people rate and its key, both whole or absent. */
export interface RatingSheet extends AsyncDisposable {
  add(pair: RatedPair): Promise<void>;
  finish(): Promise<void>;
}

/** @throws UsageError where nothing can be written */
export async function openRatingSheet(path: string, seed: number): Promise<RatingSheet> {
  const keyPath = `${path.replace(/\.csv$/, '')}.key.csv`;
  const places = { sheet: await placesOf(path), key: await placesOf(keyPath) };
  await using opened = new DisposalStack();
  const sheet = opened.adopt(await TextFile.open(places.sheet.partial), (file) => file.discard());
  const key = opened.adopt(await TextFile.open(places.key.partial), (file) => file.discard());
  let items = 0;
  await sheet.write(SHEET_HEADER);
  await key.write(KEY_HEADER);
  const unfinished = opened.move();
  return {
    async add(pair) {
      items += 1;
      const shown = (text: string) => parseAnswer(text).content ?? text;
      const posters = { prediction: shown(pair.prediction), reference: shown(pair.reference) };
      const lines = ratingLines(items, { ...pair, ...posters }, seed);
      await sheet.write(lines.sheet);
      await key.write(lines.key);
    },
    async finish() {
      // Neither takes its place before both are on the disk.
      await sheet.end();
      await key.end();
      await sheet.finish(places.sheet.final);
      await key.finish(places.key.final);
    },
    // What is finished has left the place from which it would be discarded.
    [Symbol.asyncDispose]: () => unfinished.disposeAsync(),
  };
}
