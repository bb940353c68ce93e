/** The line that the shell is given to serve a model. */
import { UsageError } from '../../model/usage-error.ts';

export interface ServeCommand {
  /** With `{model}`, `{port}` and perhaps `{gpu}`. */
  readonly template: string;
  /** A hub's id or a folder. */
  readonly model: string;
  readonly port: number;
  readonly gpu: string;
}

/** @throws UsageError for a template without a place for model or port */
export function serveCommandLine({ template, model, port, gpu }: ServeCommand): string {
  const values: Readonly<Record<string, string>> = { model, port: String(port), gpu };
  for (const name of ['model', 'port']) {
    if (!template.includes(`{${name}}`)) throw new UsageError(`--serve-command: there is no {${name}} in: ${template}`);
  }
  const command = template.replaceAll(/\{(model|port|gpu)\}/g, (_, name: string) => quoted(values[name] ?? ''));
  return `export CUDA_VISIBLE_DEVICES=${quoted(gpu)}; ${command}`;
}

/** As one word for the shell, whatever is in it. */
const quoted = (word: string): string =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
