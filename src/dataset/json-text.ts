/**
 * JSON that every loader reads. Half a surrogate pair, as broken fonts of a PDF give, is legal JSON, but no UTF-8: what
 * reads it as a column of text ends there (seen with DuckDB; Python cannot write it again). It becomes U+FFFD.
 */
export const jsonText = (value: unknown): string => JSON.stringify(value, wellFormed);

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;
