/**
 * A layout as a model drafts it: flat and loose. All fields are required and none has a tuple, record, pattern or
 * length, because services that compile the schema to a grammar refuse or drop those. `repairLayout` makes it strict.
 */
import { z } from 'zod';

const inPercent = {
  bbox_pct: z.array(z.number()).describe('[x, y, width, height] in percent of the poster, origin top left'),
};
const inCorners = { bbox_2d: z.array(z.number()).describe('[x1, y1, x2, y2]') };
const colour = () => z.string().describe('#rrggbb');
const colourOrEmpty = () => z.string().describe('#rrggbb, or an empty string where there is none');
const side = () => z.enum(['left', 'center', 'right']);

const layoutWith = <Box extends z.ZodRawShape>(box: Box) =>
  z.object({
    background: colour(),
    header_height_pct: z.number(),
    header_background: colour(),
    title_alignment: side(),
    logo_positions: z.array(side()),
    footer_height_pct: z.number().describe('0 where there is no footer'),
    footer_content: z.string(),
    columns: z.number(),
    column_widths: z.array(z.string()).describe('of the body, for example "33%"'),
    gutter_pct: z.number(),
    sections: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        column: z.number().describe('from 1, left to right; 0 for a band across all columns'),
        row_in_column: z.number().describe('from 1, top to bottom'),
        ...box,
        content_type: z.enum(['text', 'bullets', 'figure', 'table', 'mixed']),
        header_bg: colourOrEmpty(),
        body_bg: colourOrEmpty(),
        border: colourOrEmpty(),
      }),
    ),
    figures: z.array(
      z.object({
        id: z.string(),
        section_id: z.string(),
        type: z.string().describe('plot, diagram, photo, table, logo, qr_code, equation or figure'),
        description: z.string(),
        ...box,
        paper_figure: z
          .string()
          .describe('the label printed beside it, such as "Figure 3"; an empty string if none is'),
      }),
    ),
    color_primary: colour(),
    color_secondary: colour(),
    color_accent: colour(),
    color_text: colour(),
    color_background: colour(),
    reading_order: z.array(z.string()).describe('ids of all sections'),
  });

export const DraftLayout = layoutWith(inPercent);
export type DraftLayout = z.infer<typeof DraftLayout>;

/** One whole answer. The content comes first: if the answer is cut off, what is lost is the layout's tail. */
export const DraftPoster = z.object({
  content: z.string().describe('the poster as Markdown'),
  layout: DraftLayout,
});
export type DraftPoster = z.infer<typeof DraftPoster>;

/** The same as models for grounding write it: boxes as two corners, in the unit that they were trained on. */
export const GroundedLayout = layoutWith(inCorners);
