/** The columns of Parquet that records are made of. */
import type { SchemaElement } from 'hyparquet-writer';
import { jsonText } from '../json-text.ts';

/** One column: its part of the file's schema, in preorder, and where a record has its value. */
export interface ParquetColumn {
  readonly name: string;
  readonly schema: readonly SchemaElement[];
  read(record: object): unknown;
}

/** The file's schema: its root and the columns. */
export const parquetSchema = (columns: readonly ParquetColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(({ schema }) => schema),
];

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  repetition_type: 'REQUIRED',
});

export const fieldOf = (record: object, name: string): unknown =>
  Object.entries(record).find(([key]) => key === name)?.[1];

const plain = (element: SchemaElement): ParquetColumn => ({
  name: element.name,
  schema: [element],
  read: (record) => fieldOf(record, element.name),
});

export const textColumn = (name: string): ParquetColumn => plain(text(name));
export const optionalTextColumn = (name: string): ParquetColumn =>
  plain({ ...text(name), repetition_type: 'OPTIONAL' });
export const optionalIntegerColumn = (name: string): ParquetColumn =>
  plain({ name, type: 'INT32', repetition_type: 'OPTIONAL' });

/** What is nested deeper becomes JSON text, since its own columns would be other ones for every tool that reads them. */
export const jsonColumn = (name: string): ParquetColumn => ({
  name,
  schema: [text(name)],
  read: (record) => jsonText(fieldOf(record, name)),
});

/** The three levels that Parquet's LIST has (apache/parquet-format, LogicalTypes.md, section Lists). */
const list = (name: string, element: readonly SchemaElement[]): ParquetColumn => ({
  name,
  schema: [
    { name, repetition_type: 'REQUIRED', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...element,
  ],
  read: (record) => fieldOf(record, name),
});

export const textsColumn = (name: string): ParquetColumn => list(name, [text('element')]);

/** A list of structs of texts, as trainers expect conversations. */
export const turnsColumn = (name: string, ...fields: string[]): ParquetColumn =>
  list(name, [{ name: 'element', repetition_type: 'REQUIRED', num_children: fields.length }, ...fields.map(text)]);

/** Pictures that go with a conversation, where there are any. */
export const pictureColumns = (images: readonly string[] | undefined): ParquetColumn[] =>
  images ? [textsColumn('images')] : [];
