/** A heading and what stands below it; the text before the first heading is a section without one. */
export interface MarkdownSection {
  /** The heading's text; empty for the text before the first. */
  readonly title: string;
  /** 1–6; 0 for the text before the first heading. */
  readonly level: number;
  /** The heading's own line, if there is one, then paragraph by paragraph; joined by blank lines they are the section. */
  readonly blocks: readonly string[];
}

const HEADING = /^(#{1,6})[ \t](.*)$/;
const FENCE = /^ {0,3}(```+|~~~+)/;

/** Markdown by its headings (CommonMark's ATX kind); a `#` inside a code fence is none. */
export function markdownSections(markdown: string): MarkdownSection[] {
  const sections: { title: string; level: number; blocks: string[] }[] = [];
  for (const block of blocksOf(markdown)) {
    const [, marks, title] = HEADING.exec(block) ?? [];
    if (marks !== undefined) sections.push({ title: headingText(title ?? ''), level: marks.length, blocks: [block] });
    else if (sections.length > 0) sections.at(-1)?.blocks.push(block);
    else sections.push({ title: '', level: 0, blocks: [block] });
  }
  return sections;
}

/** Without the marks that may close a heading. */
function headingText(text: string): string {
  let end = text.trimEnd().length;
  while (text[end - 1] === '#') end -= 1;
  return text.slice(0, end).trim();
}

/** Paragraphs, lists, tables, fences and headings, each without the blank lines around it. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const close = () => {
    if (lines.length > 0) blocks.push(lines.join('\n'));
    lines = [];
  };
  for (const line of markdown.split(/\r?\n/)) {
    const [, mark] = FENCE.exec(line) ?? [];
    if (fence !== null) {
      lines.push(line);
      if (mark?.startsWith(fence)) fence = null;
    } else if (line.trim() === '') close();
    else if (HEADING.test(line)) {
      close();
      blocks.push(line);
    } else {
      lines.push(line);
      fence = mark ?? null;
    }
  }
  close();
  return blocks;
}

const CAPTION = /^[>*_\s]*(?:Figure|Fig\.|Table|Algorithm)\s*S?\d+[a-z]?\b[*_]*\s*[:.|]/i;

/** A figure's or table's caption, or the picture itself: what must not be lost when text is cut. */
export const isCaption = (block: string): boolean => block.startsWith('![') || CAPTION.test(block);

/** A title as one compares it: small letters, without numbering, marks and punctuation. */
export function plainTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/^[\s#*_]*(?:(?:\d+(?:\.\d+)*|[ivx]+|[a-z])[.)]?\s+)?/, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
