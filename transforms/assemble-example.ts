import { z } from 'zod';
import { notedQuality } from '../src/dataset/quality-columns.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, RowError } from '../src/model/item.ts';
import { type Finished, type Matched, unlessFinished } from '../src/model/pair.ts';
import { Provenance, TrainingExample } from '../src/model/schemas.ts';

/** `Matched → Finished`: one training example. What the row does not say of the paper, the paper says itself. */
export function assembleExample(): Stage<Item<Matched | Finished>, Item<Finished>> {
  return stage(
    { name: 'assemble-example' },
    unlessFinished<Matched, Finished>((made) => {
      const { row, paper, poster, matches } = made;
      const example = TrainingExample.safeParse({
        paper_id: row.paper_id,
        paper_title: row.title ?? textOf(paper.metadata.title) ?? row.paper_id,
        paper_abstract: row.abstract ?? textOf(paper.metadata.abstract) ?? '',
        paper_markdown: paper.markdown_content,
        poster_markdown: poster.markdown,
        poster_layout: { ...poster.layout, paper_id: row.paper_id, poster_path: row.local_image_path },
        figure_matches: matches,
        conference: row.conference,
        year: row.year,
        topics: row.topics,
        quality: notedQuality(poster.metadata),
        provenance: Provenance.safeParse(row.raw.provenance).data ?? null,
      });
      // Parsing also puts the keys in the schema's order: a record is the same bytes whether it was made or recalled.
      if (example.success) return { example: example.data, made };
      throw new RowError('invalid-output', `No valid example: ${z.prettifyError(example.error)}`, {
        cause: example.error,
      });
    }),
  );
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
