/**
 * Every environment variable the server reads, checked once at start. A mistake is one sentence that names the variable, says what
 * was found and what is wanted; all mistakes are reported together, because fixing them one start at a time is tiresome.
 */
import { resolve } from 'node:path';
import { z } from 'zod';

export type ResponderName = 'knowledge' | 'openai';

export interface ServerConfig {
  /** Interface to listen on. Default 127.0.0.1: reachable from this machine only. */
  readonly host: string;
  /** Port of the shell and `/graphql`; `explicit` when PORT was set, and then no other port is tried. */
  readonly port: number;
  /** Port of the remote's files. */
  readonly remotePort: number;
  readonly portsExplicit: boolean;
  /** Origin under which browsers reach the server, when a proxy stands in front. No trailing slash. */
  readonly publicUrl: string | null;
  /** Absolute folder of the database, the signing key and the remembered ports. */
  readonly dataDir: string;
  /** Postgres connection URL; null means PGlite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null only in demo mode: then the key lies in the data folder. */
  readonly tokens: TokenConfig | null;
  readonly responder: ResponderName;
  /** Tokens a second the knowledge responder writes. */
  readonly responderPace: number;
  readonly openai: { readonly baseUrl: string; readonly apiKey: string; readonly model: string; readonly doneOnly: boolean } | null;
  /** Absolute folder of help articles, or null for the ones that come with the server. */
  readonly knowledgeDir: string | null;
  /** Exact origins, beside the server's own, that may call and open sockets. */
  readonly allowedOrigins: readonly string[];
  /** JSON file of the documents clients may send; null allows any document within the limits. In production the chat's own by default. */
  readonly trustedDocuments: string | null;
  /** Days after which events are forgotten; null keeps all. Messages stay. */
  readonly retentionDays: number | null;
  readonly demo: boolean;
  /** Whether `npm start` gives the chat by a registry of two releases, or one build by its manifest. */
  readonly demoReleases: boolean;
  readonly production: boolean;
  readonly logLevel: LogLevel;
}

export interface TokenConfig {
  readonly secret: string | null;
  readonly jwksUrl: string | null;
  readonly issuer: string | null;
  readonly audience: string | null;
}

export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The environment cannot be used. `problems` holds one sentence per mistake. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Environment variables documented for the README: name, unit or form, default, meaning. */
export const VARIABLES: readonly (readonly [name: string, form: string, standard: string, meaning: string])[] = [
  ['HOST', 'IP address or host name', '127.0.0.1', 'interface to listen on'],
  ['PORT', 'TCP port, 0–65535', '4310, else the next free pair', 'the shell and /graphql'],
  ['REMOTE_PORT', 'TCP port, 0–65535', 'PORT + 1', 'the files of the remote'],
  ['PUBLIC_URL', 'http(s) origin', 'http://HOST:PORT', 'how browsers reach the server'],
  ['DATA_DIR', 'folder', '.data', 'database, signing key, remembered ports'],
  ['DATABASE_URL', 'postgres:// URL', '– (PGlite in DATA_DIR)', 'a Postgres instead of PGlite'],
  ['JWT_SECRET', 'at least 32 characters', '– (demo: a key in DATA_DIR)', 'HS256 secret of the tokens'],
  ['JWKS_URL', 'http(s) URL', '–', 'public keys of the tokens, instead of JWT_SECRET'],
  ['JWT_ISSUER', 'text', '–', 'the `iss` a token must have'],
  ['JWT_AUDIENCE', 'text', '–', 'the `aud` a token must have'],
  ['RESPONDER', 'knowledge | openai', 'knowledge', 'who answers'],
  ['RESPONDER_PACE', 'tokens a second, 1–100000', '70', 'how fast the knowledge responder writes'],
  ['OPENAI_BASE_URL', 'http(s) URL', 'https://api.openai.com/v1', 'an OpenAI-compatible endpoint'],
  ['OPENAI_API_KEY', 'text', '–', 'its key'],
  ['OPENAI_MODEL', 'text', '–', 'its model'],
  ['OPENAI_DONE_ONLY', 'true | false', 'false', 'it ends whole answers with `[DONE]` and no finish_reason'],
  ['KNOWLEDGE_DIR', 'folder', 'the articles beside the server', 'help articles (Markdown)'],
  ['ALLOWED_ORIGINS', 'origins, comma separated', '–', 'other pages that may use the server'],
  ['TRUSTED_DOCUMENTS', 'JSON file | any', "any; in production the chat's own", 'only these GraphQL documents are executed'],
  ['RETENTION_DAYS', 'whole days, 0–36500', '30', 'events older than this are forgotten, messages stay; 0 keeps all'],
  ['DEMO', 'true | false', 'true, false with NODE_ENV=production', 'demo people, their tokens and seeded data'],
  ['DEMO_RELEASES', 'true | false', 'true', 'npm start gives two releases of the chat by a registry; false: one build by its manifest'],
  ['LOG_LEVEL', LOG_LEVELS.join(' | '), 'info, warn with npm start', 'least severe line that is logged'],
];

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is no port: give a whole number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65535, 'is no port: give a whole number from 0 to 65535');
const httpUrl = z
  .string()
  .refine((value) => isUrl(value, ['http:', 'https:']), 'is no http or https URL, such as https://chat.example.com');
