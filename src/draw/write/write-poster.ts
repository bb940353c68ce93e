/** The forms that a drawing can be written in; what each needs is loaded when it is asked for. */
import type { Drawing } from '../page/poster-drawing.ts';

export const POSTER_FORMS = ['svg', 'html', 'png', 'pdf', 'pptx'] as const;
export type PosterForm = (typeof POSTER_FORMS)[number];

/** Pixels of a PNG's longer side: enough to read every word on a screen. */
const PNG_EDGE = 4000;

const WRITERS: Readonly<Record<PosterForm, (drawing: Drawing) => Promise<Uint8Array>>> = {
  svg: async (drawing) => Buffer.from((await import('./write-svg.ts')).writeSvg(drawing)),
  html: async (drawing) => Buffer.from((await import('./write-html.ts')).writeHtml(drawing)),
  png: async (drawing) => (await import('./write-png.ts')).writePng(drawing, PNG_EDGE),
  pdf: async (drawing) => (await import('./write-pdf.ts')).writePdf(drawing),
  pptx: async (drawing) => (await import('./write-pptx.ts')).writePptx(drawing),
};

export const writePoster = (drawing: Drawing, form: PosterForm): Promise<Uint8Array> => WRITERS[form](drawing);
