/** Where rows and files come from, if they are not local. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { columnPairs, hostList, nameTexts, positive, toggle, wholeNumber } from './value-kinds.ts';

export const SOURCES = {
  split: flag({
    schema: z.string().min(1).optional(),
    value: 'NAME',
    help: 'of a data set of the hub: only this split (all otherwise)',
    group: 'Input',
    verbs: ['rows'],
  }),
  map: flag({
    schema: columnPairs.default([]),
    value: 'COLUMN=NAME',
    repeatable: true,
    help: "what a source's column is called here, as in image_url=local_image_path; data sets that are known need none",
    group: 'Input',
    verbs: ['rows'],
  }),
  fetch: flag({
    schema: toggle.default(false),
    help: 'bring files of which a row has only the address, as the verb fetch does',
    group: 'Input',
    verbs: ['run'],
  }),
  fetchConcurrency: flag({
    schema: wholeNumber(1, 256).default(16),
    value: 'N',
    help: 'rows whose files are fetched at once',
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
  perHost: flag({
    schema: wholeNumber(1, 64).default(4),
    value: 'N',
    help: 'requests to one host at a time',
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
  hostPause: flag({
    schema: z.coerce
      .number('expected a number')
      .min(0, 'expected 0 or more')
      .max(3600, 'expected 3600 or less')
      .default(0.1),
    value: 'S',
    help: 'seconds between the starts of two requests to one host (arXiv has 3 of its own)',
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
  exclude: flag({
    schema: nameTexts.default([]),
    value: 'SOURCE',
    repeatable: true,
    help: 'leave out the papers of this file or data set of the hub (by title, DOI, arXiv id), such as a benchmark',
    group: 'Input',
    verbs: ['run', 'split'],
  }),
  contact: flag({
    schema: z
      .string()
      .regex(/^[\x20-\x7e]+$/, 'expected an address in ASCII')
      .optional(),
    value: 'ADDRESS',
    help: 'told to the servers that are asked, so that they can complain: a mail or web address',
    group: 'Input',
    verbs: ['run', 'rows', 'fetch', 'split'],
  }),
  maxDownload: flag({
    schema: positive.default(200),
    value: 'MB',
    help: 'the largest file that is fetched',
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
  allowHost: flag({
    schema: hostList.default([]),
    value: 'HOST',
    repeatable: true,
    help: 'fetch from this host, and those below it, only',
    group: 'Input',
    verbs: ['run', 'rows', 'fetch', 'split'],
  }),
  allowPrivateHosts: flag({
    schema: toggle.default(false),
    help: 'fetch from loopback, private and link-local addresses too',
    group: 'Input',
    verbs: ['run', 'rows', 'fetch', 'split'],
  }),
  venueUrl: flag({
    schema: z.url('expected an address').optional(),
    value: 'URL',
    help: "where the venues' listings lie, in place of their own sites",
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
  arxivUrl: flag({
    schema: z.url('expected an address').optional(),
    value: 'URL',
    help: "another address of arXiv's API",
    group: 'Input',
    verbs: ['run', 'fetch'],
  }),
} as const;
