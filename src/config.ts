/**
 * One frozen configuration out of flags, environment, file and defaults, in that order. The only place that reads the
 * environment.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { RecordOptions } from './dataset/format-record.ts';
import type { JsonFrame } from './dataset/json-frames.ts';
import type { ShapeOptions } from './dataset/shape-example.ts';
import { FLAGS, type FlagName, kebab } from './flags/flags.ts';
import { CLAUDE_MODEL } from './flags/models.ts';
import { DOLPHIN, QWEN, VLLM } from './flags/servers.ts';
import { UsageError } from './usage-error.ts';

type Schemas = { [Name in FlagName]: (typeof FLAGS)[Name]['schema'] };

const schemas = Object.fromEntries(Object.entries(FLAGS).map(([name, { schema }]) => [name, schema])) as Schemas;
const ConfigSchema = z.strictObject(schemas);

export type Config = Readonly<z.output<typeof ConfigSchema>>;
/** What a caller may say: every option is optional and takes its default from the table of flags. */
export type Options = Partial<z.input<typeof ConfigSchema>>;

/** Read from the working directory when it is there. */
const CONFIG_FILE = 'poster-stream.config.json';
const PREFIX = 'POSTER_STREAM_';

type Values = Record<string, unknown>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param said the flags as they were given, by option name
 * @throws UsageError that names the flag, variable or key which does not fit, and what is allowed
 */
export function loadConfig(said: Values, environment: Environment = process.env): Config {
  const file = readConfigFile();
  const variables = readEnvironment(environment);
  const origins = [
    { values: said, nameOf: (name: string) => `--${kebab(name)}` },
    { values: variables, nameOf: variableFor },
    { values: file, nameOf: (name: string) => `${name} in ${CONFIG_FILE}` },
  ];
  const parsed = ConfigSchema.safeParse({ ...file, ...variables, ...said });
  if (parsed.success) return Object.freeze(parsed.data);
  const complaints = parsed.error.issues.map((issue) => complain(issue, origins));
  throw new UsageError(complaints.join('\n'), { cause: parsed.error });
}

/** The library's options → configuration, without environment or file. @throws UsageError */
export function configOf(options: Options): Config {
  const parsed = ConfigSchema.safeParse(options);
  if (parsed.success) return Object.freeze(parsed.data);
  const origins = [{ values: options, nameOf: (name: string) => name }];
  throw new UsageError(parsed.error.issues.map((issue) => complain(issue, origins)).join('\n'), {
    cause: parsed.error,
  });
}

