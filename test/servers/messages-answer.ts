/** What the loopback server's model says: a plausible poster, the same for the same picture. */
import type { DraftPoster } from '../../src/poster/layout/draft-layout.ts';
import { visualTokens } from '../../src/poster/picture/sight-limits.ts';

export interface SeenPicture {
  /** SHA-256, hexadecimal. */
  digest: string;
  width: number;
  height: number;
}

export function answerAbout({ digest }: SeenPicture): DraftPoster {
  const name = digest.slice(0, 12);
  const section = (index: number, column: number, y: number) => ({
    id: `s${index}`,
    title: `Section ${index} of ${name}`,
    column,
    row_in_column: 1,
    bbox_pct: [column * 33 - 32, y, 31, 40],
    content_type: 'text' as const,
    header_bg: '#003366',
    body_bg: '',
    border: '',
  });
  const sections = [1, 2, 3, 4, 5, 6].map((index) => section(index, ((index - 1) % 3) + 1, index <= 3 ? 14 : 56));
  return {
    content: [
      `# Poster ${name}`,
      'A. Author, B. Author',
      'An Institute',
      ...sections.map(({ title }) => `## ${title}\n\n${'What the panel says, word for word. '.repeat(12).trim()}`),
    ].join('\n\n'),
    layout: {
      background: '#ffffff',
      header_height_pct: 12,
      header_background: '#003366',
      title_alignment: 'center',
      logo_positions: ['left'],
      footer_height_pct: 0,
      footer_content: '',
      columns: 3,
      column_widths: ['33%', '34%', '33%'],
      gutter_pct: 1,
      sections,
      figures: [
        {
          id: 'f1',
          section_id: 's2',
          type: 'plot',
          description: 'A line that rises',
          bbox_pct: [36, 20, 25, 20],
          paper_figure: 'Figure 1',
        },
      ],
      color_primary: '#003366',
      color_secondary: '#6699cc',
      color_accent: '#ff9900',
      color_text: '#111111',
      color_background: '#ffffff',
      reading_order: sections.map(({ id }) => id),
    },
  };
}

/** About four characters of English a token. */
const textTokens = (text: string): number => Math.ceil(text.length / 4);

/** As the service would count: the prompt's cached part apart. */
export function usageOf(
  picture: SeenPicture,
  texts: { system: string; answer: string },
  cached: 'no' | 'written' | 'read',
) {
  const system = textTokens(texts.system);
  return {
    input_tokens: visualTokens(picture.width, picture.height) + (cached === 'no' ? system : 0) + 8,
    cache_creation_input_tokens: cached === 'written' ? system : 0,
    cache_read_input_tokens: cached === 'read' ? system : 0,
    output_tokens: textTokens(texts.answer),
  };
}
