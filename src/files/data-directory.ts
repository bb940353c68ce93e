import type { Stats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { FatalError, RowError } from '../model/item.ts';
import { endOfLinks } from './end-of-links.ts';

/** Folders whose real path is remembered: data sets keep many files in few of them. */
const REMEMBERED = 256;

/** `https://…`, `s3://…` */
const ADDRESS = /^[a-z][a-z\d+.-]+:\/\//i;

/** The folder that rows may name files of. */
export class DataDirectory {
  readonly #asked: string;
  readonly #root: string;
  readonly #realFolders = new Map<string, string>();

  private constructor(asked: string, root: string) {
    this.#asked = asked;
    this.#root = root;
  }

  /** @throws FatalError when it cannot be read */
  static async open(path: string): Promise<DataDirectory> {
    const root = await realpath(path).catch((error) => {
      throw new FatalError(`The data directory ${path} cannot be read`, { cause: error });
    });
    return new DataDirectory(path, root);
  }

  /**
   * The real path of a file that a row names.
   * @throws RowError `not-found` (an address too), `unreadable` (no file, or empty), `unsafe-path` (its real path leaves the directory)
   */
  async resolve(named: string): Promise<string> {
    if (ADDRESS.test(named)) throw new RowError('not-found', `${named} is an address: download it and name the file`);
    const path = resolve(this.#asked, named);
    const { real, about } = await this.#look(path).catch(async (error) => {
      // Whether there is such a file outside is nobody's business.
      throw this.#holds(await wouldBe(path)) ? cannotRead(path, error) : this.#outside(path);
    });
    if (!this.#holds(real)) throw this.#outside(path);
    if (!about.isFile()) throw new RowError('unreadable', `${path} is no file`);
    if (about.size === 0) throw new RowError('unreadable', `${path} is empty`);
    return real;
  }

  async #look(path: string): Promise<{ real: string; about: Stats }> {
    const about = await lstat(path);
    if (!about.isSymbolicLink()) return { real: join(await this.#realFolder(dirname(path)), basename(path)), about };
    const real = await realpath(path);
    return { real, about: await stat(real) };
  }

  async #realFolder(folder: string): Promise<string> {
    const known = this.#realFolders.get(folder);
    if (known) return known;
    const real = await realpath(folder);
    if (this.#realFolders.size >= REMEMBERED) this.#realFolders.clear();
    this.#realFolders.set(folder, real);
    return real;
  }

  #outside(path: string): RowError {
    return new RowError('unsafe-path', `${path} lies outside the data directory ${this.#root} (see --data-dir)`);
  }

  #holds(real: string): boolean {
    const root = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    return real === this.#root || real.startsWith(root);
  }
}

/** The real path that a file would have which is not there, or may not be looked at. */
async function wouldBe(path: string): Promise<string> {
  const end = await endOfLinks(path);
  const folder = dirname(end);
  if (folder === end) return end;
  return join(await realpath(folder).catch(() => wouldBe(folder)), basename(end));
}

function cannotRead(path: string, error: unknown): RowError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return new RowError(missing ? 'not-found' : 'unreadable', `${path}: ${missing ? 'no such file' : String(code)}`, {
    cause: error,
  });
}
