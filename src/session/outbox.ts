import { ChatError } from '../protocol/chat-error.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { ResumePoint, UserError } from '../protocol/vocabulary.ts';
import type { Environment, Persistence } from './environment.ts';
import { LIMITS } from './limits.ts';
import { storeOf } from './outbox-device.ts';
import { newEntry, type OutboxEntry, type OutboxMessage, refusalOf, toCommand } from './outbox-entry.ts';
import { createLane, holdLane, type Lane, releaseLane, stopWaiting } from './outbox-lane.ts';
import { OutboxList } from './outbox-list.ts';
import type { OutboxOptions } from './outbox-options.ts';
import { type SharedEntries, sharedBy } from './outbox-shared.ts';
import { Starts } from './outbox-starts.ts';
import type { OutboxStore } from './outbox-store.ts';

export type { Opening, OutboxEntry, OutboxMessage, OutboxState } from './outbox-entry.ts';
export type { OutboxOptions } from './outbox-options.ts';

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
  /** Null: no other page has these entries. */
  readonly #shared: SharedEntries | null;
  readonly #lanes = new Map<string, Lane>();
  readonly #starts = new Starts();
  /** Accepted entries and the seq from which the log has them. */
  readonly #accepted = new Map<string, number>();
  /** Entries that are still being written: nothing is requested for them before. */
  readonly #unwritten = new Set<string>();
  readonly #lifetime = new AbortController();
  readonly #stopWaking: () => void;
  #loaded = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#environment = options.environment;
    const { environment, scope, persistence = 'session' } = options;
    this.#store = storeOf(persistence, environment, scope);
    const kept = this.#store.load();
    this.#list = new OutboxList('then' in kept ? [] : kept);
    this.#stopWaking = environment.onWake(() => this.nudge());
    this.#shared = sharedBy(persistence, {
      ...{ environment, scope, list: this.#list, store: this.#store, accepted: this.#accepted },
      limits: { ...LIMITS, ...options.limits },
      watched: (key) => this.#lane(key).watched,
      onAccepted: (entry) => this.#starts.succeed(entry.conversationKey),
      work: (key) => this.#work(key),
    });
    if ('then' in kept) void kept.then((entries) => this.#begin(entries));
    else {
      this.#loaded = true;
      if (!this.#list.empty) environment.after(0, () => this.nudge());
    }
  }

  /** Where unsent text is kept now: what was chosen, or `memory` once that failed (F49). */
  get persistence(): Persistence {
    return this.#store.kept ? (this.#options.persistence ?? 'session') : 'memory';
  }

  /** Storage was to keep unsent text and does not (F49). */
  get failing(): boolean {
    return !this.#store.kept && this.#options.persistence !== 'memory';
  }

  /** Messages the server does not have yet, over all conversations. */
  get unsent(): number {
    return this.#list.all().filter((entry) => !this.#accepted.has(entry.id)).length;
  }

  subscribe = (listener: () => void): (() => void) => this.#list.subscribe(listener);

  /** Unsent messages of one conversation in the order they were sent; the same array while nothing changed. */
  entries(conversationKey: string): readonly OutboxEntry[] {
    return this.#list.of(conversationKey);
  }

  /** Mints the id, keeps the entry, then sends it when its turn comes. */
  add(message: OutboxMessage): OutboxEntry {
    // After the one before it also where a clock was set back, or a reload would turn them round (F42).
    const before = this.entries(message.conversationKey).at(-1)?.createdAt ?? Number.NEGATIVE_INFINITY;
    const entry = newEntry(this.#environment.uuid(), message, Math.max(this.#environment.now(), before + 1));
    const written = this.#store.keep(entry);
    if (written) this.#unwritten.add(entry.id);
    this.#list.add(entry);
    void written?.then(() => this.#written(entry.id));
    this.#work(entry.conversationKey);
    return entry;
  }

  /** Resolves when this conversation exists; rejects with a ChatError when its start is refused or discarded. */
  started(conversationKey: string): Promise<string> {
    return this.#starts.of(conversationKey);
  }

  /** The log of a conversation, read up to `head`, shows these clientMessageIds: their entries are done. */
  settle(conversationKey: string, shown: readonly (string | null)[], head: number): void {
    const ids = new Set(shown);
    for (const entry of this.entries(conversationKey)) {
      const seq = this.#accepted.get(entry.id);
      if (!ids.has(entry.id) && !(seq !== undefined && seq > 0 && seq <= head)) continue;
      if (seq === undefined) this.#shared?.tell({ type: 'accepted', id: entry.id, seq: head });
      this.#remove(entry.id);
    }
  }

  /**
   * What the log of a conversation tells up to `head`: while an answer is being written, what the customer sends
   * waits and can be changed; when it ends the next message goes, and so one by one (rule K-15).
   */
  hold(conversationKey: string, answering: boolean, head: ResumePoint): void {
    const lane = this.#lane(conversationKey);
    holdLane(lane, answering, head);
    if (!lane.held) this.#work(conversationKey);
  }

  /** Nobody reads this conversation any more: what waited for an answer goes now. */
  release(conversationKey: string): void {
    const lane = this.#lanes.get(conversationKey);
    if (!lane) return;
    releaseLane(lane);
    this.#work(conversationKey);
  }

  /** A person wants a refused or waiting entry tried now. */
  retry(id: string): void {
    const entry = this.#list.get(id);
    if (!entry || entry.state === 'sending') return;
    stopWaiting(this.#lane(entry.conversationKey));
    this.#update(id, { state: 'queued', error: null, retryAt: null });
    this.#work(entry.conversationKey);
  }

  /** A person gives a message up; null when it is not here any more. */
  discard(id: string): OutboxEntry | null {
    const entry = this.#list.get(id);
    if (entry?.opening) this.#passOpening(entry, new ChatError('refused', 'The message that starts this conversation was discarded.'));
    this.#shared?.tell({ type: 'gone', id });
    return this.#remove(id);
  }

  /** Tries everything that waits now: the line or the token came back. */
  nudge(): void {
    for (const lane of this.#lanes.values()) if (!lane.asked) stopWaiting(lane);
    for (const key of this.#list.keys()) this.#work(key);
  }

  /** Ends every timer and request; with `purge` also what is kept (F41). */
  close(purge: boolean): void {
    this.#lifetime.abort();
    this.#stopWaking();
    for (const lane of this.#lanes.values()) stopWaiting(lane);
    this.#shared?.close();
    if (!purge) return;
    this.#store.purge();
    this.#list.clear();
  }

  /** What was kept is read: older messages go before those that were sent meanwhile. */
  #begin(kept: readonly OutboxEntry[]): void {
    if (this.#lifetime.signal.aborted) return;
    this.#loaded = true;
    this.#list.merge(kept);
    this.#list.touch();
    this.nudge();
  }

  /** On the disk, or it cannot be (F49): only now it may be requested (rule K-6), and other pages are told of it. */
  #written(id: string): void {
    this.#unwritten.delete(id);
    const entry = this.#list.get(id);
    if (!entry || this.#lifetime.signal.aborted) return;
    if (this.#store.kept) this.#shared?.tell({ type: 'entry', entry });
    else this.#list.touch();
    this.#work(entry.conversationKey);
  }

  #work(key: string): void {
    if (!this.#loaded || this.#lifetime.signal.aborted) return;
    const lane = this.#lane(key);
    const entry = this.entries(key).find((candidate) => candidate.state === 'queued' && (this.#shared?.sends(candidate) ?? true));
    if (!entry) {
      if (!lane.busy) this.#shared?.leave(key);
      return;
    }
    if (this.#shared && !this.#shared.enter(key)) return;
    if (lane.busy || lane.held || lane.cancelWait || this.#unwritten.has(entry.id)) return;
    lane.busy = true;
    this.#update(entry.id, { state: 'sending', retryAt: null, error: null });
    void this.#attempt(entry, lane);
  }

  async #attempt(entry: OutboxEntry, lane: Lane): Promise<void> {
    let goOn = true;
    try {
      const outcome = await this.#options.send(toCommand(entry), this.#lifetime.signal);
      // Discarded while under way: the log shows it as a message, the outbox has nothing to say.
      const dropped = !this.#lifetime.signal.aborted && this.#list.get(entry.id) ? this.#answered(entry, outcome, lane) : null;
      // Another page must not find it any more when its turn comes.
      if (dropped) await dropped;
    } catch (fault) {
      const error = fault instanceof ChatError ? fault : new ChatError('defect', 'Sending failed in an unforeseen way.', { cause: fault });
      goOn = error.kind !== 'signed-out';
      // Another page may have brought it to the server meanwhile.
      const done = this.#accepted.has(entry.id) || !this.#list.get(entry.id);
      if (!this.#lifetime.signal.aborted && !done) this.#failed(entry, error, lane);
    }
    lane.busy = false;
    if (goOn) this.#work(entry.conversationKey);
    else this.#shared?.leave(entry.conversationKey);
  }

  #answered(entry: OutboxEntry, outcome: Outcome, lane: Lane): Promise<void> | null {
    const { error } = outcome;
    if (error) {
      const waits = error.retryable && error.code !== 'CONVERSATION_CLOSED';
      if (waits) this.#wait(entry, lane, error.retryAfterMs, error);
      else this.#refuse(entry, error);
      return null;
    }
    lane.backoff.reset();
    if (lane.watched && outcome.runId !== null && outcome.head) {
      lane.answerAt = outcome.head;
      lane.held = true;
    }
    // Acknowledged: the server has it for good, so it need not survive this page; the screen keeps it until the log shows it.
    const dropped = this.#store.drop(entry.id);
    const seq = outcome.message?.createdSeq ?? outcome.head?.seq ?? outcome.snapshot?.head.seq ?? 0;
    this.#accepted.set(entry.id, seq);
    this.#shared?.tell({ type: 'accepted', id: entry.id, seq });
    this.#list.change(entry.id, { opening: null, error: null, retryAt: null });
    if (outcome.snapshot) {
      this.#options.onStarted?.(outcome.snapshot);
      const shown = outcome.snapshot.messages.map((message) => message.clientMessageId);
      this.settle(entry.conversationKey, shown, outcome.snapshot.head.seq);
    }
    if (entry.opening) this.#starts.succeed(entry.conversationKey);
    return dropped;
  }

  #failed(entry: OutboxEntry, error: ChatError, lane: Lane): void {
    if (error.kind === 'signed-out') this.#update(entry.id, { state: 'queued', retryAt: null });
    else if (error.retryable) this.#wait(entry, lane, error.retryAfterMs, null);
    else this.#refuse(entry, refusalOf(error));
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
    this.#starts.fail(entry.conversationKey, error);
  }

  #update(id: string, change: Partial<OutboxEntry>): void {
    const entry = this.#list.change(id, change);
    const written = entry && this.#store.keep(entry);
    void written?.then(() => this.#written(id));
  }

  #remove(id: string): OutboxEntry | null {
    void this.#store.drop(id);
    this.#accepted.delete(id);
    return this.#list.remove(id);
  }

  #lane(key: string): Lane {
    const lane = this.#lanes.get(key) ?? createLane(this.#options.limits, () => this.#environment.random());
    this.#lanes.set(key, lane);
    return lane;
  }
}
