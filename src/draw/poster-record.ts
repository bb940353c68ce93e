/** A line of a data set, of `transcribe --json` or of a model's answers → the poster in it. */
import { z } from 'zod';
import { readRecord } from '../dataset/formats/read-record.ts';
import { parseAnswer } from '../dataset/metrics/parse-prediction.ts';
import { FigureMatch, PosterLayout } from '../model/schemas.ts';
import type { DrawnLayout } from './content/poster-content.ts';

export interface PosterRecord {
  /** `null` where the line does not say whose poster it is. */
  readonly paperId: string | null;
  readonly title: string;
  readonly layout: DrawnLayout;
  readonly markdown: string;
  /** The picture or PDF that the layout was read from; `null` for what was only written. */
  readonly posterPath: string | null;
  /** Figures of the layout that show a figure of the paper, with the name of its file. */
  readonly reused: ReadonlyMap<string, string>;
}

const Example = z.object({
  paper_id: z.string(),
  paper_title: z.string(),
  poster_markdown: z.string(),
  poster_layout: PosterLayout,
  figure_matches: z.array(FigureMatch).default([]),
});
const Transcribed = z.object({ paper_id: z.string(), markdown: z.string(), layout: PosterLayout });

/** @throws {TypeError} for a line that holds no poster */
export function readPosterRecord(record: object): PosterRecord {
  const example = Example.safeParse(record).data;
  if (example) {
    const { poster_layout: layout, figure_matches: matches } = example;
    const reused = new Map(matches.map((match) => [match.poster_figure.id, match.paper_figure.figure_id]));
    const told = { paperId: example.paper_id, title: example.paper_title, markdown: example.poster_markdown };
    return { ...told, layout, posterPath: layout.poster_path, reused };
  }
  const transcribed = Transcribed.safeParse(record).data;
  if (transcribed) {
    const { paper_id: paperId, markdown, layout } = transcribed;
    return { paperId, title: '', layout, markdown, posterPath: layout.poster_path, reused: new Map() };
  }
  if ('layout' in record && 'content' in record) return posterOfAnswer(JSON.stringify(record), null, '');
  const { question, answer, paperId } = readRecord(record);
  return posterOfAnswer(answer, paperId, /^Title: (.*)$/m.exec(question)?.[1] ?? '');
}

function posterOfAnswer(answer: string, paperId: string | null, title: string): PosterRecord {
  const { layout, content } = parseAnswer(answer);
  if (layout === null || content === null)
    throw new TypeError(`no poster: its ${layout === null ? 'layout' : 'content'} cannot be read`);
  return { paperId, title, layout, markdown: content, posterPath: null, reused: new Map() };
}
