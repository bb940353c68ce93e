/** The footer: a band of small print at the bottom of the page. */
import type { DrawnBox } from '../page/poster-drawing.ts';
import { moved } from '../page/poster-drawing.ts';
import type { HeaderSetting } from './set-header.ts';
import { setText } from './set-text.ts';

/** `null` where there is nothing to say. */
export function setFooter(content: string, setting: Omit<HeaderSetting, 'logos'>): DrawnBox | null {
  const { page, floor, look, typesetting } = setting;
  if (content.trim() === '') return null;
  const pad = Math.min(page.width, page.height) * 0.01;
  const text = setText(
    {
      role: 'caption',
      words: [{ kind: 'text', text: content.trim(), style: { bold: false, italic: false, mono: false }, shift: null }],
      width: page.width - 6 * pad,
      scale: { body: floor * 1.3, floor },
      colour: look.header.authors,
      ground: look.header.fill,
      align: look.align,
    },
    typesetting,
  );
  const height = text.area.height + 2 * pad;
  const area = { x: 0, y: page.height - height, width: page.width, height };
  return {
    id: 'footer',
    kind: 'footer',
    area,
    fill: look.header.fill,
    border: null,
    marks: [moved(text, 3 * pad, area.y + pad)],
  };
}