/** The options that a run noted, except those that are said now. @throws UsageError */
export function configAsNoted(noted: Values, said: Values): Config {
  const parsed = ConfigSchema.safeParse({ ...noted, ...said });
  if (parsed.success) return Object.freeze(parsed.data);
  throw new UsageError(`Options of another version: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
}

/** The options as a run notes them: without its key, its paths absolute. */
export function notedOptions({ apiKey: _secret, ...config }: Config): Values {
  const { dataDir, outputDir, cacheDir, apiKeyFile } = config;
  const absolute = (path: string | undefined) => path && resolve(path);
  const paths = { outputDir: absolute(outputDir), cacheDir: absolute(cacheDir), apiKeyFile: absolute(apiKeyFile) };
  return { ...config, dataDir: resolve(dataDir), ...paths };
}

export interface Credentials {
  readonly apiKey: string | null;
}

/** Where each engine's key is looked for. */
const KEY_VARIABLES = { claude: 'ANTHROPIC_API_KEY', openai: 'OPENAI_API_KEY', local: null } as const;

/** The engine's key: the option's, the file's, else the one in the environment. @throws UsageError */
export function findCredentials(config: Config, environment: Environment = process.env): Credentials {
  const fromFile = config.apiKeyFile === undefined ? null : readKeyFile(config.apiKeyFile);
  const variable = KEY_VARIABLES[askedEngine(config)];
  return { apiKey: config.apiKey ?? fromFile ?? (variable && (environment[variable] || null)) };
}

/** The engine that asks a model: the local one's is its fallback, if it has one. */
export const askedEngine = ({ engine, fallback }: Config) => (engine === 'local' ? (fallback ?? 'local') : engine);

/** The model by name; `null` where the engine has none, or its server is to say which. */
export function modelOf(config: Config): string | null {
  const { model } = config;
  const engine = askedEngine(config);
  if (engine === 'local') return null;
  return model ?? (engine === 'claude' ? CLAUDE_MODEL : null);
}

/** Where Chat Completions servers are: as said, else by OPENAI_BASE_URL; none where neither says. Each ends in a path. */
export function chatServers({ baseUrl }: Config, environment: Environment = process.env): readonly string[] {
  const said = baseUrl.length > 0 ? baseUrl : [environment.OPENAI_BASE_URL || ''].filter((url) => url !== '');
  return said.map(withPath);
}

const withPath = (url: string): string => (new URL(url).pathname === '/' ? new URL('/v1', url).href : url);

/** Where the original pipeline's models are served. @throws UsageError where that is not said */
export function originalServers(config: Config, environment: Environment = process.env) {
  if (config.dolphinUrl.length === 0 || config.vlmUrl.length === 0)
    throw new UsageError(
      '--pipeline original: say where the models are served, as in --dolphin-url http://localhost:8000/v1 --vlm-url http://localhost:8001/v1',
    );
  const dolphin = dolphinServers(config, environment);
  const vlm = verifyingServers(config, environment);
  return { posters: dolphin, papers: dolphin, matching: vlm, layout: vlm };
}

/** How the program serves the models itself; `null` where all servers are up. @throws UsageError */
export function servingOptions(config: Config, environment: Environment = process.env) {
  const { pipeline, parallel, gpuIds, serveCommand, useFlashAttn, outputDir } = config;
  if (pipeline === 'simple' || parallel === 'streaming') return null;
  const given = [...config.dolphinUrl, ...config.vlmUrl];
  if (given.length > 0) throw new UsageError(`--parallel ${parallel} starts the servers itself: leave out ${given[0]}`);
  if (parallel === 'staged' && !outputDir)
    throw new UsageError('--parallel staged: say where stages are kept: --output-dir');
  if (parallel === 'multi_gpu' && gpuIds.length < 2)
    throw new UsageError(
      '--parallel multi_gpu needs two GPUs at least, as in --gpu-ids 0,1; with one, --parallel staged',
    );
  if (useFlashAttn && serveCommand !== VLLM)
    throw new UsageError('--use-flash-attn is said to vllm serve; put it into --serve-command in its own words');
  const caches = ownCaches(environment);
  return {
    parallel,
    gpuIds,
    template: serveCommand + (useFlashAttn ? FLASH_ATTENTION : ''),
    models: { dolphin: config.dolphinModel ?? DOLPHIN, vlm: config.vlmModel ?? QWEN },
    verifies: config.useVlm,
    timeoutMs: config.serveTimeout * 1000,
    logDir: outputDir ? join(outputDir, 'logs') : join(caches, 'logs'),
    recordsDir: join(caches, 'servers'),
  };
}

/** vLLM's: https://docs.vllm.ai/en/latest/design/attention_backends/ */
const FLASH_ATTENTION = ' --attention-backend FLASH_ATTN';

/** Where Dolphin is served, and what it is called there; no address where papers are read on this machine. */
export function dolphinServers(config: Config, environment: Environment = process.env) {
  const apiKey = environment.OPENAI_API_KEY || '';
  return { baseUrls: config.dolphinUrl.map(withPath), apiKey, model: config.dolphinModel ?? null };
}

/** Who looks over the matches: the servers that are named for it, else those of the openai engine. */
export function verifyingServers(config: Config, environment: Environment = process.env) {
  if (config.vlmUrl.length > 0) {
    // The engine's key is not for other servers.
    const apiKey = environment.OPENAI_API_KEY || '';
    return { baseUrls: config.vlmUrl.map(withPath), apiKey, model: config.vlmModel ?? null };
  }
  const baseUrls = askedEngine(config) === 'openai' ? chatServers(config, environment) : [];
  const apiKey = findCredentials(config, environment).apiKey ?? '';
  return { baseUrls, apiKey, model: config.vlmModel ?? modelOf(config) };
}

/**
 * Who is asked for opinions by `evaluate`. A key that is configured for Claude is not sent there; one whose file is named in
 * this very command is meant for it.
 *
 * @param said the options of this command
 */
export function judgingServer(config: Config, said: Readonly<Values>, environment: Environment = process.env) {
  const { engine, apiKey, apiKeyFile } = config;
  const keys = {
    apiKey: engine === 'openai' ? apiKey : undefined,
    apiKeyFile: engine === 'openai' || 'apiKeyFile' in said ? apiKeyFile : undefined,
  };
  const credentials = findCredentials({ ...config, ...keys, engine: 'openai' }, environment);
  const [baseUrl = null] = chatServers(config, environment);
  return { baseUrl, model: config.model ?? null, ...credentials };
}

function readKeyFile(path: string): string {
  let key: string;
  try {
    key = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`The key file ${path} cannot be read`, { cause: error });
  }
  if (key === '' || /\s/.test(key)) throw new UsageError(`The key file ${path} must hold one key and nothing else`);
  return key;
}

/** Where paid answers are kept: the option's, else the XDG cache directory; `null` for `--no-cache`. */
export function answerCacheDir(config: Config, environment: Environment = process.env): string | null {
  if (!config.cache) return null;
  return config.cacheDir ?? join(ownCaches(environment), 'answers');
}

/** Where runs by batches are spooled that keep no examples. */
export function spoolsDir({ cacheDir }: Config, environment: Environment = process.env): string {
  return join(cacheDir ?? ownCaches(environment), 'batches');
}

/** Where a run by batches is spooled: with its examples, else by the options that say what is read and how. */
export function spoolDir(config: Config, environment: Environment = process.env): string {
  if (config.outputDir) return spoolIn(config.outputDir);
  const { dataset, start, limit, shard, maxTokens, temperature, answerForm, imageEdge, maxImageBytes, posterPage } =
    config;
  const rows = { dataDir: resolve(config.dataDir), dataset, start, limit, shard };
  const question = { model: modelOf(config), maxTokens, temperature, answerForm, imageEdge, maxImageBytes, posterPage };
  const about = JSON.stringify({ ...rows, ...question, ...paperOptions(config) });
  return join(spoolsDir(config, environment), createHash('sha256').update(about).digest('hex').slice(0, 16));
}

/** The spool of a run that keeps its examples in `outputDir`. */
export const spoolIn = (outputDir: string): string => join(outputDir, 'batch');

const ownCaches = (environment: Environment): string =>
  join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'poster-stream');

/** Whether colours are wanted: https://no-color.org. */
export const wantsColour = (config: Config, environment: Environment = process.env): boolean =>
  config.color && !environment.NO_COLOR;

/** What of the configuration says how a paper is read. */
export function paperOptions({ figures, minFigureSize, dpi, maxPages, ocr, language }: Config) {
  return { figures, minFigureSize, dpi, maxPages, ocr, language };
}

/** What of the configuration says how a record looks. @throws UsageError for what is no record */
export function recordOptions({ format, target, as, system }: Config): RecordOptions {
  if (format === 'coco')
    throw new UsageError('--format coco is one document, not records: poster-stream export --format coco');
  return { format, target, as, system: system ?? null };
}

/** How records stand in a stream of text. @throws UsageError for Parquet, which is no text */
export function jsonFrame({ exportFormat }: Config): JsonFrame {
  if (exportFormat === 'parquet')
    throw new UsageError(
      'A run writes JSON; keep its examples with --output-dir and write Parquet with poster-stream export',
    );
  return exportFormat;
}

/** What of the configuration says which examples are written, and how often. */
export function shapeOptions(config: Config): ShapeOptions {
  const { augment, copies, seed, minGrounding, requireFigures, maxInputTokens, truncate, target } = config;
  return {
    augment,
    copies,
    seed,
    minGrounding,
    requireFigures,
    maxInputTokens: maxInputTokens ?? null,
    truncate,
    target,
  };
}

const variableFor = (name: string): string => PREFIX + kebab(name).replaceAll('-', '_').toUpperCase();

function readEnvironment(environment: Environment): Values {
  const names = new Map(Object.keys(FLAGS).map((name) => [variableFor(name), name]));
  const values: Values = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || value === undefined) continue;
    const name = names.get(variable);
    if (!name) throw new UsageError(`There is no option for the variable ${variable}`);
    values[name] = value;
  }
  return values;
}

function readConfigFile(): Values {
  let text: string;
  try {
    text = readFileSync(CONFIG_FILE, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new UsageError(`${CONFIG_FILE} cannot be read`, { cause: error });
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${CONFIG_FILE} is no JSON object`, { cause: error });
  }
}

interface Origin {
  values: Values;
  nameOf: (name: string) => string;
}

function complain(issue: z.core.$ZodIssue, origins: Origin[]): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `There is no option ${originOf(key, origins)}`).join('\n');
  }
  const name = String(issue.path[0]);
  return `${originOf(name, origins)}: ${issue.message}`;
}

function originOf(name: string, origins: Origin[]): string {
  return (origins.find(({ values }) => name in values) ?? origins[0])?.nameOf(name) ?? name;
}
