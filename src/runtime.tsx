import { type ReactNode, useEffect, useReducer } from 'react';
import { ChatError } from './protocol/chat-error.ts';
import type { Transport } from './protocol/transport.ts';
import { ChatProvider } from './queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from './queries/chat-runtime.ts';
import {
  absoluteEndpoint,
  type Connection,
  configuredRecorder,
  resolveConnection,
  socketUrl,
  subjectOf,
  THREE_WAYS,
} from './runtime-connection.ts';
import { browserEnvironment, onHidden } from './runtime-environment.ts';
import type { Environment, TextStorage } from './session/environment.ts';
import { LIMITS } from './session/limits.ts';
import { Recorder } from './session/recorder.ts';
import { createAccess } from './transports/access.ts';
import { createHttpTransport } from './transports/http.ts';
import { createLadder } from './transports/ladder.ts';
import { createPollSlot } from './transports/poll-slot.ts';
import { createRotatingFeeds } from './transports/rotation.ts';

export { type Connection, setConnection, THREE_WAYS } from './runtime-connection.ts';

export interface RuntimeOptions {
  readonly connection?: Connection;
  /** The subject as the host knows it: instances with another one share nothing with this one. */
  readonly userId?: string;
  /** False: HTTP only. */
  readonly useWebSocket?: boolean;
  /** A flight record of the line; `with-text` keeps what is said in it, too. More than `configure` asks for, never less. */
  readonly recorder?: boolean | 'with-text';
}

interface Entry {
  /** Tells one runtime from the one that replaced it under the same key. */
  readonly serial: number;
  readonly runtime: ChatRuntime;
  readonly endpoint: string;
  readonly subject: string;
  getAccessToken: Connection['getAccessToken'];
  holders: number;
  leaving: ReturnType<typeof setTimeout> | null;
}

/** Ms a runtime nobody holds stays: a remount, by StrictMode or a route, finds its socket and its cache (F50). */
const LINGER_MS = 5_000;

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();
let serials = 0;

/**
 * The runtime of one endpoint and subject: one transport and one cache, however many instances ask.
 * Throws ChatError `refused` when the endpoint is no address. Hold it while it is used (`holdRuntime`).
 */
export function runtimeFor(options: RuntimeOptions): ChatRuntime {
  return entryFor(options).runtime;
}

/** Keeps the runtime alive until the returned function is called. */
export function holdRuntime(options: RuntimeOptions): () => void {
  return hold(runtimeFor(options)) ?? (() => {});
}

/** Null when the runtime was given up already. */
function hold(runtime: ChatRuntime): (() => void) | null {
  const entry = [...entries.values()].find((candidate) => candidate.runtime === runtime);
  if (!entry) return null;
  entry.holders += 1;
  if (entry.leaving) clearTimeout(entry.leaving);
  entry.leaving = null;
  dropOthers(entry);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    entry.holders -= 1;
    if (entry.holders === 0) leave(entry);
  };
}

/** Gives everything below it the hooks of `queries`, for the identity it was told. */
export function ChatRuntimeProvider(props: RuntimeOptions & { readonly children?: ReactNode }): ReactNode {
  const { connection, userId, useWebSocket, recorder, children } = props;
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  const options = { connection, userId, useWebSocket, recorder };
  const { runtime, serial } = entryFor(options);
  useEffect(() => {
    listeners.add(refresh);
    return () => void listeners.delete(refresh);
  }, []);
  // By the runtime, not by the options: a `connection` written inline is a new object at every rendering.
  useEffect(() => {
    const release = hold(runtime);
    // It was given up between drawing and mounting, as under a long suspense: draw again with a new one.
    if (!release) refresh();
    return release ?? undefined;
  }, [runtime]);
  return (
    <ChatProvider key={serial} runtime={runtime}>
      {children}
    </ChatProvider>
  );
}

function keyOf(options: RuntimeOptions): string {
  const endpoint = absoluteEndpoint(resolveConnection(options.connection).endpoint);
  return JSON.stringify([endpoint, options.userId ?? '', options.useWebSocket !== false]);
}

function entryFor(options: RuntimeOptions): Entry {
  const connection = resolveConnection(options.connection);
  const key = keyOf(options);
  const known = entries.get(key);
  if (known) {
    known.getAccessToken = connection.getAccessToken;
    return recording(known, options);
  }
  const entry = createEntry(key, absoluteEndpoint(connection.endpoint), options, connection.getAccessToken);
  entries.set(key, entry);
  linger(entry);
  return recording(entry, options);
}

function recording(entry: Entry, { recorder }: RuntimeOptions): Entry {
  entry.runtime.recorder.start(configuredRecorder());
  entry.runtime.recorder.start(recorder === 'with-text' ? recorder : recorder ? 'redacted' : 'off');
  return entry;
}

