/** Stands for bytes that are no UTF-8: a code point that is no character (Unicode Standard, 23.7), so that no text holds it. */
export const NOT_UTF8 = '\uFDD0';

/** What a decoder puts in their place, and what text that was spoilt before may hold. */
const REPLACEMENT = '\uFFFD';
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

/** Bytes in pieces → text. A piece that holds U+FFFD itself keeps it, and its bytes that are no UTF-8 become that too. */
export class Utf8Text {
  readonly #decoder = new TextDecoder();
  /** Too few to be a character of their own. */
  #last = Buffer.alloc(0);

  push(piece: Uint8Array): string {
    const text = this.#decoder.decode(piece, { stream: true });
    const bytes = Buffer.concat([this.#last, piece]);
    this.#last = bytes.subarray(-(REPLACEMENT_BYTES.length - 1));
    return bytes.includes(REPLACEMENT_BYTES) ? text : told(text);
  }

  end(): string {
    return told(this.#decoder.decode());
  }
}

const told = (text: string): string => text.replaceAll(REPLACEMENT, NOT_UTF8);
