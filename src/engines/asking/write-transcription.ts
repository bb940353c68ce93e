/** A model's answer about a poster → a transcription. */
import type { Transcription } from '../../model/schemas.ts';
import { layoutFigures } from '../../poster/layout/layout-figures.ts';
import { repairLayout } from '../../poster/layout/repair-layout.ts';
import type { PosterSource } from '../engine.ts';
import type { AcceptedAnswer } from './ask-until-accepted.ts';

/** @param by Who answered, and what was just spent, in dollars. */
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