const text = z.string().max(4096, 'is longer than 4096 characters');

const environment = z.object({
  HOST: text.default('127.0.0.1'),
  PORT: port.optional(),
  REMOTE_PORT: port.optional(),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: text.default('.data'),
  DATABASE_URL: z
    .string()
    .refine((value) => isUrl(value, ['postgres:', 'postgresql:']), 'is no Postgres URL, such as postgres://user@host:5432/name')
    .optional(),
  JWT_SECRET: z.string().min(32, 'is too short: HS256 wants at least 32 characters').optional(),
  JWKS_URL: httpUrl.optional(),
  JWT_ISSUER: text.optional(),
  JWT_AUDIENCE: text.optional(),
  RESPONDER: z.enum(['knowledge', 'openai'], 'must be knowledge or openai').default('knowledge'),
  RESPONDER_PACE: z
    .string()
    .regex(/^\d{1,6}(\.\d+)?$/, 'must be tokens a second, from 1 to 100000')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 100_000, 'must be tokens a second, from 1 to 100000')
    .default(70),
  OPENAI_BASE_URL: httpUrl.default('https://api.openai.com/v1'),
  OPENAI_API_KEY: text.optional(),
  OPENAI_MODEL: text.optional(),
  OPENAI_DONE_ONLY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  KNOWLEDGE_DIR: text.optional(),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins separated by commas, such as https://shop.example.com,https://admin.example.com (no paths, no *)',
    ),
  TRUSTED_DOCUMENTS: text.optional(),
  RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be whole days, from 0 to 36500')
    .transform(Number)
    .refine((value) => value <= 36_500, 'must be whole days, from 0 to 36500')
    .default(30),
  DEMO: z.enum(['true', 'false'], 'must be true or false').optional(),
  DEMO_RELEASES: z.enum(['true', 'false'], 'must be true or false').default('true'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  NODE_ENV: z.string().optional(),
});
type Environment = z.infer<typeof environment>;

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function isOrigin(value: string): boolean {
  return isUrl(value, ['http:', 'https:']) && new URL(value).origin === value;
}

