/** Options of `parsePaper` for tests: the program's defaults without pictures. */
import type { ParseOptions } from '../../src/paper/parse-paper.ts';

export const PARSE_OPTIONS: ParseOptions = {
  docId: 'paper',
  sourcePath: 'paper.pdf',
  figuresDir: null,
  dpi: 150,
  maxPages: 2000,
  ocr: 'auto',
  language: 'eng',
  minFigureSize: 100,
  formulas: 'latex',
  figures: true,
};
