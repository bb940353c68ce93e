/**
 * One frozen configuration out of flags, environment, file and defaults, in that order. Only this file and the others in
 * config/ read the environment.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../model/usage-error.ts';
import { findConfigFile, readConfigFile } from './config-file.ts';
import type { Environment } from './environment.ts';
import { FLAGS, type FlagName, kebab } from './flags/flags.ts';
import { taskShard } from './task-shard.ts';

type Schemas = { [Name in FlagName]: (typeof FLAGS)[Name]['schema'] };

const schemas = Object.fromEntries(Object.entries(FLAGS).map(([name, { schema }]) => [name, schema])) as Schemas;
const ConfigSchema = z.strictObject(schemas);

export type Config = Readonly<z.output<typeof ConfigSchema>>;
/** What a caller may set: everything is optional, with defaults from the table of flags. */
export type Options = Partial<z.input<typeof ConfigSchema>>;

const PREFIX = 'POSTER_STREAM_';

export type Values = Record<string, unknown>;

/**
 * @param said the flags as they were given, by option name
 * @throws UsageError naming the flag, variable or key that is invalid, and what is allowed
 */
export function loadConfig(said: Values, environment: Environment = process.env): Config {
  const origins = findOrigins(said, environment);
  const values: Values = Object.assign({}, ...origins.map(({ values }) => values).reverse());
  return checked({ ...values, shard: taskShard(values.shard, environment) }, (error) => complaints(error, origins));
}

/** An option's value, and where it comes from. */
export interface Explained {
  readonly name: FlagName;
  readonly value: unknown;
  /** `default`, or the flag, variable or file that sets it. */
  readonly origin: string;
}

/** Every option with its origin. @throws UsageError as `loadConfig` */
export function explainConfig(said: Values, environment: Environment = process.env): Explained[] {
  const config = loadConfig(said, environment);
  const origins = findOrigins(said, environment);
  return (Object.keys(FLAGS) as FlagName[]).map((name) => {
    const origin = origins.find(({ values }) => name in values);
    return { name, value: config[name] ?? null, origin: origin?.nameOf(name) ?? 'default' };
  });
}

/** The sources of options, the strongest first. */
function findOrigins(said: Values, environment: Environment): Origin[] {
  const path = findConfigFile(environment);
  return [
    { values: said, nameOf: (name) => `--${kebab(name)}` },
    { values: readEnvironment(environment), nameOf: variableFor },
    ...(path === null ? [] : [{ values: readConfigFile(path), nameOf: (name: string) => `${name} in ${path}` }]),
  ];
}

/** The library's options → configuration, without environment or file. @throws UsageError */
export function configOf(options: Options): Config {
  return checked(options, (error) => complaints(error, [{ values: options, nameOf: (name) => name }]));
}

/** The options a run recorded, overridden by those given now. @throws UsageError */
export function configAsNoted(noted: Values, said: Values): Config {
  return checked({ ...noted, ...said }, (error) => `Options of another version: ${z.prettifyError(error)}`);
}

function checked(values: Values, explain: (error: z.core.$ZodError) => string): Config {
  const { success, data, error } = ConfigSchema.safeParse(values);
  if (success) return Object.freeze(data);
  throw new UsageError(explain(error), { cause: error });
}

/** The options as a run records them: without the key, with absolute paths. */
export function notedOptions({ apiKey: _secret, ...config }: Config): Values {
  const { dataDir, outputDir, cacheDir, apiKeyFile } = config;
  const absolute = (path: string | undefined) => path && resolve(path);
  const paths = { outputDir: absolute(outputDir), cacheDir: absolute(cacheDir), apiKeyFile: absolute(apiKeyFile) };
  return { ...config, dataDir: resolve(dataDir), ...paths };
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

interface Origin {
  values: Values;
  nameOf: (name: string) => string;
}

const complaints = ({ issues }: z.core.$ZodError, origins: Origin[]): string =>
  issues.map((issue) => complain(issue, origins)).join('\n');

function complain(issue: z.core.$ZodIssue, origins: Origin[]): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `There is no option ${originOf(key, origins)}`).join('\n');
  }
  const name = String(issue.path[0]);
  const value = origins.find(({ values }) => name in values)?.values[name];
  const message = issue.code === 'invalid_value' ? `expected ${issue.values.join(', ')}` : issue.message;
  return `${originOf(name, origins)}: ${message}${typeof value === 'string' ? `, not ${JSON.stringify(value)}` : ''}`;
}

function originOf(name: string, origins: Origin[]): string {
  return (origins.find(({ values }) => name in values) ?? origins[0])?.nameOf(name) ?? name;
}
