/** Where rows and files come from, if they do not lie here. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { columnPairs, hostList, toggle } from './value-kinds.ts';

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
  contact: flag({
    schema: z
      .string()
      .regex(/^[\x20-\x7e]+$/, 'expected an address in ASCII')
      .optional(),
    value: 'ADDRESS',
    help: 'told to the servers that are asked, so that they can complain: a mail or web address',
    group: 'Input',
    verbs: ['rows'],
  }),
  allowHost: flag({
    schema: hostList.default([]),
    value: 'HOST',
    repeatable: true,
    help: 'fetch from this host, and those below it, only',
    group: 'Input',
    verbs: ['rows'],
  }),
  allowPrivateHosts: flag({
    schema: toggle.default(false),
    help: 'fetch from loopback, private and link-local addresses too',
    group: 'Input',
    verbs: ['rows'],
  }),
} as const;
