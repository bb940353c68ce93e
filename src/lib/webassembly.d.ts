/**
 * The part of the JavaScript API of WebAssembly that this program uses (https://webassembly.github.io/spec/js-api/).
 * TypeScript ships it only with the browser's DOM, whose other globals do not exist here.
 */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>;
  type Exports = Record<string, unknown>;

  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }

  /** `E` states what the module is known to export; nothing checks it. */
  class Instance<E = Exports> {
    constructor(module: Module, imports?: Imports);
    readonly exports: E;
  }

  class Memory {
    constructor(size: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    /** Returns the number of pages (64 KiB) before. */
    grow(pages: number): number;
  }

  /** A trap, such as an allocation that failed inside the module. */
  class RuntimeError extends Error {}

  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
}
