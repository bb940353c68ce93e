/** What the chains are made of. */
import { Readable, Transform, type TransformCallback } from 'node:stream';

/** A source that counts what was pulled from it. */
export function countedSource(total: number, highWaterMark: number, make: (i: number) => unknown = (i) => i) {
  const counter = { pulled: 0 };
  function* items() {
    while (counter.pulled < total) yield make(counter.pulled++);
  }
  return {
    counter,
    stream: Readable.from(items(), { objectMode: true, highWaterMark }),
  };
}

export const passOn = (highWaterMark: number) =>
  new Transform({
    objectMode: true,
    highWaterMark,
    transform: (item, _encoding, done) => done(null, item),
  });

/** Works on several items at once. Eager: asks for more while it works. Patient: first a free slot and a taken result. */
export class Stage extends Transform {
  #busy = 0;
  #room = true;
  #waiting: (() => void) | undefined;
  readonly #slots: number;
  readonly #patient: boolean;
  readonly #work: (item: unknown) => Promise<unknown>;

  constructor(slots: number, patient: boolean, work: (item: unknown) => Promise<unknown>) {
    super({ objectMode: true, highWaterMark: 1 });
    this.#slots = slots;
    this.#patient = patient;
    this.#work = work;
  }

  override _transform(item: unknown, _encoding: BufferEncoding, done: TransformCallback) {
    this.#busy++;
    this.#work(item).then((result) => {
      this.#busy--;
      this.#room = this.push(result);
      this.#wake();
    }, done);
    if (!this.#patient) return done();
    this.#waiting = done;
    this.#wake();
  }

  override _read(size: number) {
    this.#room = true;
    this.#wake();
    super._read(size);
  }

  override _flush(done: TransformCallback) {
    if (this.#busy === 0) return done();
    setImmediate(() => this._flush(done));
  }

  #wake() {
    if (!this.#waiting || this.#busy >= this.#slots || !this.#room) return;
    const next = this.#waiting;
    this.#waiting = undefined;
    next();
  }
}
