import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { ResumePoint, Snapshot, UserError } from '../protocol/vocabulary.ts';
import { type Backoff, createBackoff } from './backoff.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { Environment } from './environment.ts';
import { type OutboxEntry, type OutboxMessage, toCommand } from './outbox-entry.ts';
import { OutboxList } from './outbox-list.ts';
import { createOutboxStore, type OutboxStore } from './outbox-store.ts';

export type { Opening, OutboxEntry, OutboxMessage, OutboxState } from './outbox-entry.ts';

export interface OutboxOptions {
  readonly environment: Environment;
  readonly limits: { readonly backoffFirstMs: number; readonly backoffMaxMs: number };
  /** Prefix of the storage keys: endpoint and subject, so that identities share nothing (F41). */
  readonly scope: string;
  send(command: Command, signal: AbortSignal): Promise<Outcome>;
  /** A start brought its snapshot along. */
  onStarted?(snapshot: Snapshot): void;
}

/**
 * `asked`: the wait is the server's wish, which waking up does not cut short (F22). `held`: an answer is being
 * written; `answerAt`: the place by which the log shows the answer to what was sent last. Both only while somebody
 * reads the conversation (`watched`), since nobody else tells when the answer ends.
 */
interface Lane {
  busy: boolean;
  readonly backoff: Backoff;
  cancelWait: (() => void) | null;
  asked: boolean;
  watched: boolean;
  held: boolean;
  answerAt: ResumePoint | null;
}
/**
 * What the customer sent and the log has not shown. Each entry is written to storage before its first
 * request, sent in order with one request at a time per conversation, repeated with the same id until
 * the server answers, and leaves only when the log shows it or the customer discards it (rule K-6).
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #environment: Environment;
  readonly #store: OutboxStore;
  readonly #list: OutboxList;
  readonly #lanes = new Map<string, Lane>();
  readonly #starts = new Map<string, Deferred<string>>();
  /** Accepted entries and the seq from which the log has them. */
  readonly #accepted = new Map<string, number>();
  readonly #lifetime = new AbortController();
  readonly #stopWaking: () => void;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#environment = options.environment;
    this.#store = createOutboxStore(options.environment.storage, options.scope);
    this.#list = new OutboxList(this.#store.load());
    this.#stopWaking = this.#environment.onWake(() => this.nudge());
    if (!this.#list.empty) this.#environment.after(0, () => this.nudge());
  }

  /** Whether unsent text survives this page (F49). */
  get kept(): boolean {
    return this.#store.kept;
  }

  subscribe = (listener: () => void): (() => void) => this.#list.subscribe(listener);

  /** Unsent messages of one conversation in the order they were sent; the same array while nothing changed. */
  entries(conversationKey: string): readonly OutboxEntry[] {
    return this.#list.of(conversationKey);
  }

  /** Mints the id, keeps the entry, then sends it when its turn comes. */
  add(message: OutboxMessage): OutboxEntry {
    const entry: OutboxEntry = {
      id: this.#environment.uuid(),
      conversationKey: message.conversationKey,
      text: message.text,
      state: 'queued',
      error: null,
      createdAt: this.#environment.now(),
      retryAt: null,
      opening: message.opening ?? null,
      context: message.context ?? [],
      locale: message.locale ?? null,
    };
    this.#store.keep(entry);
    this.#list.add(entry);
    this.#work(entry.conversationKey);
    return entry;
  }

  /** Resolves when this conversation exists; rejects with a ChatError when its start is refused or discarded. */
  started(conversationKey: string): Promise<string> {
    const known = this.#starts.get(conversationKey);
    if (known) return known.promise;
    const start = deferred<string>();
    // Nobody has to wait for it: a refusal is on the entry as well.
    start.promise.catch(() => {});
    this.#starts.set(conversationKey, start);
    return start.promise;
  }

  /** The log of a conversation, read up to `head`, shows these clientMessageIds: their entries are done. */
  settle(conversationKey: string, shown: readonly (string | null)[], head: number): void {
    const ids = new Set(shown);
    for (const entry of this.entries(conversationKey)) {
      const seq = this.#accepted.get(entry.id);
      if (ids.has(entry.id) || (seq !== undefined && seq > 0 && seq <= head)) this.#remove(entry.id);
    }
  }

  /**
   * What the log of a conversation tells up to `head`: while an answer is being written, what the customer sends
   * waits and can be changed; when it ends the next message goes, and so one by one (rule K-15).
   */
  hold(conversationKey: string, answering: boolean, head: ResumePoint): void {
    const lane = this.#lane(conversationKey);
    lane.watched = true;
    const { answerAt } = lane;
    // In another epoch the number means nothing any more.
    lane.held = answering || (answerAt !== null && answerAt.epoch === head.epoch && head.seq < answerAt.seq);
    if (!lane.held) this.#work(conversationKey);
  }

  /** Nobody reads this conversation any more: what waited for an answer goes now. */
  release(conversationKey: string): void {
    const lane = this.#lanes.get(conversationKey);
    if (!lane) return;
    Object.assign(lane, { watched: false, held: false, answerAt: null });
    this.#work(conversationKey);
  }

  /** A person wants a refused or waiting entry tried now. */
  retry(id: string): void {
    const entry = this.#list.get(id);
    if (!entry || entry.state === 'sending') return;
    this.#stopWaiting(this.#lane(entry.conversationKey));
    this.#update(id, { state: 'queued', error: null, retryAt: null });
    this.#work(entry.conversationKey);
  }

  /** A person gives a message up; null when it is not here any more. */
  discard(id: string): OutboxEntry | null {
    const entry = this.#list.get(id);
    if (entry?.opening) this.#passOpening(entry, new ChatError('refused', 'The message that starts this conversation was discarded.'));
    return this.#remove(id);
  }

  /** Tries everything that waits now: the line or the token came back. */
  nudge(): void {
    for (const lane of this.#lanes.values()) if (!lane.asked) this.#stopWaiting(lane);
    for (const key of this.#list.keys()) this.#work(key);
  }

  /** Ends every timer and request; with `purge` also what is kept (F41). */
  close(purge: boolean): void {
    this.#lifetime.abort();
    this.#stopWaking();
    for (const lane of this.#lanes.values()) this.#stopWaiting(lane);
    if (!purge) return;
    this.#store.purge();
    this.#list.clear();
  }

  #work(key: string): void {
    const lane = this.#lane(key);
    const entry = this.entries(key).find((candidate) => candidate.state === 'queued');
    if (!entry || lane.busy || lane.held || lane.cancelWait || this.#lifetime.signal.aborted) return;
    lane.busy = true;
    this.#update(entry.id, { state: 'sending', retryAt: null, error: null });
    void this.#attempt(entry, lane);
  }

  async #attempt(entry: OutboxEntry, lane: Lane): Promise<void> {
    let goOn = true;
    try {
      const outcome = await this.#options.send(toCommand(entry), this.#lifetime.signal);
      // Discarded while under way: the log shows it as a message, the outbox has nothing to say.
      if (!this.#lifetime.signal.aborted && this.#list.get(entry.id)) this.#answered(entry, outcome, lane);
    } catch (fault) {
      const error = fault instanceof ChatError ? fault : new ChatError('defect', 'Sending failed in an unforeseen way.', { cause: fault });
      goOn = error.kind !== 'signed-out';
      if (!this.#lifetime.signal.aborted && this.#list.get(entry.id)) this.#failed(entry, error, lane);
    }
    lane.busy = false;
    if (goOn) this.#work(entry.conversationKey);
  }

  #answered(entry: OutboxEntry, outcome: Outcome, lane: Lane): void {
    const { error } = outcome;
    if (error) {
      const waits = error.retryable && error.code !== 'CONVERSATION_CLOSED';
      if (waits) this.#wait(entry, lane, error.retryAfterMs, error);
      else this.#refuse(entry, error);
      return;
    }
    lane.backoff.reset();
    if (lane.watched && outcome.runId !== null && outcome.head) {
      lane.answerAt = outcome.head;
      lane.held = true;
    }
    // Acknowledged: the server has it for good, so it need not survive this page; the screen keeps it until the log shows it.
    this.#store.drop(entry.id);
    this.#accepted.set(entry.id, outcome.message?.createdSeq ?? outcome.head?.seq ?? outcome.snapshot?.head.seq ?? 0);
    this.#list.change(entry.id, { opening: null, error: null, retryAt: null });
    if (outcome.snapshot) {
      this.#options.onStarted?.(outcome.snapshot);
      this.settle(
        entry.conversationKey,
        outcome.snapshot.messages.map((message) => message.clientMessageId),
        outcome.snapshot.head.seq,
      );
    }
    if (entry.opening) {
      this.#starts.get(entry.conversationKey)?.resolve(entry.conversationKey);
      this.#starts.delete(entry.conversationKey);
    }
  }

  #failed(entry: OutboxEntry, error: ChatError, lane: Lane): void {
    if (error.kind === 'signed-out') this.#update(entry.id, { state: 'queued', retryAt: null });
    else if (error.retryable) this.#wait(entry, lane, error.retryAfterMs, null);
    else
      this.#refuse(entry, {
        code: error.code ?? 'UNAVAILABLE',
        message: error.message,
        retryable: error.kind === 'defect',
        retryAfterMs: null,
      });
  }

  #wait(entry: OutboxEntry, lane: Lane, askedMs: number | null, error: UserError | null): void {
    lane.asked = askedMs !== null;
    const ms = (askedMs ?? 0) + lane.backoff.next();
    this.#update(entry.id, { state: 'queued', retryAt: this.#environment.now() + ms, error });
    lane.cancelWait = this.#environment.after(ms, () => {
      lane.cancelWait = null;
      lane.asked = false;
      this.#work(entry.conversationKey);
    });
  }

  #refuse(entry: OutboxEntry, error: UserError): void {
    this.#update(entry.id, { state: 'refused', error, retryAt: null });
    if (entry.opening) this.#passOpening(entry, new ChatError('refused', error.message, { code: error.code }));
  }

  /** A start that did not happen falls to the next message in line, if there is one. */
  #passOpening(entry: OutboxEntry, error: ChatError): void {
    const next = this.entries(entry.conversationKey).find((candidate) => candidate.state === 'queued' && candidate.id !== entry.id);
    if (next) {
      this.#update(entry.id, { opening: null });
      this.#update(next.id, { opening: entry.opening });
      return;
    }
    this.#starts.get(entry.conversationKey)?.reject(error);
    this.#starts.delete(entry.conversationKey);
  }

  #update(id: string, change: Partial<OutboxEntry>): void {
    const entry = this.#list.change(id, change);
    if (entry) this.#store.keep(entry);
  }

  #remove(id: string): OutboxEntry | null {
    this.#store.drop(id);
    this.#accepted.delete(id);
    return this.#list.remove(id);
  }

  #stopWaiting(lane: Lane): void {
    lane.cancelWait?.();
    lane.cancelWait = null;
    lane.asked = false;
  }

  #lane(key: string): Lane {
    let lane = this.#lanes.get(key);
    if (!lane) {
      const { backoffFirstMs: firstMs, backoffMaxMs: maxMs } = this.#options.limits;
      lane = {
        busy: false,
        backoff: createBackoff({ firstMs, maxMs, random: () => this.#environment.random() }),
        cancelWait: null,
        asked: false,
        watched: false,
        held: false,
        answerAt: null,
      };
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}
