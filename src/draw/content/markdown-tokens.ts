/** GitHub's Markdown with formulas between dollars, or between `\(` and `\)`, `\[` and `\]`. */
import { Marked, type Token, type TokenizerAndRendererExtension, type Tokens } from 'marked';

/** A dollar that opens touches what follows; one that closes touches what precedes, and no digit follows: `$5 and $6`. */
const INLINE = /^\$(?!\s)((?:\\.|[^\\$\n])+?)(?<!\s)\$(?!\d)|^\\\(([\s\S]+?)\\\)/;
const DISPLAY = /^\$\$([\s\S]+?)\$\$|^\\\[([\s\S]+?)\\\]/;

/** Where a paragraph ends for a formula: at the beginning of a line only. */
const STARTS = { block: /^(?:\$\$|\\\[)/m, inline: /\$|\\[([]/ };

const formulas = (name: string, level: 'block' | 'inline', pattern: RegExp): TokenizerAndRendererExtension => ({
  name,
  level,
  start: (source) => {
    const at = source.search(STARTS[level]);
    return at < 0 ? undefined : at;
  },
  tokenizer(source): Tokens.Generic | undefined {
    const [raw, dollars, brackets] = pattern.exec(source) ?? [];
    return raw === undefined ? undefined : { type: name, raw, text: (dollars ?? brackets ?? '').trim() };
  },
});

const markdown = new Marked({ gfm: true });
markdown.use({
  extensions: [
    formulas('displayFormula', 'block', DISPLAY),
    formulas('displayFormula', 'inline', DISPLAY),
    formulas('inlineFormula', 'inline', INLINE),
  ],
});

export const parseMarkdown = (text: string): Token[] => markdown.lexer(text);
