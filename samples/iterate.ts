/**
 * Rows from anywhere, examples one by one: here the sections of the posters are counted.
 *
 *     node samples/iterate.ts
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPipeline } from 'poster-stream';

const rows = ['bounded-streams/poster.png', 'reading-order/poster.pdf'].map((poster) => ({
  paper_id: dirname(poster),
  local_pdf_path: `pairs/${dirname(poster)}/paper.pdf`,
  local_image_path: `pairs/${poster}`,
}));

await using pipe = createPipeline({ engine: 'local', dataDir: dirname(fileURLToPath(import.meta.url)) });
for await (const outcome of pipe.process(rows)) {
  if (outcome.ok) console.log(`${outcome.value.paper_title}: ${outcome.value.poster_layout.sections.length} sections`);
  else console.error(`${outcome.failure.paper_id}: ${outcome.failure.message}`);
}
console.error(`${pipe.summary.done} done in ${pipe.summary.seconds.toFixed(1)} s`);
