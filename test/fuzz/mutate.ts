/** A sound file → one that is damaged in a way that its seed says: the same seed always gives the same bytes. */
import { deflateSync, inflateSync } from 'node:zlib';

/** From 0 to below `below`. */
export type Draw = (below: number) => number;

/** Numerical Recipes' linear congruential generator. */
export function drawsOf(seed: number): Draw {
  let state = (seed * 2654435761 + 1) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Mutation = (bytes: Buffer, draw: Draw, other: Buffer) => Buffer;

const NUMBERS = ['0', '-1', '-5', '1', '65536', '2147483647', '4294967296', '99999999999', '1e400', '0.00001'];
const MOST_INFLATED = 400 * 2 ** 20;

const flipped: Mutation = (bytes, draw) => {
  const out = Buffer.from(bytes);
  for (let i = 0; i <= draw(20); i++) out[draw(out.length)] = draw(256);
  return out;
};

const cut: Mutation = (bytes, draw) => bytes.subarray(0, draw(bytes.length));

const spliced: Mutation = (bytes, draw, other) =>
  Buffer.concat([
    bytes.subarray(0, draw(bytes.length)),
    other.subarray(draw(other.length)),
    bytes.subarray(draw(bytes.length)),
  ]);

const repeated: Mutation = (bytes, draw) => {
  const from = draw(bytes.length);
  const part = bytes.subarray(from, from + 1 + draw(200));
  const copies = Array.from({ length: 1 + draw(20_000) }, () => part);
  return Buffer.concat([bytes.subarray(0, from), ...copies, bytes.subarray(from)]);
};

const swappedNumbers: Mutation = (bytes, draw) => {
  const found = [...bytes.toString('latin1').matchAll(/\d+/g)];
  const swaps = new Map(Array.from({ length: 1 + draw(3) }, () => [draw(found.length), NUMBERS[draw(NUMBERS.length)]]));
  let index = -1;
  return Buffer.from(
    bytes.toString('latin1').replace(/\d+/g, (number) => {
      index += 1;
      return swaps.get(index) ?? number;
    }),
    'latin1',
  );
};

/** A stream of a PDF with up to 400 MB behind it. */
const inflated: Mutation = (bytes, draw) => {
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/<<([^<>]*)>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const stream = streams[draw(streams.length)];
  if (!stream) return flipped(bytes, draw, bytes);
  const [whole, entries = '', body = ''] = stream;
  const more = Buffer.alloc(draw(MOST_INFLATED), [' ', 'q ', '[', '(', '0 '][draw(5)]);
  const packed = deflateSync(Buffer.concat([plain(body), more]), { level: 1 }).toString('latin1');
  const kept = entries.replace(/\/(?:Length|Filter)\s*(?:\d+|\/\w+|\[[^\]]*\])/g, '');
  const wanted = `<< ${kept} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
  return Buffer.from(text.slice(0, stream.index) + wanted + text.slice(stream.index + whole.length), 'latin1');
};

function plain(body: string): Buffer {
  const bytes = Buffer.from(body, 'latin1');
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_INFLATED });
  } catch {
    // It was not compressed.
    return bytes;
  }
}

const MUTATIONS: readonly Mutation[] = [
  flipped,
  flipped,
  cut,
  spliced,
  repeated,
  swappedNumbers,
  swappedNumbers,
  inflated,
];

export function mutated(seed: number, bytes: Buffer, other: Buffer): Buffer {
  const draw = drawsOf(seed);
  const mutation = MUTATIONS[draw(MUTATIONS.length)] ?? flipped;
  return mutation(bytes, draw, other);
}
