/** The PDFium library (WebAssembly), loaded once a thread and thrown away when a document has broken it. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';

/** PDFium's C functions and its memory. */
export type Pdfium = Awaited<ReturnType<typeof PDFiumModule>>;

/**
 * Bytes. WebAssembly memory never shrinks and no thread limit counts it, so growth is refused from here on: PDFium
 * then gives up the allocation that asked, and the document that needed it fails alone.
 */
const MAX_MEMORY = 384 * 2 ** 20;
/**
 * Bytes. An instance that grew beyond this is not used for a further document. Most papers need 20 to 55 MB; with a lower
 * limit a new instance stands beside one that is not collected yet, and the peak is higher.
 */
const MAX_KEPT_MEMORY = 128 * 2 ** 20;

let compiled: Promise<WebAssembly.Module> | null = null;
let kept: Promise<Pdfium> | null = null;

export function loadPdfium(): Promise<Pdfium> {
  kept ??= instantiate();
  return kept;
}

/** To be called when a document is done with; `broken` after PDFium threw. */
export function releasePdfium(pdfium: Pdfium, broken: boolean): void {
  if (broken || pdfium.HEAPU8.length > MAX_KEPT_MEMORY) kept = null;
}

async function instantiate(): Promise<Pdfium> {
  compiled ??= compile();
  const module = await compiled;
  const options = {
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(module, withMemoryLimit(imports));
      done(instance);
      return instance.exports;
    },
    // What it prints on the way to an error is in the error as well.
    print: () => {},
    printErr: () => {},
  };
  const pdfium = await PDFiumModule(options);
  pdfium._FPDF_InitLibraryWithConfig({ version: 2 });
  return pdfium;
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  return WebAssembly.compile(await readFile(file));
}

function withMemoryLimit(imports: WebAssembly.Imports): WebAssembly.Imports {
  const limited: WebAssembly.Imports = {};
  for (const [name, functions] of Object.entries(imports)) {
    const grow = functions.emscripten_resize_heap;
    limited[name] =
      typeof grow === 'function'
        ? { ...functions, emscripten_resize_heap: (size: number) => size >>> 0 <= MAX_MEMORY && grow(size) }
        : functions;
  }
  return limited;
}
