import { writeFileSync } from 'node:fs';
import type { Pair } from './pair.ts';

const quote = (field: string) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** Writes the input of the filter; paths are relative to the file's folder. */
export function writeTrainCsv(file: string, pairs: Pair[]) {
  const head = 'paper_id,title,abstract,conference,year,topics,local_image_path,local_pdf_path';
  const rows = pairs.map((pair) =>
    [
      pair.id,
      pair.title,
      pair.abstract,
      pair.conference,
      String(pair.year),
      JSON.stringify(pair.topics),
      `pairs/${pair.id}/poster.${pair.poster}`,
      `pairs/${pair.id}/paper.pdf`,
    ]
      .map(quote)
      .join(','),
  );
  writeFileSync(file, `${[head, ...rows].join('\n')}\n`);
}
