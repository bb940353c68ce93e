/**
 * Everything that flows, as zod schemas; the types are inferred from them. Wire names are snake_case, every key is
 * always present (`null` when unknown), and `bbox_pct` is `[x, y, width, height]` in percent of the page or poster,
 * origin top left, never outside 0–100.
 */
import { z } from 'zod';
import { FAILURE_CODES } from './item.ts';

/** A percentage of a page's or poster's width or height. */
const Percent = z.number().min(0).max(100);

/** `[x, y, width, height]` in percent; x + width and y + height stay within 100 (to rounding). */
export const Box = z
  .tuple([Percent, Percent, Percent, Percent])
  .refine(([x, y, w, h]) => x + w <= 100.01 && y + h <= 100.01, 'the box leaves the page');
export type Box = z.infer<typeof Box>;

/** One row of the input: a paper, its poster and what is known of them. */
export const Row = z.object({
  paper_id: z.string().min(1),
  title: z.string().nullable(),
  abstract: z.string().nullable(),
  conference: z.string().nullable(),
  year: z.int().nullable(),
  topics: z.array(z.string()),
  local_image_path: z.string().min(1),
  local_pdf_path: z.string().min(1),
  /** Columns this program does not know, as they came. */
  raw: z.record(z.string(), z.unknown()),
});
export type Row = z.infer<typeof Row>;

export const ExtractedFigure = z.object({
  figure_id: z.string(),
  source_doc: z.string(),
  /** As printed, normalised: `Figure 3`, `Figure 4a`, `Table 2`, `Algorithm 1`. */
  label: z.string().nullable(),
  /** Without its label. */
  caption: z.string().nullable(),
  kind: z.enum(['raster', 'vector', 'mixed', 'table', 'algorithm']),
  /** From 1. */
  page_number: z.int().min(1),
  bbox_pct: Box,
  /** Pixels of the picture at `file_path`; of the region at the stated dpi where none was written. */
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
  file_path: z.string().nullable(),
});
export type ExtractedFigure = z.infer<typeof ExtractedFigure>;

export const ExtractedTable = z.object({
  label: z.string().nullable(),
  caption: z.string().nullable(),
  page_number: z.int().min(1),
  markdown: z.string(),
  bbox_pct: Box,
});
export type ExtractedTable = z.infer<typeof ExtractedTable>;

/** A formula that stands apart from the text. */
export const ExtractedEquation = z.object({
  /** Without dollars and number; `null` where it was not understood. */
  latex: z.string().nullable(),
  /** As running text has it. */
  text: z.string(),
  /** From 1. */
  page_number: z.int().min(1),
  bbox_pct: Box,
  /** Its number as printed, without brackets. */
  label: z.string().nullable(),
  /** From 0 to 1 that `latex` is what is printed; `null` where nothing is known of it. */
  confidence: z.number().nullable(),
});
export type ExtractedEquation = z.infer<typeof ExtractedEquation>;

/** A page of a paper that could not be read. */
export const MissingPage = z.object({
  /** From 1. */
  page_number: z.int().min(1),
  code: z.enum(FAILURE_CODES),
  message: z.string(),
});
export type MissingPage = z.infer<typeof MissingPage>;

/** What `metadata.missing_pages` of a paper holds. */
export const missingPagesOf = ({ metadata }: Pick<ParsedDocument, 'metadata'>): MissingPage[] =>
  z.array(MissingPage).default([]).parse(metadata.missing_pages);

export const ParsedDocument = z.object({
  doc_id: z.string(),
  doc_type: z.enum(['poster', 'paper']),
  source_path: z.string(),
  markdown_content: z.string(),
  figures: z.array(ExtractedFigure),
  tables: z.array(ExtractedTable),
  equations: z.array(ExtractedEquation),
  metadata: z.record(z.string(), z.unknown()),
});
export type ParsedDocument = z.infer<typeof ParsedDocument>;

/** A CSS colour: `#rrggbb`, or `linear-gradient(…)` for a background that runs from one colour to another. */
const Colour = z.string();

export const LayoutSection = z.object({
  id: z.string(),
  title: z.string(),
  /** From 1, left to right; 0 for a band across all columns. */
  column: z.int().nonnegative(),
  /** From 1, top to bottom. */
  row_in_column: z.int().min(1),
  bbox_pct: Box,
  content_type: z.enum(['text', 'bullets', 'figure', 'table', 'mixed']),
  has_figures: z.boolean(),
  style: z.object({ header_bg: Colour.nullable(), body_bg: Colour.nullable(), border: Colour.nullable() }),
});
export type LayoutSection = z.infer<typeof LayoutSection>;

