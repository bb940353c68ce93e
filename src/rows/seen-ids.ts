import { createHash } from 'node:crypto';

/**
 * Which ids went by: 16 bytes an id instead of the id itself, so that a long input does not fill the memory.
 * Ids are held as 52-bit hashes; among 100,000 of them the chance that any two meet is about one in a million.
 */
export class SeenIds {
  #table = new Float64Array(1024);
  #count = 0;

  /** Adds `id`; false when it was there already. */
  add(id: string): boolean {
    if ((this.#count + 1) * 2 > this.#table.length) this.#grow();
    if (!insert(this.#table, hash(id))) return false;
    this.#count += 1;
    return true;
  }

  #grow(): void {
    const larger = new Float64Array(this.#table.length * 2);
    for (const key of this.#table) if (key !== 0) insert(larger, key);
    this.#table = larger;
  }
}

/** Open addressing with linear probing; the table's length is a power of two. */
function insert(table: Float64Array, key: number): boolean {
  const mask = table.length - 1;
  let at = key % table.length;
  while (table[at] !== 0) {
    if (table[at] === key) return false;
    at = (at + 1) & mask;
  }
  table[at] = key;
  return true;
}

/** 52 bits, and never 0, which marks a free place. */
function hash(id: string): number {
  const digest = createHash('sha1').update(id).digest();
  return digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) & 15) + 1;
}
