/** How a poster looks: its colours and whether boxes have grounds, borders and bars. */

import type { LayoutSection } from '../../model/schemas.ts';
import type { DrawnLayout } from '../content/poster-content.ts';
import { contrast, mixed, readableOn, solidColour, WHITE } from '../page/colours.ts';

export type ThemeName = 'layout' | 'plain';

export interface Look {
  readonly ground: string;
  readonly header: { readonly fill: string; readonly title: string; readonly authors: string };
  readonly align: 'left' | 'center';
  sectionLook(section: LayoutSection | null): SectionLook;
}

export interface SectionLook {
  readonly fill: string;
  readonly border: string | null;
  /** Behind the heading; `null` for a rule below it. */
  readonly bar: string | null;
  readonly heading: string;
  readonly text: string;
  readonly accent: string;
  readonly muted: string;
  /** Whether the box can be seen, and so its content keeps away from its edge. */
  readonly isFramed: boolean;
}

const PLAIN = { primary: '#1f3a5f', accent: '#b5482a', text: '#1c1f24', ground: '#eef1f5' };

export function lookOf(theme: ThemeName, layout: DrawnLayout): Look {
  return theme === 'plain' ? plainLook() : layoutLook(layout);
}

function plainLook(): Look {
  const { primary, accent, text, ground } = PLAIN;
  return {
    ground,
    header: { fill: primary, title: WHITE, authors: mixed(primary, WHITE, 0.85) },
    align: 'center',
    sectionLook: () =>
      sectionLookOf({ fill: WHITE, border: mixed(ground, primary, 0.18), bar: null, text, primary, accent, ground }),
  };
}

function layoutLook({ poster, header, color_scheme: scheme }: DrawnLayout): Look {
  const ground = solidColour(poster.background) ?? solidColour(scheme.background) ?? WHITE;
  const fill = solidColour(header.background) ?? ground;
  const text = solidColour(scheme.text) ?? PLAIN.text;
  const primary = solidColour(scheme.primary) ?? PLAIN.primary;
  const accent = solidColour(scheme.accent) ?? primary;
  const title = readableOn(fill, contrast(fill, ground) < 1.3 ? primary : contrast(fill, WHITE) >= 3 ? WHITE : text);
  return {
    ground,
    header: { fill, title, authors: readableOn(fill, mixed(title, fill, 0.12)) },
    align: header.title_alignment === 'left' ? 'left' : 'center',
    sectionLook: (section) => {
      const style = section?.style;
      const body = solidColour(style?.body_bg) ?? ground;
      const border = solidColour(style?.border);
      return sectionLookOf({ fill: body, border, bar: solidColour(style?.header_bg), text, primary, accent, ground });
    },
  };
}

interface SectionColours {
  readonly fill: string;
  readonly border: string | null;
  readonly bar: string | null;
  readonly text: string;
  readonly primary: string;
  readonly accent: string;
  readonly ground: string;
}

/** A bar as pale as its box is none. */
const VISIBLE = 1.15;

function sectionLookOf({ fill, border, bar, text, primary, accent, ground }: SectionColours): SectionLook {
  const seenBar = bar !== null && contrast(bar, fill) >= VISIBLE ? bar : null;
  const headingGround = seenBar ?? fill;
  const wanted = seenBar === null ? primary : contrast(seenBar, WHITE) >= 3 ? WHITE : text;
  const body = readableOn(fill, text);
  return {
    fill,
    border,
    bar: seenBar,
    heading: readableOn(headingGround, wanted),
    text: body,
    accent: readableOn(fill, accent),
    muted: readableOn(fill, mixed(body, fill, 0.25)),
    isFramed: border !== null || seenBar !== null || contrast(fill, ground) >= 1.04,
  };
}
