/** What the Messages API refuses, as far as its documentation says: one function a rule, each gives the complaint. */
import sharp from 'sharp';
import { asFields, asList, type Fields } from '../../src/poster/layout/loose-fields.ts';

const KNOWN_PARAMETERS = new Set([
  'model',
  'max_tokens',
  'messages',
  'system',
  'stream',
  'thinking',
  'output_config',
  'temperature',
  'metadata',
  'stop_sequences',
]);

/** Characters of base64. */
const MAX_IMAGE_BASE64 = 5 * 1024 * 1024;
const MAX_IMAGE_SIDE = 8000;

/** The first complaint about a request's headers; `null` if there is none. */
export function complaintAboutHeaders(headers: Fields): string | null {
  if (typeof headers['anthropic-version'] !== 'string') return 'anthropic-version: header is required';
  if (!String(headers['content-type']).startsWith('application/json')) return 'content-type: must be application/json';
  return null;
}

/** The first complaint about a request's body; `null` if there is none. @param mostTokens The model writes. */
export async function complaintAboutBody(body: unknown, mostTokens: number): Promise<string | null> {
  const request = asFields(body);
  return (
    complaintAboutParameters(request, mostTokens) ??
    complaintAboutFormat(request) ??
    (await complaintAboutMessages(request.messages))
  );
}

const isCurrent = (model: string): boolean => /-5(-\d)?(-\d{8})?$|opus-4-[78]/.test(model);

function complaintAboutParameters(request: Fields, mostTokens: number): string | null {
  const unknown = Object.keys(request).find((name) => !KNOWN_PARAMETERS.has(name));
  if (unknown !== undefined) return `${unknown}: Extra inputs are not permitted`;
  if (typeof request.model !== 'string' || request.model === '') return 'model: Field required';
  const { max_tokens: maxTokens } = request;
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens) || maxTokens < 1)
    return 'max_tokens: Field required';
  if (maxTokens > mostTokens) return `max_tokens: ${maxTokens} > ${mostTokens}`;
  if ('temperature' in request && isCurrent(request.model)) return `temperature: not supported by ${request.model}`;
  return null;
}

/** Keywords that structured outputs compile; anything else is refused. */
const KNOWN_KEYWORDS = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
  '$ref',
  '$defs',
  'description',
  'title',
]);

function complaintAboutFormat(request: Fields): string | null {
  const { format } = asFields(request.output_config);
  if (format === undefined) return null;
  const { type, schema, ...rest } = asFields(format);
  if (type !== 'json_schema' || Object.keys(rest).length > 0) return 'output_config.format: must be a json_schema';
  return complaintAboutSchema(schema, 'output_config.format.schema');
}

function complaintAboutSchema(schema: unknown, at: string): string | null {
  const node = asFields(schema);
  const unknown = Object.keys(node).find((keyword) => !KNOWN_KEYWORDS.has(keyword));
  if (unknown !== undefined) return `${at}: keyword '${unknown}' is not supported`;
  if (node.type === 'object') {
    if (node.additionalProperties !== false) return `${at}: additionalProperties must be false`;
    const optional = Object.keys(asFields(node.properties)).filter((name) => !asList(node.required).includes(name));
    if (optional.length > 0) return `${at}: too many optional parameters (${optional.join(', ')})`;
  }
  const children = [
    ...Object.entries(asFields(node.properties)),
    ...Object.entries(asFields(node.$defs)),
    ...(node.items === undefined ? [] : [['items', node.items] as const]),
  ];
  for (const [name, child] of children) {
    const complaint = complaintAboutSchema(child, `${at}.${name}`);
    if (complaint !== null) return complaint;
  }
  return null;
}

async function complaintAboutMessages(messages: unknown): Promise<string | null> {
  const [first, ...rest] = asList(messages).map(asFields);
  if (first === undefined || first.role !== 'user') return 'messages: first message must use the "user" role';
  if (rest.length > 0) return 'messages: only one is expected here';
  const [image, text, ...more] = asList(first.content).map(asFields);
  if (image?.type !== 'image' || text?.type !== 'text' || more.length > 0) {
    return 'messages.0.content: expected an image and then a text';
  }
  return complaintAboutImage(asFields(image.source));
}

async function complaintAboutImage({ type, media_type: mediaType, data }: Fields): Promise<string | null> {
  const at = 'messages.0.content.0.image.source';
  if (type !== 'base64' || typeof data !== 'string') return `${at}: must be base64`;
  if (data.length > MAX_IMAGE_BASE64)
    return `${at}.base64: image exceeds 5 MB maximum: ${data.length} bytes > 5242880 bytes`;
  const bytes = Buffer.from(data, 'base64');
  if (bytes.toString('base64') !== data) return `${at}.data: Invalid base64 data`;
  const metadata = await sharp(bytes)
    .metadata()
    .catch(() => null);
  if (metadata === null) return `${at}: Could not process image`;
  if (`image/${metadata.format}` !== mediaType)
    return `${at}.media_type: image was specified as ${mediaType}, is ${metadata.format}`;
  if (Math.max(metadata.width, metadata.height) > MAX_IMAGE_SIDE) return `${at}: image dimensions exceed 8000 pixels`;
  return null;
}
