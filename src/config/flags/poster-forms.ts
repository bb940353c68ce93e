/** How posters are drawn. */
import { z } from 'zod';
import { POSTER_SIZE } from '../../draw/page/poster-size.ts';
import { POSTER_FORMS } from '../../draw/write/write-poster.ts';
import { flag } from './flag.ts';

export const DRAWING = {
  to: flag({
    common: true,
    schema: z.enum(POSTER_FORMS).optional(),
    value: 'FORM',
    help: `what to write: ${POSTER_FORMS.join(', ')} (the ending of -o, else pdf)`,
    group: 'Output',
    verbs: ['render', 'generate'],
  }),
  size: flag({
    common: true,
    schema: z.string().regex(POSTER_SIZE, 'expected A0 to A4, or a size as 48x36in or 841x1189mm').default('A0'),
    value: 'SIZE',
    help: 'the paper: A0 to A4, turned as the poster lies, or width x height as 48x36in',
    group: 'Output',
    verbs: ['render', 'generate'],
  }),
  theme: flag({
    common: true,
    schema: z.enum(['layout', 'plain']).default('layout'),
    value: 'NAME',
    help: "the layout's own colours and columns, or plain ones",
    group: 'Output',
    verbs: ['render', 'generate'],
  }),
} as const;
