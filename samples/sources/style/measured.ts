import { mkdirSync, writeFileSync } from 'node:fs';

/** What one measuring script found: named values for the text, tables for the plots. */
export class Measured {
  readonly #folder: string;
  readonly #values: Record<string, string> = {};

  /** @param room the pair's folder; everything is written to its `data/` */
  constructor(room: string) {
    this.#folder = `${room}/data`;
    mkdirSync(this.#folder, { recursive: true });
  }

  value(name: string, value: string | number) {
    this.#values[name] = String(value);
  }

  /** Writes `name.csv`, which pgfplots reads. */
  table(name: string, columns: string[], rows: (string | number)[][]) {
    const lines = [columns, ...rows].map((row) => row.join(','));
    writeFileSync(`${this.#folder}/${name}.csv`, `${lines.join('\n')}\n`);
  }

  /** Writes `values.json`, which `\val{name}` in the text and `{{name}}` in the abstract read. */
  write() {
    writeFileSync(`${this.#folder}/values.json`, `${JSON.stringify(this.#values, null, 2)}\n`);
  }
}
