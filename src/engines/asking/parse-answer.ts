/** What a model answered → the poster's Markdown and the JSON of its layout, in whichever form it chose to answer. */
import { jsonrepair } from 'jsonrepair';
import { readRawBox } from '../../poster/layout/draft-boxes.ts';
import { asFields } from '../../poster/layout/loose-fields.ts';

export interface ParsedAnswer {
  markdown: string;
  /** Unchecked JSON for `repairLayout`. */
  layout: unknown;
  /** The JSON had to be repaired: fences, quotes, commas, text around it, a tail cut off. */
  mended: boolean;
}

const CONTENT_MARK = /^[\s*#>]*-{2,}\s*CONTENT\s*-{2,}[ \t*]*$/im;
const LAYOUT_MARK = /^[\s*#>]*-{2,}\s*LAYOUT\s*-{2,}[ \t*]*$/im;

/** `null` when no poster can be recognised: no content, or a layout without a single box. */
export function parseAnswer(text: string): ParsedAnswer | null {
  const parsed = LAYOUT_MARK.test(text) || CONTENT_MARK.test(text) ? parseDelimited(text) : parseWhole(text);
  return parsed !== null && isWhole(parsed) ? parsed : null;
}

/** Sections with boxes and content, or neither: an empty poster is an answer too. */
function isWhole({ markdown, layout }: ParsedAnswer): boolean {
  const { sections } = asFields(layout);
  if (!Array.isArray(sections)) return false;
  return sections.length === 0 || (markdown !== '' && sections.some((section) => readRawBox(section) !== null));
}

function parseDelimited(text: string): ParsedAnswer | null {
  const mark = LAYOUT_MARK.exec(text);
  if (mark === null) return null;
  const before = text.slice(0, mark.index);
  const content = CONTENT_MARK.exec(before);
  const json = parseLooseJson(text.slice(mark.index + mark[0].length));
  if (json === null) return null;
  const markdown = content === null ? before : before.slice(content.index + content[0].length);
  return { markdown: withoutFence(markdown), layout: json.value, mended: json.mended };
}

function parseWhole(text: string): ParsedAnswer | null {
  const json = parseLooseJson(text);
  if (json === null) return null;
  const answer = asFields(json.value);
  const markdown = answer.content ?? answer.markdown ?? answer.poster_markdown;
  const layout = answer.layout ?? answer.poster_layout;
  return typeof markdown === 'string' ? { markdown: withoutFence(markdown), layout, mended: json.mended } : null;
}

/** The first JSON object or array in a text, repaired if necessary; `null` if there is none. */
export function parseLooseJson(text: string): { value: unknown; mended: boolean } | null {
  try {
    return { value: JSON.parse(text), mended: false };
  } catch {
    // Not plain JSON: look for some inside.
  }
  const start = text.search(/[{[]/);
  if (start < 0) return null;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  const candidates = [text.slice(start, end + 1), text.slice(start)];
  for (const candidate of candidates) {
    const value = mend(candidate);
    if (typeof value === 'object' && value !== null) return { value, mended: true };
  }
  return null;
}

function mend(text: string): unknown {
  try {
    return JSON.parse(jsonrepair(text));
  } catch {
    // Beyond repair, or nested too deep to walk: the caller asks again or gives the row up.
    return null;
  }
}

const FENCE = /^\s*```[a-z]*[ \t]*\n([\s\S]*?)\n?```\s*$/i;

const withoutFence = (markdown: string): string => (FENCE.exec(markdown)?.[1] ?? markdown).trim();
