/**
 * The line between pdfjs's two halves, parser and document, both in this thread. pdfjs's own copies every message and
 * keeps a page's operators whole: of a page of 300,000 strokes that is half a gigabyte of small buffers. This one hands
 * operators to whoever reads the page, and lets neither them nor images' pixels through.
 */
import { PDFWorker, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from './bounded-parser.ts';
import type { OperatorChunk } from './operator-chunk.ts';

/** Says whether to go on. */
export type OperatorReader = (chunk: OperatorChunk) => boolean;

export interface ParserLine extends Disposable {
  readonly worker: PDFWorker;
  /**
   * Operators that arrive while `work` runs go to `reader`, some thousand at a time and valid only during the call. Once
   * it has enough, `work` ends as if the page did, and the parser stops within some thousand more.
   */
  reading<T>(reader: OperatorReader, work: () => Promise<T>): Promise<T>;
}

export function openParserLine(): ParserLine {
  const [document, parser] = [new End(), new End()];
  document.other = parser;
  parser.other = document;
  WorkerMessageHandler.initializeFromPort(parser);
  const worker = PDFWorker.create({ port: document, verbosity: VerbosityLevel.ERRORS });
  return {
    worker,
    async reading(reader, work) {
      parser.reader = reader;
      try {
        return await work();
      } finally {
        parser.reader = null;
      }
    },
    [Symbol.dispose]: () => worker.destroy(),
  };
}

type Listener = (event: { data: unknown }) => void;

/** Of pdfjs's streams between its halves: see `StreamKind` in its message handler. */
const [CANCEL, ERROR] = [1, 5];

/** One end of the line, as much of a `MessagePort` as pdfjs uses. Messages arrive in order, never during the call that sends them. */
class End {
  other: End | null = null;
  reader: OperatorReader | null = null;
  readonly #listeners = new Set<Listener>();
  /** Streams that were broken off: what the parser still says of them is not passed on. */
  readonly #broken = new Set<unknown>();

  postMessage(message: unknown, transfer: readonly ArrayBuffer[] = []): void {
    if (this.#isBroken(message)) return;
    const data = this.#withoutContent(message) ?? structuredClone(message, { transfer: [...transfer] });
    if (this.#isBroken(message)) return;
    queueMicrotask(() => this.other?.deliver(data));
  }

  addEventListener(_type: 'message', listener: Listener, { signal }: { signal?: AbortSignal } = {}): void {
    this.#listeners.add(listener);
    signal?.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  removeEventListener(_type: 'message', listener: Listener): void {
    this.#listeners.delete(listener);
  }

  deliver(data: unknown): void {
    for (const listener of this.#listeners) listener({ data });
  }

  /** A message of operators or pixels without these; `null` for any other message. */
  #withoutContent(message: unknown): object | null {
    if (typeof message !== 'object' || message === null) return null;
    if ('chunk' in message && isOperatorChunk(message.chunk)) {
      if (this.reader?.(message.chunk) === false && isOfStream(message)) this.#breakOff(message);
      return { ...message, chunk: { ...message.chunk, fnArray: [], argsArray: [], length: 0 } };
    }
    if ('data' in message && Array.isArray(message.data) && message.data.at(-2) === 'Image')
      return { ...message, data: message.data.with(-1, null) };
    return null;
  }

  #isBroken(message: unknown): boolean {
    return isOfStream(message) && this.#broken.has(message.streamId);
  }

  /** Tells the document that the stream failed, and the parser that nobody wants it. */
  #breakOff({ streamId, sourceName, targetName }: OfStream): void {
    this.#broken.add(streamId);
    const reason = { name: 'AbortException', message: 'that is enough' };
    queueMicrotask(() => this.other?.deliver({ sourceName, targetName, stream: ERROR, streamId, reason }));
    // The parser takes it where it waits for a reader; while it works nobody would hear of the broken promise.
    const back = { sourceName: targetName, targetName: sourceName };
    setImmediate(() => this.deliver({ ...back, stream: CANCEL, streamId, reason }));
  }
}

interface OfStream {
  streamId: unknown;
  sourceName: unknown;
  targetName: unknown;
}

const isOfStream = (message: unknown): message is OfStream =>
  typeof message === 'object' &&
  message !== null &&
  'stream' in message &&
  'streamId' in message &&
  'sourceName' in message &&
  'targetName' in message;

const isOperatorChunk = (chunk: unknown): chunk is OperatorChunk =>
  typeof chunk === 'object' &&
  chunk !== null &&
  'fnArray' in chunk &&
  'argsArray' in chunk &&
  Array.isArray(chunk.fnArray) &&
  Array.isArray(chunk.argsArray);
