/** Where drawn posters go, and what is said about them. */
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { type DrawOptions, drawPoster, type PosterToDraw } from '../draw/draw-poster.ts';
import { judge, type Verdict } from '../draw/page/gates.ts';
import type { Drawing } from '../draw/page/poster-drawing.ts';
import { posterSize } from '../draw/page/poster-size.ts';
import type { FormulaSetter } from '../draw/type/set-formula.ts';
import { POSTER_FORMS, type PosterForm, writePoster } from '../draw/write/write-poster.ts';
import { fileName } from '../files/file-name.ts';
import { unwritable } from '../files/places.ts';
import { writeWhole } from '../files/write-whole.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Request } from '../terminal/stdio.ts';

export interface PosterOutput {
  readonly form: PosterForm;
  /** @param id names the file where several are written */
  write(drawing: Drawing, id: string): Promise<void>;
}

/** One poster goes to the standard output or a file, several into a folder. @throws UsageError where they cannot */
export async function openPosterOutput({ config, stdout }: Request): Promise<PosterOutput> {
  const { output } = config;
  const form = formOf(config);
  const isFolder =
    output !== undefined && (output.endsWith('/') || (await stat(output).catch(() => null))?.isDirectory());
  let written = 0;
  return {
    form,
    async write(drawing, id) {
      // What is measured only needs no form.
      if (output === undefined && config.json) return;
      written += 1;
      if (written > 1 && !isFolder)
        throw new UsageError('These are several posters: name a folder for them, as -o posters/');
      const bytes = await writePoster(drawing, form);
      if (output === undefined) await printBytes(stdout, bytes);
      else {
        const path = isFolder ? join(output, `${fileName(id)}.${form}`) : output;
        await writeWhole(path, bytes).catch((error) => {
          throw unwritable(path, error);
        });
      }
    },
  };
}

function formOf({ to, output }: Config): PosterForm {
  const ending = extname(output ?? '')
    .slice(1)
    .toLowerCase();
  return to ?? POSTER_FORMS.find((form) => form === ending) ?? 'pdf';
}

const printBytes = (stdout: Writable, bytes: Uint8Array): Promise<void> =>
  new Promise((settle, reject) => {
    stdout.write(bytes, (error) => (error ? reject(error) : settle()));
  });

/** @throws UsageError for a page that is too large or too small */
export function drawAs(poster: PosterToDraw, { size, theme }: Config, formulas: FormulaSetter | null): Drawing {
  const page = posterSize(size, poster.layout.poster.orientation);
  if (page === null) throw new UsageError(`--size: ${size} is no size that printers take (8 to 142 cm a side)`);
  const options: DrawOptions = { page, theme, formulas };
  return drawPoster(poster, options);
}

/** Tells whether it can be printed: as a line of JSON, or in words on stderr. */
export async function tellVerdict({ config, stdout, stderr }: Request, id: string, drawing: Drawing): Promise<Verdict> {
  const verdict = judge(drawing);
  const notes = drawing.missing.map(({ note }) => note);
  if (config.json) {
    const { width, height } = drawing;
    const line = { paper_id: id, ...verdict, page_points: [width, height].map(Math.round), missing: notes };
    await printBytes(stdout, Buffer.from(`${JSON.stringify(line)}\n`));
  } else if (!config.quiet) stderr.write(`${id}: ${inWords(verdict)}\n`);
  return verdict;
}

/** Problems that a person is told at once; `--json` has them all. */
const MOST_TOLD = 5;

function inWords({ print_ready, gates }: Verdict): string {
  if (print_ready) return 'print-ready';
  const problems = Object.values(gates).flatMap((gate) => gate.problems);
  const told = problems.slice(0, MOST_TOLD).join('; ');
  return `not print-ready: ${told}${problems.length > MOST_TOLD ? `; and ${problems.length - MOST_TOLD} more` : ''}`;
}
