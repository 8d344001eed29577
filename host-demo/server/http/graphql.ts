/** The one place where documents are parsed, judged and executed, for both transports. */
import { EnvelopArmor } from '@escape.tech/graphql-armor';
import { type ExecutionResult, GraphQLError, type GraphQLErrorExtensions, getOperationAST, NoSchemaIntrospectionCustomRule } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { DatabaseUnavailable } from '../db/database.ts';
import type { RequestContext } from '../resolvers/context.ts';
import { executableSchema } from '../resolvers/schema.ts';
import type { DoorLimits } from './limits.ts';
import type { ServerLogger } from './log.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

export type DoorContext = RequestContext & {
  readonly requestId: string;
  readonly transport: 'http' | 'ws';
  /** Ms to wait before the next command of this identity, 0 when it may go ahead. */
  readonly takeCommand: () => number;
};

export type Engine = YogaServerInstance<DoorContext, object>;

export interface EngineOptions {
  readonly limits: DoorLimits;
  readonly development: boolean;
  readonly trusted: TrustedDocuments | null;
  readonly logger: ServerLogger;
}

export function createEngine(options: EngineOptions): Engine {
  const { limits, development, trusted, logger } = options;
  const plugins: Plugin<DoorContext>[] = [operationRules(trusted), ...limitRules(limits)];
  if (!development) plugins.push({ onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule) });
  return createYoga<DoorContext>({
    schema: executableSchema(),
    graphqlEndpoint: '/graphql',
    plugins,
    // The doors before it decide about origins, bodies and methods; what is off here could only weaken them.
    cors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    maxRequestBodySize: limits.bodyBytes,
    logging: false,
    maskedErrors: { isDev: false, maskError: (error) => maskError(error, logger) },
  });
}

function limitRules(limits: DoorLimits): Plugin<DoorContext>[] {
  const armor = new EnvelopArmor<DoorContext>({
    maxDepth: { n: limits.depth, flattenFragments: true, exposeLimits: false },
    maxAliases: { n: limits.aliases, exposeLimits: false },
    maxDirectives: { n: limits.directives, exposeLimits: false },
    costLimit: { maxCost: limits.cost, flattenFragments: true, exposeLimits: false },
    maxTokens: { n: limits.documentTokens, exposeLimits: false },
    blockFieldSuggestion: { mask: '' },
  });
  return armor.protect().plugins as Plugin<DoorContext>[];
}

/** What may be executed where: listed documents, subscriptions only on the socket, commands within their rate. */
function operationRules(trusted: TrustedDocuments | null): Plugin<DoorContext> {
  return {
    onExecute: ({ args, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName)?.operation;
      if (trusted && !trusted.allows(args.document)) setResultAndStopExecution(notListed());
      else if (operation === 'mutation') {
        const waitMs = args.contextValue.takeCommand();
        if (waitMs > 0) setResultAndStopExecution(tooMany(waitMs));
      }
    },
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      if (args.contextValue.transport !== 'ws') setResultAndStopExecution(socketOnly());
      else if (trusted && !trusted.allows(args.document)) setResultAndStopExecution(notListed());
    },
  };
}

function tooMany(waitMs: number): ExecutionResult {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return failed(`Too many commands; try again in ${seconds} s.`, {
    code: 'RATE_LIMITED',
    retryAfterMs: waitMs,
    http: { status: 429, headers: { 'Retry-After': String(seconds) } },
  });
}

function socketOnly(): ExecutionResult {
  return failed('Subscriptions are served over the WebSocket; over HTTP use conversationEvents with waitMs.', {
    code: 'BAD_REQUEST',
    http: { status: 400 },
  });
}

function notListed(): ExecutionResult {
  return failed('This server executes listed documents only.', { code: 'DOCUMENT_NOT_LISTED', http: { status: 403 } });
}

function failed(message: string, extensions: GraphQLErrorExtensions): ExecutionResult {
  return { errors: [new GraphQLError(message, { extensions })] };
}

/** Faults keep their details here and travel as one sentence; refusals by our own hand travel as they are. */
export function maskError(error: unknown, logger: ServerLogger): Error {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && (cause === undefined || cause === null || cause instanceof GraphQLError)) return error;
  const at = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
  if (cause instanceof DatabaseUnavailable) {
    logger.warn({ fault: 'database-unavailable' }, 'the database did not answer');
    return new GraphQLError('The server cannot reach its data now; try again shortly.', {
      ...at,
      extensions: { code: 'UNAVAILABLE', retryAfterMs: 2000, http: { status: 503, headers: { 'Retry-After': '2' } } },
    });
  }
  logger.error(
    { fault: cause instanceof Error ? cause.name : typeof cause, stack: cause instanceof Error ? cause.stack : undefined },
    'an operation failed',
  );
  return new GraphQLError('Something went wrong on the server.', { ...at, extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}
