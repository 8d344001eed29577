import { ClientError, GraphQLClient } from 'graphql-request';
import { ChatError } from '../protocol/chat-error.ts';
import type { Access } from './access.ts';
import { deadline } from './deadline.ts';
import { type DocumentName, documents } from './documents.ts';
import type { VariablesOf } from './generated/operations.ts';
import { fromGraphqlErrors, fromHttpStatus, readRetryAfter } from './to-chat-error.ts';

export interface HttpClientOptions {
  /** Absolute URL of the GraphQL endpoint. */
  readonly endpoint: string;
  readonly access: Access;
  readonly fetch?: typeof fetch;
  /** Ms for a request that does not wait on purpose. */
  readonly timeoutMs: number;
}

/** Sends one document. @param waitMs what the server may take beyond the usual. Throws ChatError only. */
export type Ask = <Name extends DocumentName>(
  name: Name,
  variables: VariablesOf[Name],
  signal?: AbortSignal,
  waitMs?: number,
) => Promise<Readonly<Record<string, unknown>>>;

export function createHttpClient(options: HttpClientOptions): Ask {
  const { access } = options;
  const fetcher = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const client = new GraphQLClient(options.endpoint, {
    fetch: jsonOnly(fetcher),
    excludeOperationName: true,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  });

  const once = async (
    name: DocumentName,
    variables: object,
    token: string,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>> => {
    try {
      const data: unknown = await client.request({
        document: documents[name],
        variables: { ...variables },
        signal,
        requestHeaders: { authorization: `Bearer ${token}` },
      });
      if (typeof data !== 'object' || data === null) throw new ChatError('defect', `The answer to ${name} holds no data.`);
      return data as Readonly<Record<string, unknown>>;
    } catch (fault) {
      throw toChatError(fault);
    }
  };
  return async (name, variables, signal, waitMs = 0) => {
    const limit = deadline(options.timeoutMs + waitMs, signal);
    try {
      for (let attempt = 1; ; attempt += 1) {
        const token = await access.token();
        if (signal?.aborted) throw new ChatError('network', 'The request was abandoned.');
        try {
          const data = await once(name, variables, token, limit.signal);
          access.accept(token);
          return data;
        } catch (fault) {
          if (!(fault instanceof ChatError) || fault.kind !== 'expired') throw fault;
          access.refuse(token);
          // One new token, one repeat: what is refused then is not a matter of time (F38, F39).
          if (attempt === 2) throw new ChatError('signed-out', 'The server refused a new access token.', { cause: fault });
        }
      }
    } finally {
      limit.clear();
    }
  };
}

/** A captive portal answers 200 with a page: what is no JSON is a failure of the network, whatever its status says (F12). */
function jsonOnly(fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init);
    const type = response.headers.get('content-type') ?? '';
    if (/\bjson\b|\+json\b/iu.test(type)) return response;
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    await response.body?.cancel();
    const kind = response.status === 429 || response.status === 503 ? 'overload' : response.status === 401 ? 'expired' : 'network';
    throw new ChatError(
      kind,
      `Something between page and server answered with "${type || 'no content type'}" (HTTP ${response.status}) instead of JSON.`,
      { retryAfterMs },
    );
  };
}

function toChatError(fault: unknown): ChatError {
  if (fault instanceof ChatError) return fault;
  if (fault instanceof ClientError) {
    const { status, errors, headers } = fault.response as { status: number; errors?: unknown; headers?: unknown };
    const retryAfter = headers instanceof Headers ? headers.get('retry-after') : null;
    return status >= 200 && status < 300 ? fromGraphqlErrors(errors) : fromHttpStatus(status, errors, retryAfter);
  }
  return new ChatError('network', 'The server could not be reached, or its answer broke off.', { cause: fault });
}
