import { type ReactNode, useEffect, useLayoutEffect, useReducer, useState } from 'react';
import { ChatProvider } from './queries/chat-provider.tsx';
import type { ChatRuntime } from './queries/chat-runtime.ts';
import { configuredRecorder } from './runtime-configured.ts';
import { absoluteEndpoint, resolveConnection } from './runtime-connection.ts';
import { createEntry, type Entry, type RuntimeOptions } from './runtime-entry.ts';
import { depart, resolvePersistence, takeDeparture } from './runtime-identity.ts';

export { type Connection, setConnection, THREE_WAYS } from './runtime-connection.ts';
export type { RuntimeOptions } from './runtime-entry.ts';

/** Ms a runtime nobody holds stays: a remount, by StrictMode or a route, finds its socket and its cache (F50). */
const LINGER_MS = 5_000;

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

/**
 * The runtime of one endpoint and subject: one transport and one cache, however many instances ask.
 * Throws ChatError `refused` when the endpoint is no address. Hold it while it is used (`holdRuntime`).
 */
export function runtimeFor(options: RuntimeOptions): ChatRuntime {
  return entryFor(options).runtime;
}

/** Ends at once what nobody holds any more, for a page that took its last chat away and wants nothing left of it. */
export function endIdle(): void {
  for (const entry of [...entries.values()]) if (entry.holders === 0) end(entry, false);
}

/** Keeps the runtime alive until the returned function is called. */
export function holdRuntime(options: RuntimeOptions): () => void {
  return hold(runtimeFor(options)) ?? (() => {});
}

/** Null when the runtime was given up already. */
function hold(runtime: ChatRuntime): (() => void) | null {
  const entry = [...entries.values()].find((candidate) => candidate.runtime === runtime);
  if (!entry) return null;
  if (entry.holders === 0) entry.turn.take();
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

interface ProviderProps extends RuntimeOptions {
  /** Another person took over; so many messages of the earlier one were not sent, and are removed. Once for the page. */
  readonly onIdentityChange?: ((event: { readonly unsent: number }) => void) | undefined;
  readonly children?: ReactNode;
}

/** Gives everything below it the hooks of `queries`, for the identity it was told. */
export function ChatRuntimeProvider({ children, onIdentityChange, ...props }: ProviderProps): ReactNode {
  const { connection, userId, useWebSocket, persistence, recorder } = props;
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  const entry = entryFor({ connection, userId, useWebSocket, persistence, recorder });
  const { runtime, serial, endpoint } = entry;
  const [held, setHeld] = useState<ChatRuntime | null>(null);
  useEffect(() => {
    listeners.add(refresh);
    return () => void listeners.delete(refresh);
  }, []);
  // By the runtime, not by the options: a `connection` written inline is a new object at every rendering.
  useLayoutEffect(() => {
    const release = hold(runtime);
    // It was given up between drawing and mounting, as under a long suspense: draw again with a new one.
    if (!release) refresh();
    setHeld(runtime);
    return release ?? undefined;
  }, [runtime]);
  useEffect(() => {
    const unsent = onIdentityChange ? takeDeparture(endpoint) : null;
    if (unsent !== null) tell(() => onIdentityChange?.({ unsent }));
  });
  // Of a new identity nothing is drawn while anything of the earlier one is there (F41): it goes once this one is held.
  if (held !== runtime && others(entry).length > 0) return null;
  return (
    <ChatProvider key={serial} runtime={runtime}>
      {children}
    </ChatProvider>
  );
}

function tell(call: () => void): void {
  try {
    call();
  } catch (error) {
    console.error('A function the page gave to the chat threw; the chat goes on.', error);
  }
}

function keyOf(options: RuntimeOptions): string {
  const endpoint = absoluteEndpoint(resolveConnection(options.connection).endpoint);
  return JSON.stringify([endpoint, options.userId ?? '', options.useWebSocket !== false, resolvePersistence(options.persistence)]);
}

function entryFor(options: RuntimeOptions): Entry {
  const connection = resolveConnection(options.connection);
  const key = keyOf(options);
  const before = entries.get(key);
  // Another version of the chat was shown since this one was left: what was written there it knows only by reading anew (K-6).
  if (before?.holders === 0 && before.turn.passed()) end(before, false);
  const known = entries.get(key);
  if (known) {
    known.getAccessToken = connection.getAccessToken;
    return recording(known, options);
  }
  const entry = createEntry(absoluteEndpoint(connection.endpoint), options, connection.getAccessToken, events);
  entries.set(key, entry);
  linger(entry);
  return recording(entry, options);
}

function recording(entry: Entry, { recorder }: RuntimeOptions): Entry {
  entry.runtime.recorder.start(configuredRecorder());
  entry.runtime.recorder.start(recorder === 'with-text' ? recorder : recorder ? 'redacted' : 'off');
  return entry;
}

const notify = (): void => {
  for (const listener of [...listeners]) listener();
};

const events = {
  onAnother: (entry: Entry): void => forget(entry, false),
  onLeft: (entry: Entry): void => forget(entry, true),
  onRemains(endpoint: string, unsent: number): void {
    depart(endpoint, unsent);
    notify();
  },
  lives: (owner: string): boolean => [...entries.values()].some((entry) => entry.owner() === owner),
};

/** Chats of this endpoint that are known to be somebody else's. */
const others = (entry: Entry): Entry[] =>
  [...entries.values()].filter((other) => {
    const [theirs, ours] = [other.owner(), entry.owner()];
    return other.endpoint === entry.endpoint && theirs !== null && ours !== null && theirs !== ours;
  });

/** Another identity took over at this endpoint: what the earlier ones left goes before anything of the new one is drawn (F41). */
function dropOthers(entry: Entry): void {
  for (const other of others(entry)) if (other.holders === 0) end(other, true);
}

/** Nobody holds it any more: it goes now when another identity has taken its place, else after a while. */
function leave(entry: Entry): void {
  if (others(entry).some((other) => other.holders > 0)) end(entry, true);
  else linger(entry);
}

function linger(entry: Entry): void {
  entry.leaving = setTimeout(() => end(entry, false), LINGER_MS);
}

/** `left`: its identity is gone for good. What was unsent is told to the host, unless another tab does because it had the same. */
function end(entry: Entry, left: boolean, toldElsewhere = false): void {
  if (entry.leaving) clearTimeout(entry.leaving);
  for (const [key, other] of entries) if (other === entry) entries.delete(key);
  const { outbox } = entry.runtime;
  if (left) depart(entry.endpoint, toldElsewhere && outbox.persistence === 'device' ? 0 : outbox.unsent);
  entry.end(left);
}

/** Somebody else is here now: everything of the earlier identity goes, instances draw again with nothing. */
function forget(entry: Entry, toldElsewhere: boolean): void {
  if (![...entries.values()].includes(entry)) return;
  end(entry, true, toldElsewhere);
  notify();
}
