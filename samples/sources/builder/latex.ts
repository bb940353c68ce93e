import { execFile } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Pair } from './pair.ts';

/** 1 November 2026; fixed, so that the same sources give the same bytes. */
const BUILD_TIME = '1793491200';

/** pdflatex for one pair: figures first, each a PDF of its own, then the paper and the poster that include them. */
export class Latex {
  readonly #room: string;
  readonly #work: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param work scratch directory for everything that pdflatex writes */
  constructor(room: string, work: string, style: string, pair: Pair) {
    this.#room = room;
    this.#work = work;
    this.#env = {
      ...process.env,
      TEXINPUTS: `.:${work}:${style}:`,
      SOURCE_DATE_EPOCH: BUILD_TIME,
      FORCE_SOURCE_DATE: '1',
      max_print_line: '200',
    };
    writeFileSync(`${work}/numbers.tex`, numbers(pair));
  }

  async figures() {
    for (const file of readdirSync(this.#room).filter((name) => /^fig-.*\.tex$/.test(name))) {
      await this.#run(basename(file, '.tex'));
    }
  }

  /** Twice, so that references are right. */
  async typeset(name: string) {
    if (!existsSync(`${this.#room}/${name}.tex`)) throw new Error(`${this.#room}/${name}.tex is missing`);
    await this.#run(name);
    await this.#run(name);
  }

  async #run(name: string) {
    const args = ['-interaction=batchmode', '-halt-on-error', `-output-directory=${this.#work}`, `${name}.tex`];
    try {
      await promisify(execFile)('pdflatex', args, {
        cwd: this.#room,
        env: this.#env,
        maxBuffer: 1 << 26,
      });
    } catch (cause) {
      throw new Error(`pdflatex ${name}.tex failed; see ${this.#work}/${name}.log`, { cause });
    }
  }
}

const escapeTex = (text: string) => text.replace(/[&%$#_{}]/g, '\\$&');

function numbers(pair: Pair): string {
  const values = Object.entries(pair.values).map(([name, value]) => `\\setval{${name}}{${escapeTex(value)}}`);
  return [
    ...values,
    `\\newcommand\\SampleTitle{${escapeTex(pair.title)}}`,
    `\\newcommand\\SampleAbstract{${escapeTex(pair.abstract)}}`,
    '',
  ].join('\n');
}
