/** Layout and content → a drawing: measured, fitted and placed. */
import type { LayoutFigure } from '../model/schemas.ts';
import { balancedColumns, toldColumns } from './arrange/arrange-columns.ts';
import { type Fit, type LeftOut, largestFit, placeFit, scales } from './arrange/fit.ts';
import { lookOf, type ThemeName } from './arrange/look.ts';
import type { PictureOf } from './arrange/set-figures.ts';
import { setFooter } from './arrange/set-footer.ts';
import { setHeader } from './arrange/set-header.ts';
import { type PosterSetting, setSection } from './arrange/set-section.ts';
import type { FigureBlock } from './content/blocks.ts';
import { type DrawnLayout, type PosterContent, posterContent, type SectionContent } from './content/poster-content.ts';
import { plainText } from './content/read-inlines.ts';
import type { Area, Drawing, Missing, PictureData } from './page/poster-drawing.ts';
import { legibleSize, type PageSize } from './page/poster-size.ts';
import type { Typesetting } from './type/atoms.ts';
import type { FormulaSetter } from './type/set-formula.ts';

export interface PosterToDraw {
  readonly layout: DrawnLayout;
  readonly markdown: string;
  /** By the paper's label, or by the layout's id for a figure. */
  readonly pictures: ReadonlyMap<string, PictureData>;
  /** Where the text has no title. */
  readonly title: string;
}

export interface DrawOptions {
  readonly page: PageSize;
  readonly theme: ThemeName;
  readonly formulas: FormulaSetter | null;
}

/** Columns as told are kept as long as their text is so large, or nearly as large as in balanced ones. */
const COMFORTABLE = 1.4;
const NEARLY = 0.85;

export function drawPoster(poster: PosterToDraw, { page, theme, formulas }: DrawOptions): Drawing {
  const { layout, pictures } = poster;
  const content = titled(posterContent(layout, poster.markdown), poster.title);
  const typesetting: Typesetting = { formulas, unknownCharacters: new Set(), unknownFormulas: new Set() };
  const floor = legibleSize(page);
  const look = lookOf(theme, layout);
  const pictureOf: PictureOf = ({ words, isLinked, figure }) =>
    pictures.get(figure?.id ?? '') ?? (isLinked ? pictures.get(words) : undefined) ?? null;
  const setting: PosterSetting = { look, pictureOf, typesetting };
  const logos = layout.figures.flatMap((figure) => (isLogo(figure) ? (pictures.get(figure.id) ?? []) : []));
  const header = setHeader(content, layout, { page, floor, look, typesetting, logos });
  const footer = setFooter(layout.footer.content ?? '', { page, floor, look, typesetting });
  const area = bodyArea(page, header.area.height, footer?.area.height ?? 0);
  const filled = content.sections.filter(({ blocks }) => blocks.length > 0);
  const fit = fitSections(filled, layout, theme, area, floor, setting);
  const { boxes, leftOut } = placeFit(fit, area, setting);
  return {
    ...page,
    title: plainText(content.title),
    ground: look.ground,
    boxes: [header, ...boxes, ...(footer ? [footer] : [])],
    missing: [
      ...leftOut.map(toldLeftOut),
      ...content.sections.filter(({ blocks }) => blocks.length === 0).map(toldEmpty),
      ...filled.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'figure' ? toldPicture(block, pictureOf) : [])),
      ),
      ...[...typesetting.unknownCharacters].map(
        (sign): Missing => ({ what: 'character', note: `no font here has ${sign}` }),
      ),
      ...[...typesetting.unknownFormulas].map((latex) => toldFormula(latex, formulas)),
    ],
  };
}

const isLogo = ({ type, section_id }: LayoutFigure): boolean => type === 'logo' && section_id === null;

const titled = (content: PosterContent, title: string): PosterContent =>
  content.title.length > 0 || title === ''
    ? content
    : {
        ...content,
        title: [{ kind: 'text', text: title, style: { bold: false, italic: false, mono: false }, shift: null }],
      };

function bodyArea(page: PageSize, header: number, footer: number): Area {
  const margin = Math.min(page.width, page.height) * 0.024;
  return {
    x: margin,
    y: header + margin,
    width: page.width - 2 * margin,
    height: page.height - header - footer - 2 * margin,
  };
}

/** The size of text steps down first; where that is not enough, the columns are balanced; what then does not fit is cut. */
function fitSections(
  sections: readonly SectionContent[],
  layout: DrawnLayout,
  theme: ThemeName,
  area: Area,
  floor: number,
  setting: PosterSetting,
): Fit {
  const gutter = Math.min(0.03, Math.max(0.012, layout.body.gutter_pct / 100)) * area.width;
  const frame = { area, gutter, narrowest: floor * 14 };
  const told = theme === 'plain' ? null : toldColumns(sections, layout, frame);
  const toldFit = told && largestFit(told, area, floor, setting);
  if (toldFit && toldFit.scale.body >= floor * COMFORTABLE) return toldFit;
  const steps = scales(floor, area.height);
  const middle = steps[Math.floor(steps.length / 2)] ?? steps[0];
  if (!middle) throw new Error('There is no size of text to try');
  const height = (section: SectionContent, width: number): number =>
    setSection(section, width, middle, setting).height + middle.between;
  const { columns: count } = layout.body;
  const balanced = [count, count + 1, count - 1].map((columns) => balancedColumns(sections, columns, frame, height));
  const fits = balanced.flatMap((arrangement) => largestFit(arrangement, area, floor, setting) ?? []);
  const best = fits.reduce<Fit | null>((a, b) => (a && a.scale.body >= b.scale.body ? a : b), null);
  if (toldFit && toldFit.scale.body >= (best?.scale.body ?? 0) * NEARLY) return toldFit;
  if (best) return best;
  const [arrangement] = balanced;
  if (!arrangement) throw new Error('There are no columns to try');
  return { arrangement, scale: steps.at(-1) ?? middle };
}

const named = ({ title, id }: SectionContent): string => (title.length > 0 ? `"${plainText(title)}"` : id);

const toldLeftOut = ({ section, blocks }: LeftOut): Missing => ({
  what: 'text',
  note: `${blocks} of the ${section.blocks.length} blocks of ${named(section)} do not fit`,
});

const toldEmpty = (section: SectionContent): Missing => ({
  what: 'section',
  note: `${named(section)} has nothing in it`,
});

function toldPicture(block: FigureBlock, pictureOf: PictureOf): Missing[] {
  if (pictureOf(block)) return [];
  return [
    {
      what: 'picture',
      note: `no picture for ${block.figure?.id ?? 'a figure'}${block.words === '' ? '' : `: ${block.words}`}`,
    },
  ];
}

const toldFormula = (latex: string, formulas: FormulaSetter | null): Missing => ({
  what: 'formula',
  note: formulas ? `no formula that can be set: ${latex}` : `formulas need the package mathjax-full: ${latex}`,
});
