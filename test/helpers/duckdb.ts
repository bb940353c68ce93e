/** A reader that knows nothing of this program: what it can load, others can. */
import { DuckDBInstance } from '@duckdb/node-api';

export type Cells = Record<string, unknown>;

/** Runs one query and gives its rows as plain objects. */
export async function query(sql: string): Promise<Cells[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Column names with their types, as DuckDB infers them. */
export async function columnsOf(table: string): Promise<Record<string, string>> {
  const rows = await query(`DESCRIBE SELECT * FROM ${table}`);
  return Object.fromEntries(rows.map(({ column_name, column_type }) => [String(column_name), String(column_type)]));
}
