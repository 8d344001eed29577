import type { Command, Outcome } from '../protocol/commands.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { ContextItem } from '../protocol/context.ts';
import type { Snapshot, UserError } from '../protocol/vocabulary.ts';
import { createBackoff, type Backoff } from './backoff.ts';
import type { Environment } from './environment.ts';
import { createOutboxStore } from './outbox-store.ts';

/** `queued` waits for its turn or for `retryAt`; `sending` is under way or accepted and not yet in the log; `refused` waits for a person. */
export type OutboxState = 'queued' | 'sending' | 'refused';

/** One message the customer sent that the log has not shown yet. */
export interface OutboxEntry {
  /** The clientMessageId, minted before the first attempt. */
  readonly id: string;
  /** The conversation's id, also of one that is not started yet. */
  readonly conversationKey: string;
  readonly text: string;
  readonly state: OutboxState;
  readonly error: UserError | null;
  /** Ms of `Environment.now` at which the customer sent it. */
  readonly createdAt: number;
  /** Ms of `Environment.now` before which it is not tried again; null: no waiting. */
  readonly retryAt: number | null;
  /** Set on the message that starts its conversation. */
  readonly opening: Opening | null;
  readonly context: readonly ContextItem[];
  readonly locale: string | null;
}

/** What starting a conversation takes beyond its first message. */
export interface Opening { readonly organizationId: string | null }

export interface OutboxMessage {
  readonly conversationKey: string; readonly text: string; readonly opening?: Opening | null;
  readonly context?: readonly ContextItem[]; readonly locale?: string | null;
}

export interface Outbox {
  /** Mints the id, keeps the entry, then sends it when its turn comes (rule O-01). */
  add(message: OutboxMessage): OutboxEntry;
  /** Unsent messages of one conversation in the order they were sent; the same array while nothing changed. */
  entries(conversationKey: string): readonly OutboxEntry[];
  /** The log shows these clientMessageIds: their entries are done. */
  settle(conversationKey: string, shown: readonly (string | null)[], head: number): void;
  retry(id: string): void;
  discard(id: string): OutboxEntry | null;
  /** Tries everything that waits now: the line or the token came back. */
  nudge(): void;
  subscribe(listener: () => void): () => void;
  /** Resolves when the conversation of this entry exists; rejects with a ChatError when its start is refused or discarded. */
  started(conversationKey: string): Promise<string>;
  /** Whether unsent text survives this page. */
  readonly kept: boolean;
  /** Ends every timer and request; with `purge` also what is kept (F41). */
  close(purge: boolean): void;
}

export interface OutboxOptions {
  readonly environment: Environment;
  readonly limits: { readonly backoffFirstMs: number; readonly backoffMaxMs: number };
  /** Prefix of the storage keys: endpoint and subject, so that identities share nothing (F41). */
  readonly scope: string;
  send(command: Command, signal: AbortSignal): Promise<Outcome>;
  /** A start brought its snapshot along. */
  onStarted?(snapshot: Snapshot): void;
}

interface Lane { busy: boolean; backoff: Backoff; cancelWait: (() => void) | null }
interface Start { promise: Promise<string>; resolve(id: string): void; reject(error: ChatError): void }