function createEntry(key: string, endpoint: string, options: RuntimeOptions, getAccessToken: Connection['getAccessToken']): Entry {
  const environment = browserEnvironment();
  const scope = `ai-cs-agent|${endpoint}|${options.userId ?? ''}`;
  let subject: string | null = null;
  const access = createAccess(
    async (reason) => {
      const token = await entry.getAccessToken(reason);
      const next = typeof token === 'string' ? subjectOf(token) : null;
      const before = subject ?? recall(environment.storage, scope);
      if (next !== null && before !== null && next !== before) {
        remember(environment.storage, scope, next);
        forget(key, entry);
        throw new ChatError('signed-out', 'The access token names another person: what belonged to the earlier one was removed.');
      }
      subject = next ?? subject;
      if (next !== null && before === null) remember(environment.storage, scope, next);
      return token;
    },
    { timeoutMs: LIMITS.requestMs },
  );
  const recorder = new Recorder(environment);
  const transport = explainRefusal(createTransport(endpoint, access, environment, recorder, options.useWebSocket !== false));
  const runtime = createChatRuntime({ transport, environment, scope, recorder });
  serials += 1;
  const entry: Entry = { serial: serials, runtime, endpoint, subject: options.userId ?? '', getAccessToken, holders: 0, leaving: null };
  return entry;
}

function createTransport(
  endpoint: string,
  access: ReturnType<typeof createAccess>,
  environment: Environment,
  recorder: Recorder,
  useWebSocket: boolean,
): Transport {
  const limits = LIMITS;
  const http = createHttpTransport({
    endpoint,
    access,
    limits,
    hidden: environment.hidden,
    onHidden,
    slot: createPollSlot(globalThis.navigator?.locks, endpoint),
  });
  if (!useWebSocket || typeof WebSocket === 'undefined') return http;
  return createLadder({
    http,
    limits,
    onDefect: (message) => console.error(message),
    onNote: (note) => recorder.carrier(note),
    socket: (onSocket) =>
      createRotatingFeeds({
        ...{ url: socketUrl(endpoint), access, limits, onSocket },
        onRotation: (outcome) => recorder.carrier({ type: 'rotation', outcome }),
      }),
  });
}

/** A userId or organizationId that the token denies is the host's mistake: its developer is told why, once (H37). */
function explainRefusal(transport: Transport): Transport {
  let told = false;
  const viewer: Transport['viewer'] = async (expected, signal) => {
    try {
      return await transport.viewer(expected, signal);
    } catch (fault) {
      if (!told && fault instanceof ChatError && fault.kind === 'refused' && fault.message !== THREE_WAYS)
        console.error(`The chat was refused: ${fault.message}`);
      told ||= fault instanceof ChatError && fault.kind === 'refused';
      throw fault;
    }
  };
  return Object.create(transport, { viewer: { value: viewer } }) as Transport;
}

/** Another identity took over at this endpoint: what the earlier ones left goes before anything of the new one is drawn (F41). */
function dropOthers(entry: Entry): void {
  for (const [key, other] of entries) {
    if (other.endpoint === entry.endpoint && other.subject !== entry.subject && other.holders === 0) remove(key, other, true);
  }
}

/** Nobody holds it any more: it goes now when another identity has taken its place, else after a while. */
function leave(entry: Entry): void {
  const replaced = [...entries.values()].some(
    (other) => other.holders > 0 && other.endpoint === entry.endpoint && other.subject !== entry.subject,
  );
  if (replaced) end(entry, true);
  else linger(entry);
}

function linger(entry: Entry): void {
  entry.leaving = setTimeout(() => end(entry, false), LINGER_MS);
}

function end(entry: Entry, purge: boolean): void {
  for (const [key, other] of entries) if (other === entry) remove(key, entry, purge);
}

function remove(key: string, entry: Entry, purge: boolean): void {
  if (entry.leaving) clearTimeout(entry.leaving);
  entries.delete(key);
  entry.runtime.dispose(purge);
}

/** The token of a running chat names somebody else: everything of the earlier identity goes, instances draw again with nothing. */
function forget(key: string, entry: Entry): void {
  if (entries.get(key) !== entry) return;
  remove(key, entry, true);
  for (const listener of [...listeners]) listener();
}

function recall(storage: TextStorage | null, scope: string): string | null {
  try {
    return storage?.getItem(`${scope}|subject`) ?? null;
  } catch {
    return null;
  }
}

function remember(storage: TextStorage | null, scope: string, subject: string): void {
  try {
    storage?.setItem(`${scope}|subject`, subject);
  } catch {
    // Without storage nothing of an earlier identity is kept either.
  }
}
