/** What every engine promises, whoever reads: each engine's test runs this over itself. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Engine } from '../../src/engines/engine.ts';
import { RowError } from '../../src/model/item.ts';
import { Transcription } from '../../src/model/schemas.ts';
import { drawPoster } from '../fixtures/draw-poster.ts';

/** @param open A fresh engine; the contract disposes of it. */
export function describeEngine(name: string, open: () => Promise<Engine>): void {
  describe(`the ${name} engine keeps the contract`, () => {
    let engine: Engine;
    let folder: string;
    before(async () => {
      engine = await open();
      folder = await mkdtemp(join(tmpdir(), 'poster-stream-contract-'));
    });
    after(async () => {
      await engine[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });
    const file = async (fileName: string, bytes: Buffer | string) => {
      const path = join(folder, fileName);
      await writeFile(path, bytes);
      return path;
    };
    const never = () => new AbortController().signal;

    it('gives a transcription that passes the schema and names its poster', async () => {
      const path = await file('wide.png', await drawPoster({ width: 1200, height: 900, title: 'Streams of Posters' }));
      const result = await engine.transcribe({ paperId: 'wide', path }, never());
      Transcription.parse(result);
      assert.equal(result.paper_id, 'wide');
      assert.equal(result.layout.paper_id, 'wide');
      assert.equal(result.layout.poster_path, path);
      assert.equal(result.metadata.engine, engine.name);
      assert.match(result.markdown, /^# \S/m);
    });

    it("leaves it to the matching which of the paper's figures a poster's is", async () => {
      const path = await file('figures.png', await drawPoster({ width: 1000, height: 800, title: 'Own Numbers' }));
      const { layout } = await engine.transcribe({ paperId: 'figures', path }, never());
      assert.deepEqual(
        layout.figures.filter(({ paper_figure }) => paper_figure !== null),
        [],
      );
    });

    it('takes orientation and aspect ratio from the picture', async () => {
      const path = await file('tall.png', await drawPoster({ width: 900, height: 1200, title: 'A Tall Poster' }));
      const { layout } = await engine.transcribe({ paperId: 'tall', path }, never());
      assert.deepEqual([layout.poster.orientation, layout.poster.aspect_ratio], ['portrait', '3:4']);
    });

    it('lists every section once in the reading order, under ids that are its own', async () => {
      const path = await file('ids.png', await drawPoster({ width: 1000, height: 1000, title: 'Ids' }));
      const { layout } = await engine.transcribe({ paperId: 'ids', path }, never());
      const ids = layout.sections.map((section) => section.id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual([...layout.reading_order].sort(), [...ids].sort());
      for (const { section_id } of layout.figures) assert.ok(section_id === null || ids.includes(section_id));
    });

    it('reads several posters at once', async () => {
      const posters = [1, 2, 3].map(async (index) => {
        const bytes = await drawPoster({ width: 1000, height: 700, title: `Number ${index}` });
        return engine.transcribe({ paperId: `p${index}`, path: await file(`${index}.png`, bytes) }, never());
      });
      assert.deepEqual(
        (await Promise.all(posters)).map((result) => result.paper_id),
        ['p1', 'p2', 'p3'],
      );
    });

    it('says that a file is not there', async () => {
      const reading = engine.transcribe({ paperId: 'gone', path: join(folder, 'gone.png') }, never());
      await assert.rejects(reading, (error) => error instanceof RowError && error.code === 'not-found');
    });

    it('says that a file is no picture', async () => {
      const path = await file('garbage.png', 'not a picture at all');
      const reading = engine.transcribe({ paperId: 'garbage', path }, never());
      await assert.rejects(reading, (error) => error instanceof RowError && error.code === 'unreadable');
    });

    it('stops at once for a signal that is already aborted', async () => {
      const path = await file('late.png', await drawPoster({ width: 600, height: 400, title: 'Late' }));
      const reason = new Error('the run is over');
      await assert.rejects(engine.transcribe({ paperId: 'late', path }, AbortSignal.abort(reason)), reason);
    });

    it('answers for posters in any number and any time, which its limits say', () => {
      assert.ok(Number.isInteger(engine.concurrency) && engine.concurrency >= 1);
      assert.ok(engine.timeoutMs > 0);
    });
  });
}
