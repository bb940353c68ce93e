/** The formulas of a document, each of which stands in its text as one character until the text is written. */

export interface Formula {
  readonly kind: 'inline' | 'display';
  readonly latex: string;
  /** As running text has it. */
  readonly text: string;
  /** As printed, without its brackets. */
  readonly number: string | null;
  /** 0 to 1. */
  readonly confidence: number;
}

// Unicode keeps these two planes for private use; what a file has of them never reaches the text (see `shownText`).
const INLINE = 0xf0000;
const DISPLAY = 0x100000;
/** A plane's last two characters are none. */
const MOST = 0xfffe;
/** Stands where the first half of a formula was that a line's end breaks. */
const BROKEN = String.fromCodePoint(INLINE + MOST - 1);

const TOKEN = /[\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/gu;
const ALONE = /^[\u{100000}-\u{10fffd}]$/u;

/** A line or block that is nothing but a displayed formula. */
export const isDisplayToken = (text: string): boolean => ALONE.test(text);

export class FormulaBook {
  readonly #inline: Formula[] = [];
  readonly #displays: Formula[] = [];

  /** The character that stands for the formula; `null` when there are too many. */
  add(formula: Formula): string | null {
    const [list, first] = formula.kind === 'inline' ? [this.#inline, INLINE] : [this.#displays, DISPLAY];
    if (list.length >= MOST - 1) return null;
    list.push(formula);
    return String.fromCodePoint(first + list.length - 1);
  }

  get broken(): string {
    return BROKEN;
  }

  get counts(): { inline: number; display: number } {
    return { inline: this.#inline.length, display: this.#displays.length };
  }

  find(token: string): Formula | undefined {
    const code = token.codePointAt(0) ?? 0;
    return code >= DISPLAY ? this.#displays[code - DISPLAY] : this.#inline[code - INLINE];
  }

  /** Formulas in the text as they are read aloud in plain characters: for what is no markdown. */
  plain(text: string): string {
    return text.replace(TOKEN, (token) => (token === BROKEN ? '' : (this.find(token)?.text ?? '')));
  }

  /** Markdown with its formulas between dollars, and with its own dollars escaped; code stays as it is printed. */
  write(markdown: string): string {
    if (!/[$\u{f0000}-\u{10fffd}]/u.test(markdown)) return markdown;
    const parts = markdown.split(FENCES);
    return parts.map((part, i) => (i % 2 === 1 ? this.plain(part) : this.#written(part))).join('');
  }

  #written(markdown: string): string {
    return markdown
      .replace(DOLLAR, (_, slashes: string) => `${slashes}${slashes.length % 2 === 0 ? '\\' : ''}$`)
      .split('\n')
      .map((line) => {
        const isRow = line.startsWith('|');
        return this.#line(line, isRow);
      })
      .join('\n');
  }

  #line(line: string, isRow: boolean): string {
    if (isDisplayToken(line)) return displayed(this.find(line));
    return line
      .replaceAll(new RegExp(`${BROKEN} ?`, 'gu'), '')
      .replace(TOKEN, (token, at: number, whole: string) => {
        const latex = this.find(token)?.latex ?? '';
        const tex = isRow ? latex.replaceAll('\\|', '\\Vert ').replaceAll('|', '\\vert ') : latex;
        // A backslash would take the dollar for itself, and formulas that touch would make a display's.
        return `${SLASHES.test(whole.slice(0, at)) ? ' ' : ''}$${tex}$`;
      })
      .replace(/\$\$/g, '$ $');
  }
}

/** Fenced code, its fences included, as the odd parts of a split. */
const FENCES = /(^(?:```|~~~~)[\s\S]*?^(?:```|~~~~)$)/m;
/** A dollar with the backslashes before it: an even number of them leaves it bare. */
const DOLLAR = /(\\*)\$/g;
const SLASHES = /\\+$/;

function displayed(formula: Formula | undefined): string {
  if (!formula) return '';
  const tag = formula.number === null ? '' : `\\tag{${formula.number}}`;
  return `$$\n${formula.latex}${tag}\n$$`;
}