/**
 * What the customer sent and the log has not shown. Each entry is written to storage before its first
 * request, sent in order with one request at a time per conversation, repeated with the same id until
 * the server answers, and leaves only when the log shows it or the customer discards it.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { environment } = options;
  const store = createOutboxStore(environment.storage, options.scope);
  const lanes = new Map<string, Lane>();
  const starts = new Map<string, Start>();
  const accepted = new Map<string, number>();
  const listeners = new Set<() => void>();
  const lifetime = new AbortController();
  let all: readonly OutboxEntry[] = store.load();
  let byKey = new Map<string, readonly OutboxEntry[]>();

  const publish = (next: readonly OutboxEntry[]): void => {
    all = next;
    byKey = new Map();
    for (const listener of [...listeners]) listener();
  };
  const update = (id: string, change: Partial<OutboxEntry>, keep = true): void => {
    const next = all.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
    const entry = next.find((candidate) => candidate.id === id);
    if (entry && keep) store.keep(entry);
    publish(next);
  };
  const remove = (id: string): OutboxEntry | null => {
    const entry = all.find((candidate) => candidate.id === id) ?? null;
    if (!entry) return null;
    store.drop(id);
    accepted.delete(id);
    publish(all.filter((candidate) => candidate.id !== id));
    return entry;
  };
  const entries = (key: string): readonly OutboxEntry[] => {
    let list = byKey.get(key);
    if (!list) byKey.set(key, (list = all.filter((entry) => entry.conversationKey === key)));
    return list;
  };
  const laneOf = (key: string): Lane => {
    let lane = lanes.get(key);
    if (!lane) {
      const backoff = createBackoff({ firstMs: options.limits.backoffFirstMs, maxMs: options.limits.backoffMaxMs, random: () => environment.random() });
      lanes.set(key, (lane = { busy: false, backoff, cancelWait: null }));
    }
    return lane;
  };
  const startOf = (key: string): Start => {
    let start = starts.get(key);
    if (!start) {
      let resolve = (_: string): void => {};
      let reject = (_: ChatError): void => {};
      const promise = new Promise<string>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      // Nobody has to wait for it: a refusal is on the entry as well.
      promise.catch(() => {});
      starts.set(key, (start = { promise, resolve, reject }));
    }
    return start;
  };
  const wait = (key: string, id: string, ms: number): void => {
    const lane = laneOf(key);
    update(id, { state: 'queued', retryAt: environment.now() + ms });
    lane.cancelWait = environment.after(ms, () => {
      lane.cancelWait = null;
      work(key);
    });
  };
  const refuse = (entry: OutboxEntry, error: UserError): void => {
    update(entry.id, { state: 'refused', error, retryAt: null });
    if (entry.opening) passOpening(entry.conversationKey, new ChatError('refused', error.message, { code: error.code }));
  };
  /** A start that did not happen falls to the next message in line, if there is one. */
  const passOpening = (key: string, error: ChatError): void => {
    const refused = all.find((entry) => entry.conversationKey === key && entry.opening);
    const next = all.find((entry) => entry.conversationKey === key && entry.state === 'queued');
    if (refused && next && refused.id !== next.id) {
      update(refused.id, { opening: null });
      update(next.id, { opening: refused.opening });
      return;
    }
    starts.get(key)?.reject(error);
    starts.delete(key);
  };
  const answer = (entry: OutboxEntry, outcome: Outcome): void => {
    const lane = laneOf(entry.conversationKey);
    const { error } = outcome;
    if (error?.retryable && error.code !== 'CONVERSATION_CLOSED') return wait(entry.conversationKey, entry.id, error.retryAfterMs ?? lane.backoff.next());
    if (error) return refuse(entry, error);
    lane.backoff.reset();
    // Acknowledged: the server has it for good, so it need not survive this page; the screen keeps it until the log shows it.
    store.drop(entry.id);
    accepted.set(entry.id, outcome.message?.createdSeq ?? outcome.head?.seq ?? outcome.snapshot?.head.seq ?? 0);
    update(entry.id, { opening: null, error: null, retryAt: null }, false);
    if (outcome.snapshot) {
      options.onStarted?.(outcome.snapshot);
      settle(entry.conversationKey, outcome.snapshot.messages.map((message) => message.clientMessageId), outcome.snapshot.head.seq);
    }
    if (entry.opening) {
      startOf(entry.conversationKey).resolve(entry.conversationKey);
      starts.delete(entry.conversationKey);
    }
  };
  const fail = (entry: OutboxEntry, fault: unknown): void => {
    const error = fault instanceof ChatError ? fault : new ChatError('defect', 'Sending failed in an unforeseen way.', { cause: fault });
    const lane = laneOf(entry.conversationKey);
    if (error.kind === 'signed-out') return update(entry.id, { state: 'queued', retryAt: null });
    if (error.retryable) {
      const own = lane.backoff.next();
      return wait(entry.conversationKey, entry.id, error.retryAfterMs === null ? own : error.retryAfterMs + own);
    }
    refuse(entry, { code: error.code ?? 'UNAVAILABLE', message: error.message, retryable: error.kind === 'defect', retryAfterMs: null });
  };
  const work = (key: string): void => {
    const lane = laneOf(key);
    const entry = entries(key).find((candidate) => candidate.state === 'queued');
    if (!entry || lane.busy || lane.cancelWait || lifetime.signal.aborted) return;
    lane.busy = true;
    update(entry.id, { state: 'sending', retryAt: null, error: null });
    let stopped = false;
    options.send(toCommand(entry), lifetime.signal)
      .then((outcome) => answer(entry, outcome), (fault: unknown) => {
        stopped = fault instanceof ChatError && fault.kind === 'signed-out';
        if (!lifetime.signal.aborted) fail(entry, fault);
      })
      .finally(() => {
        lane.busy = false;
        if (!stopped) work(key);
      });
  };
  const settle: Outbox['settle'] = (key, shown, head) => {
    const ids = new Set(shown);
    for (const entry of entries(key)) {
      const seq = accepted.get(entry.id);
      if (ids.has(entry.id) || (seq !== undefined && seq > 0 && seq <= head)) remove(entry.id);
    }
  };
  const nudge = (): void => {
    for (const lane of lanes.values()) {
      lane.cancelWait?.();
      lane.cancelWait = null;
    }
    for (const key of new Set(all.map((entry) => entry.conversationKey))) work(key);
  };
  const stopWaking = environment.onWake(nudge);
  if (all.length > 0) environment.after(0, nudge);

  return {
    add(message) {
      const entry: OutboxEntry = {
        id: environment.uuid(), conversationKey: message.conversationKey, text: message.text, state: 'queued', error: null,
        createdAt: environment.now(), retryAt: null, opening: message.opening ?? null, context: message.context ?? [], locale: message.locale ?? null,
      };
      store.keep(entry);
      publish([...all, entry]);
      work(entry.conversationKey);
      return entry;
    },
    entries,
    settle,
    retry(id) {
      const entry = all.find((candidate) => candidate.id === id);
      if (!entry || entry.state === 'sending') return;
      const lane = laneOf(entry.conversationKey);
      lane.cancelWait?.();
      lane.cancelWait = null;
      update(id, { state: 'queued', error: null, retryAt: null });
      work(entry.conversationKey);
    },
    discard(id) {
      const entry = all.find((candidate) => candidate.id === id) ?? null;
      if (!entry) return null;
      if (entry.opening) passOpening(entry.conversationKey, new ChatError('refused', 'The message that starts this conversation was discarded.'));
      return remove(id);
    },
    nudge,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    started: (key) => startOf(key).promise,
    get kept() {
      return store.kept;
    },
    close(purge) {
      lifetime.abort();
      stopWaking();
      for (const lane of lanes.values()) lane.cancelWait?.();
      if (purge) {
        store.purge();
        publish([]);
      }
    },
  };
}

/** The same entry always gives the same command: repeating it is safe (F24). */
export function toCommand(entry: OutboxEntry): Command {
  const locale = entry.locale === null ? {} : { locale: entry.locale };
  const context = entry.context.length === 0 ? {} : { context: entry.context };
  if (!entry.opening) {
    return { type: 'send', conversationId: entry.conversationKey, clientMessageId: entry.id, text: entry.text, ...locale, ...context };
  }
  const organization = entry.opening.organizationId === null ? {} : { organizationId: entry.opening.organizationId };
  return {
    type: 'start', clientConversationId: entry.conversationKey, firstMessage: { clientMessageId: entry.id, text: entry.text, ...locale }, ...organization, ...context,
  };
}