/** Rules between variables; each returns a sentence or null. */
function contradictions(env: Environment, demo: boolean, production: boolean): string[] {
  const problems: string[] = [];
  if (production && env.DEMO === 'true') {
    problems.push('DEMO=true is refused with NODE_ENV=production: anyone could sign in as anyone; leave DEMO out.');
  }
  if (env.JWT_SECRET && env.JWKS_URL) problems.push('JWT_SECRET and JWKS_URL are both set: keep the one your tokens are signed with.');
  if (!demo && !env.JWT_SECRET && !env.JWKS_URL)
    problems.push('Neither JWT_SECRET nor JWKS_URL is set: without one no token can be checked (only the demo brings its own key).');
  if (demo && env.JWKS_URL) problems.push('JWKS_URL is set in demo mode, where the server signs tokens itself: set DEMO=false.');
  if (env.RESPONDER === 'openai' && !env.OPENAI_API_KEY)
    problems.push('RESPONDER=openai needs OPENAI_API_KEY (any text if your endpoint wants none).');
  if (env.RESPONDER === 'openai' && !env.OPENAI_MODEL) problems.push('RESPONDER=openai needs OPENAI_MODEL, the name of the model to ask.');
  if (env.PORT !== undefined && env.PORT !== 0 && env.PORT === env.REMOTE_PORT)
    problems.push(`PORT and REMOTE_PORT are both ${env.PORT}: the shell and the remote need different ports.`);
  return problems;
}

/** An empty variable counts as not set: shells and compose files leave those behind. */
function present(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '');
  return Object.fromEntries(entries.map(([name, value]) => [name, value.trim()]));
}

function sentence(issue: z.core.$ZodIssue, env: Record<string, string>): string {
  const name = String(issue.path[0]);
  const secret = /SECRET|KEY|DATABASE_URL/.test(name);
  return `${name}${secret ? '' : `="${(env[name] ?? '').slice(0, 80)}"`} ${issue.message}.`;
}

/** @throws ConfigError with one sentence per mistake. */
export function readConfig(env: NodeJS.ProcessEnv, cwd: string = process.cwd()): ServerConfig {
  const given = present(env);
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => sentence(issue, given)));
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const demo = values.DEMO === undefined ? !production : values.DEMO === 'true';
  const problems = contradictions(values, demo, production);
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(values, { demo, production, cwd });
}

/** Beside this file, so that it does not depend on where the server is started. */
const OWN_DOCUMENTS = resolve(import.meta.dirname, 'generated/documents.json');

function trustedDocuments(value: string | undefined, mode: { production: boolean; cwd: string }): string | null {
  if (value === 'any') return null;
  if (value !== undefined) return resolve(mode.cwd, value);
  return mode.production ? OWN_DOCUMENTS : null;
}

function toConfig(values: Environment, mode: { demo: boolean; production: boolean; cwd: string }): ServerConfig {
  const mainPort = values.PORT ?? 4310;
  const ownTokens = values.JWT_SECRET !== undefined || values.JWKS_URL !== undefined;
  return {
    host: values.HOST,
    port: mainPort,
    remotePort: values.REMOTE_PORT ?? (mainPort === 0 ? 0 : mainPort + 1),
    portsExplicit: values.PORT !== undefined || values.REMOTE_PORT !== undefined,
    publicUrl: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin,
    dataDir: resolve(mode.cwd, values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    tokens: ownTokens
      ? {
          secret: values.JWT_SECRET ?? null,
          jwksUrl: values.JWKS_URL ?? null,
          issuer: values.JWT_ISSUER ?? null,
          audience: values.JWT_AUDIENCE ?? null,
        }
      : null,
    responder: values.RESPONDER,
    responderPace: values.RESPONDER_PACE,
    openai:
      values.RESPONDER === 'openai'
        ? {
            baseUrl: values.OPENAI_BASE_URL,
            apiKey: values.OPENAI_API_KEY ?? '',
            model: values.OPENAI_MODEL ?? '',
            doneOnly: values.OPENAI_DONE_ONLY === 'true',
          }
        : null,
    knowledgeDir: values.KNOWLEDGE_DIR === undefined ? null : resolve(mode.cwd, values.KNOWLEDGE_DIR),
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedDocuments: trustedDocuments(values.TRUSTED_DOCUMENTS, mode),
    retentionDays: values.RETENTION_DAYS === 0 ? null : values.RETENTION_DAYS,
    demo: mode.demo,
    demoReleases: mode.demo && values.DEMO_RELEASES === 'true',
    production: mode.production,
    logLevel: values.LOG_LEVEL,
  };
}
