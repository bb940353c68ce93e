/** Columns of public data sets → those that rows have. A recipe is known by the columns of its data set. */
import { createHash } from 'node:crypto';
import { plainTitle } from '../../dataset/identity/plain-title.ts';

/** Name of a source's column → name of the row's. */
export type ColumnMap = Readonly<Record<string, string>>;

interface Recipe {
  /** The data set it is for. */
  readonly name: string;
  /** All of these must be there. */
  readonly columns: readonly string[];
  readonly map: ColumnMap;
}

/** To add a data set, add its line: its telling columns, and what they are called here. */
const RECIPES: readonly Recipe[] = [
  {
    name: 'PosterSum',
    columns: ['paper_id', 'image_url', 'conference', 'year'],
    map: { image_url: 'local_image_path' },
  },
  {
    name: 'Paper2Poster',
    columns: ['title', 'paper_url', 'image_url', 'qa'],
    map: { paper_url: 'local_pdf_path', image_url: 'local_image_path' },
  },
  {
    name: 'SciPostGen',
    columns: ['paper_url', 'poster_url'],
    map: { paper_url: 'local_pdf_path', poster_url: 'local_image_path' },
  },
];

/** The recipe's map and what the user says on top of it. */
export function columnMap(columns: readonly string[], said: ColumnMap): { recipe: string | null; map: ColumnMap } {
  const recipe = RECIPES.find((each) => each.columns.every((column) => columns.includes(column)));
  return { recipe: recipe?.name ?? null, map: { ...recipe?.map, ...said } };
}

/** The row under its new names. One without an id gets one from its title, the same at every reading. */
export function mapped(row: object, map: ColumnMap): Record<string, unknown> {
  const renamed = Object.fromEntries(Object.entries(row).map(([name, value]) => [map[name] ?? name, value]));
  return hasId(renamed) ? renamed : { paper_id: idFrom(renamed), ...renamed };
}

const hasId = ({ paper_id: id }: Record<string, unknown>): boolean =>
  typeof id === 'number' || (typeof id === 'string' && id.trim() !== '');

function idFrom(row: Record<string, unknown>): string {
  const title = typeof row.title === 'string' ? plainTitle(row.title) : '';
  const digest = createHash('sha256')
    .update(title || JSON.stringify(row))
    .digest('hex')
    .slice(0, 8);
  return `${title.split(' ').slice(0, 8).join('-').slice(0, 60) || 'row'}-${digest}`;
}
