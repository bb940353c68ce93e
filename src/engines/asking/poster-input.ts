/** A poster as a vision model is shown it, and what the model made of it as a transcription. */
import type { Transcription } from '../../model/schemas.ts';
import { layoutFigures } from '../../poster/layout/layout-figures.ts';
import { repairLayout } from '../../poster/layout/repair-layout.ts';
import { isPdf } from '../../poster/picture/poster-page.ts';
import {
  type ImageLimits,
  type PreparedImage,
  planImage,
  prepareImage,
  readPosterFile,
} from '../../poster/picture/prepare-image.ts';
import type { PosterSource } from '../engine.ts';
import type { AcceptedAnswer } from './ask-until-accepted.ts';

/** Draws the poster's page of a PDF, within the limits. @throws RowError */
export type RenderPdf = (bytes: Buffer, limits: ImageLimits, signal: AbortSignal) => Promise<PreparedImage>;

export interface PosterInput {
  file: Buffer;
  /** Pixels as the model is shown them. */
  size: { width: number; height: number };
  /** Made only when somebody is to be asked, and once. */
  picture: () => Promise<PreparedImage>;
}

/** @throws RowError `not-found`, `unreadable` or `too-large` */
export async function openPosterInput(
  path: string,
  limits: ImageLimits,
  renderPdf: RenderPdf,
  signal: AbortSignal,
): Promise<PosterInput> {
  const file = await readPosterFile(path);
  if (isPdf(file)) {
    const rendered = await renderPdf(file, limits, signal);
    return { file, size: rendered, picture: async () => rendered };
  }
  const plan = await planImage(file, limits);
  let prepared: Promise<PreparedImage> | null = null;
  const picture = () => {
    prepared ??= prepareImage(file, limits, plan);
    return prepared;
  };
  return { file, size: plan, picture };
}

/** @param by Who answered, and the dollars of what was asked now. */
export function writeTranscription(
  { paperId, path }: PosterSource,
  { width, height }: { width: number; height: number },
  answer: AcceptedAnswer,
  by: { engine: string; costUsd: number | null },
): Transcription {
  const { layout, repairs } = repairLayout(answer.parsed.layout, { width, height, paperId, posterPath: path });
  return {
    paper_id: paperId,
    markdown: answer.parsed.markdown,
    layout,
    figures: layoutFigures(layout, { width, height }),
    usage: answer.usage,
    cost_usd: answer.asked === 0 ? 0 : by.costUsd,
    metadata: {
      engine: by.engine,
      model: answer.model,
      cached: answer.asked === 0,
      salvaged: answer.cutOff || answer.parsed.mended,
      repairs,
    },
  };
}
