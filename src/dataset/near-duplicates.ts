/**
 * Of 64 bits, how many may differ between two pictures of one poster. Re-encoding and scaling change up to some 4 bits;
 * unrelated pictures differ in 32 on average (Zauner 2010, Implementation and Benchmarking of Perceptual Image Hash
 * Functions, section 4).
 */
const SAME_WITHIN_BITS = 4;

/** Remembers perceptual hashes (16 hexadecimal digits) and knows a picture again that is nearly one of them. */
export class NearDuplicates {
  readonly #seen: { id: string; high: number; low: number }[] = [];

  /** The id of the first picture that this one nearly equals; else remembers it and gives `null`. */
  seenAs(id: string, hash: string): string | null {
    const [high, low] = [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)];
    const twin = this.#seen.find(
      (other) => bitCount(other.high ^ high) + bitCount(other.low ^ low) <= SAME_WITHIN_BITS,
    );
    if (twin) return twin.id;
    this.#seen.push({ id, high, low });
    return null;
  }
}

/** Set bits of a 32-bit number, added up in parallel (Warren, Hacker's Delight, section 5-1). */
function bitCount(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