export const LayoutFigure = z.object({
  id: z.string(),
  section_id: z.string().nullable(),
  /** What it shows: `plot`, `diagram`, `photo`, `table`, `logo`, `qr_code`, `equation`, `figure`, … */
  type: z.string(),
  description: z.string().nullable(),
  bbox_pct: Box,
  /** The label of the paper's figure it reuses. */
  paper_figure: z.string().nullable(),
});
export type LayoutFigure = z.infer<typeof LayoutFigure>;

export const PosterLayout = z.object({
  paper_id: z.string(),
  poster_path: z.string(),
  poster: z.object({
    orientation: z.enum(['landscape', 'portrait', 'square']),
    /** Width / height as `4:3`, or as `1.41:1` where no small ratio fits. */
    aspect_ratio: z.string(),
    background: Colour,
  }),
  header: z.object({
    height_pct: Percent,
    background: Colour,
    title_alignment: z.enum(['left', 'center', 'right']),
    logo_positions: z.array(z.enum(['left', 'center', 'right'])),
  }),
  footer: z.object({ present: z.boolean(), height_pct: Percent, content: z.string().nullable() }),
  body: z.object({
    columns: z.int().min(1),
    /** Of the body's width, always strings: `["30%", "40%", "30%"]`. */
    column_widths: z.array(z.string().regex(/^\d+(\.\d+)?%$/)),
    gutter_pct: Percent,
  }),
  sections: z.array(LayoutSection),
  figures: z.array(LayoutFigure),
  color_scheme: z.object({ primary: Colour, secondary: Colour, accent: Colour, text: Colour, background: Colour }),
  /** Section ids in the order in which the poster is read. */
  reading_order: z.array(z.string()),
});
export type PosterLayout = z.infer<typeof PosterLayout>;

const Score = z.number().min(0).max(1);

export const FigureMatch = z.object({
  poster_figure: z.object({ id: z.string(), bbox_pct: Box }),
  paper_figure: z.object({
    figure_id: z.string(),
    label: z.string().nullable(),
    page_number: z.int().min(1),
    bbox_pct: Box,
  }),
  match_confidence: z.enum(['high', 'medium']),
  feature_score: Score,
  combined_score: Score,
  phash_score: Score,
  /** −1 to 1: structural similarity may be negative. */
  ssim_score: z.number().min(-1).max(1),
  inliers: z.int().nonnegative(),
  method: z.enum(['located', 'features', 'vlm']),
  vlm_verdict: z.enum(['same', 'similar']).nullable(),
  vlm_reasoning: z.string().nullable(),
});
export type FigureMatch = z.infer<typeof FigureMatch>;

/** What a model call used, in tokens; all zero for an engine that costs nothing. */
export const Usage = z.object({
  input_tokens: z.int().nonnegative(),
  output_tokens: z.int().nonnegative(),
  cache_creation_input_tokens: z.int().nonnegative(),
  cache_read_input_tokens: z.int().nonnegative(),
});
export type Usage = z.infer<typeof Usage>;

/** What an engine read off a poster. */
export const Transcription = z.object({
  /** The row's, or the file's stem. */
  paper_id: z.string(),
  markdown: z.string(),
  layout: PosterLayout,
  figures: z.array(ExtractedFigure),
  usage: Usage,
  /** Dollars; 0 from a free engine or from the cache, `null` when the model's price is unknown. */
  cost_usd: z.number().nonnegative().nullable(),
  /** `{ engine, model, confidence, dropped_words, … }` */
  metadata: z.record(z.string(), z.unknown()),
});
export type Transcription = z.infer<typeof Transcription>;

/** Where a file was fetched from. */
const Origin = z.object({ url: z.string(), sha256: z.string(), fetched_at: z.string() });

/** Where an example's files came from, as far as they were fetched, and the licence that their source states. */
export const Provenance = z.object({
  poster: Origin.nullable(),
  paper: Origin.nullable(),
  license: z.string().nullable(),
});

export const TrainingExample = z.object({
  paper_id: z.string(),
  paper_title: z.string(),
  paper_abstract: z.string(),
  paper_markdown: z.string(),
  poster_markdown: z.string(),
  poster_layout: PosterLayout,
  figure_matches: z.array(FigureMatch),
  conference: z.string().nullable(),
  year: z.int().nullable(),
  topics: z.array(z.string()),
  /** `null` for files that lay here; examples that earlier versions kept say nothing of it. */
  provenance: Provenance.nullable().default(null),
  quality: z.record(z.string(), z.union([z.number(), z.boolean(), z.null()])).nullable(),
});
export type TrainingExample = z.infer<typeof TrainingExample>;
