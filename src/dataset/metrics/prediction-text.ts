import { readRecord } from '../formats/read-record.ts';

/** Where programs that run models put what the model said. */
const TEXT_KEYS = ['prediction', 'generated_text', 'response', 'output', 'completion', 'answer', 'text', 'content'];

/**
 * What a model said, out of a line of predictions: a record of any format, a line with the text under a usual key, or a
 * poster as `generate` and `transcribe --json` write it. A line of another kind is taken as it is.
 */
export function predictionText(record: object): string {
  const parts = attemptRecord(record);
  if (parts !== null) return parts;
  const fields = new Map<string, unknown>(Object.entries(record));
  const text = TEXT_KEYS.map((key) => fields.get(key)).find((value) => typeof value === 'string');
  if (typeof text === 'string' && !fields.has('layout')) return text;
  const layout = fields.get('layout') ?? fields.get('poster_layout');
  const content = fields.get('content') ?? fields.get('markdown') ?? fields.get('poster_markdown');
  return JSON.stringify({ ...(layout !== undefined && { layout }), ...(content !== undefined && { content }) });
}

function attemptRecord(record: object): string | null {
  try {
    return readRecord(record).answer;
  } catch (error) {
    // Predictions need not be records; a line that is none is looked at by its keys.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
