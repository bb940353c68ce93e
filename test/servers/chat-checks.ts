/** What Chat Completions servers refuse, as far as their documentation says: the first complaint, or `null`. */
import sharp from 'sharp';
import { asFields, asList, type Fields } from '../../src/poster/layout/loose-fields.ts';

const KNOWN_PARAMETERS = new Set([
  'model',
  'messages',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'response_format',
  'stream',
  'stream_options',
]);

export function complaintAboutParameters(body: Fields): string | null {
  const unknown = Object.keys(body).find((name) => !KNOWN_PARAMETERS.has(name));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  if (typeof body.model !== 'string') return "you must provide a 'model' parameter";
  if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
    return 'max_tokens and max_completion_tokens exclude each other';
  if (body.stream_options !== undefined && body.stream !== true) return 'stream_options needs stream';
  return complaintAboutFormat(body.response_format);
}

function complaintAboutFormat(format: unknown): string | null {
  if (format === undefined) return null;
  const { type, json_schema: described } = asFields(format);
  const { name, schema, strict } = asFields(described);
  if (type !== 'json_schema' || strict !== true) return 'response_format: expected a strict json_schema';
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) return 'response_format.json_schema.name is invalid';
  return complaintAboutSchema(asFields(schema), 'schema');
}

/** Strict mode: every object closed, all its properties required; and every array bounded, or small models loop. */
function complaintAboutSchema(schema: Fields, at: string): string | null {
  const properties = Object.entries(asFields(schema.properties));
  if (schema.type === 'object') {
    if (schema.additionalProperties !== false) return `Invalid schema: ${at} must have additionalProperties false`;
    const missing = properties.find(([name]) => !asList(schema.required).includes(name));
    if (missing !== undefined) return `Invalid schema: ${at}.${missing[0]} must be required`;
  }
  if (schema.type === 'array' && typeof schema.maxItems !== 'number') return `Invalid schema: ${at} has no maxItems`;
  const children = schema.items === undefined ? properties : [...properties, ['items', schema.items] as const];
  for (const [name, child] of children) {
    const complaint = complaintAboutSchema(asFields(child), `${at}.${name}`);
    if (complaint !== null) return complaint;
  }
  return null;
}

/** The parts of the user's turn, which comes last. */
export function userParts(body: Fields): Fields[] {
  const last = asFields(asList(body.messages).at(-1));
  return typeof last.content === 'string' ? [{ type: 'text', text: last.content }] : asList(last.content).map(asFields);
}

/** The pictures of the user's turn. @throws Error for one that is no data URI of a picture of the type it names */
export async function picturesIn(body: Fields): Promise<{ bytes: Buffer; width: number; height: number }[]> {
  const images = userParts(body).filter(({ type }) => type === 'image_url');
  return await Promise.all(images.map(({ image_url: image }) => openDataUri(String(asFields(image).url))));
}

async function openDataUri(url: string) {
  const [, type, data = ''] = /^data:image\/([a-z]+);base64,([A-Za-z0-9+/]+=*)$/.exec(url) ?? [];
  if (type === undefined) throw new Error('image_url: expected a data URI in base64');
  const bytes = Buffer.from(data, 'base64');
  const { format, width, height } = await sharp(bytes).metadata();
  if (format !== type) throw new Error(`image_url: named ${type}, is ${format}`);
  return { bytes, width, height };
}
