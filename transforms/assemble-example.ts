import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import { type Finished, type Transcribed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';

/** `Transcribed → Finished`: one training example. What the row does not say of the paper, the paper says itself. */
export function assembleExample(): Step<Item<Transcribed | Finished>, Item<Finished>> {
  return stage(
    { name: 'assemble-example' },
    unlessFinished<Transcribed, Finished>((made) => {
      const { row, paper, poster } = made;
      const example = {
        paper_id: row.paper_id,
        paper_title: row.title ?? textOf(paper.metadata.title) ?? row.paper_id,
        paper_abstract: row.abstract ?? textOf(paper.metadata.abstract) ?? '',
        paper_markdown: paper.markdown_content,
        poster_markdown: poster.markdown,
        poster_layout: { ...poster.layout, paper_id: row.paper_id, poster_path: row.local_image_path },
        figure_matches: [],
        conference: row.conference,
        year: row.year,
        topics: row.topics,
        quality: null,
      };
      return { example, made };
    }),
  );
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
