/** pdfjs's parsing half, which the package does not type. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** What pdfjs asks of either end of the line between its halves. */
  interface ParserPort {
    postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
    addEventListener(
      type: 'message',
      listener: (event: { data: unknown }) => void,
      options?: { signal?: AbortSignal },
    ): void;
    removeEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  }
  export const WorkerMessageHandler: { initializeFromPort(port: ParserPort): void };
}
