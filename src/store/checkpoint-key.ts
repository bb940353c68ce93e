import { stat } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { absent } from '../files/absent.ts';
import type { Pair } from '../model/pair.ts';

/** Stages that cost enough for their results to be kept. */
export const CHECKPOINTS = [
  'paper',
  'dolphin_poster',
  'dolphin_paper',
  'figure_match',
  'figure_verify',
  'poster_desc',
] as const;
export type CheckpointName = (typeof CHECKPOINTS)[number];

interface Origin {
  readonly files: readonly ('paper' | 'poster')[];
  readonly options: readonly (keyof Config)[];
}

const LOCAL_PAPER: Origin = {
  files: ['paper'],
  options: ['figures', 'minFigureSize', 'dpi', 'maxPages', 'ocr', 'language', 'dolphinUrl'],
};
const DOLPHIN_POSTER: Origin = { files: ['poster'], options: ['posterPage', 'dpi', 'dolphinModel'] };
const DOLPHIN_PAPER: Origin = { files: ['paper'], options: ['figures', 'dpi', 'maxPages', 'dolphinModel'] };
const MATCHES = after([DOLPHIN_POSTER, DOLPHIN_PAPER], ['matchMethod', 'featureThreshold']);

/** What each result is made from, directly or by way of another. Where a model is served does not matter. */
const ORIGINS: Readonly<Record<CheckpointName, Origin>> = {
  paper: LOCAL_PAPER,
  dolphin_poster: DOLPHIN_POSTER,
  dolphin_paper: DOLPHIN_PAPER,
  figure_match: MATCHES,
  figure_verify: after([MATCHES], ['vlmModel']),
  poster_desc: after([DOLPHIN_POSTER], ['vlmModel', 'vlmBoxes', 'maxTokens', 'answerForm']),
};

function after(earlier: readonly Origin[], options: Origin['options']): Origin {
  return {
    files: [...new Set(earlier.flatMap(({ files }) => files))],
    options: [...new Set([...earlier.flatMap((origin) => origin.options), ...options])],
  };
}

/**
 * Says what a result was made from: another size, time of change or option gives another key. Paths count as the row
 * names them, so that a data set may be moved.
 */
export async function checkpointKey(name: CheckpointName, pair: Pair, config: Config): Promise<string> {
  const { files, options } = ORIGINS[name];
  const paths = {
    paper: [pair.row.local_pdf_path, pair.paperPath],
    poster: [pair.row.local_image_path, pair.posterPath],
  } as const;
  const seen = files.map(async (file) => {
    const [named, path] = paths[file];
    const about = await stat(path).catch(absent);
    return { named, size: about?.size ?? null, mtimeMs: about?.mtimeMs ?? null };
  });
  const said = Object.fromEntries(options.map((option) => [option, config[option]]));
  return JSON.stringify({ files: await Promise.all(seen), ...said });
}
