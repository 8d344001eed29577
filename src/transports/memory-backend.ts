import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { Colleague } from '../protocol/staff.ts';
import type { ErrorCode, Message, MessageAttempt, MessageState, Participant, Source, UserError, Viewer } from '../protocol/vocabulary.ts';
import { type AnswerHandle, type AnswerStep, answerHandle, playAnswer } from './memory-answers.ts';
import { type MemoryFaults, NO_FAULTS } from './memory-faults.ts';
import { headOf, type MemoryConversation, type NewEvent, QUIET, record, snapshotOf, summaryOf } from './memory-log.ts';

export interface MemoryBackendOptions {
  /** What the assistant says to a message; default: one short sentence. Return null for silence. */
  readonly answer?: (text: string, conversation: MemoryConversation) => readonly AnswerStep[] | null;
  /** Ms between two pieces of a scripted answer; 0 writes it at once. */
  readonly paceMs?: number;
  readonly heartbeatMs?: number;
  readonly now?: () => number;
  readonly staffOnDuty?: boolean;
}

export interface SeedMessage {
  readonly author: Participant;
  readonly text: string;
  readonly state?: MessageState;
  readonly at?: string;
  readonly sources?: readonly Source[];
  readonly suggestions?: readonly string[];
  readonly error?: UserError | null;
  readonly id?: string;
  readonly runId?: string;
}
export interface Seed {
  readonly id: string;
  readonly customer: Participant;
  readonly organizationId?: string;
  readonly title?: string | null;
  readonly createdAt?: string;
  readonly messages?: readonly SeedMessage[];
  readonly events?: readonly NewEvent[];
  readonly read?: number;
  /** Internal notes: only staff see it, and no list has it. */
  readonly notes?: boolean;
}

export const ASSISTANT: Participant = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };

/**
 * A backend within the page that answers as the real one does: the same log, pages, idempotency and
 * refusals. For tests, the gallery of states and measurements; it keeps nothing.
 */
export class MemoryBackend {
  readonly conversations = new Map<string, MemoryConversation>();
  readonly faults: MemoryFaults = { ...NO_FAULTS };
  readonly options: Required<MemoryBackendOptions>;
  readonly commands: Command[] = [];
  readonly runs = new Map<string, { conversationId: string; messageId: string; stopped: boolean }>();
  /** What earlier attempts at an answer wrote, by message. */
  readonly attempts = new Map<string, readonly MessageAttempt[]>();
  /** Feeds open now; what a test of leaks looks at. */
  openFeeds = 0;
  /** Rises with every change of any conversation: the lists' cursor. */
  clock = 0;
  readonly changedAt = new Map<string, number>();
  staffOnDuty: boolean;
  /** Whom a conversation can be passed to. */
  colleagues: readonly Colleague[] = [];
  readonly #wakers = new Set<() => void>();
  readonly #droppers = new Set<(error: ChatError | null) => void>();
  #ids = 0;

  constructor(options: MemoryBackendOptions = {}) {
    this.options = {
      answer: options.answer ?? ((text) => [{ say: `You asked: ${text}` }, { end: 'COMPLETED' }]),
      paceMs: options.paceMs ?? 0,
      heartbeatMs: options.heartbeatMs ?? 10_000,
      now: options.now ?? (() => Date.now()),
      staffOnDuty: options.staffOnDuty ?? true,
    };
    this.staffOnDuty = this.options.staffOnDuty;
  }

  newId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  time(): string {
    return new Date(this.options.now()).toISOString();
  }

  create(seed: Seed): MemoryConversation {
    const conversation: MemoryConversation = {
      id: seed.id,
      organizationId: seed.organizationId ?? 'org-1',
      customer: seed.customer,
      createdAt: seed.createdAt ?? this.time(),
      version: 1,
      notes: seed.notes ?? false,
      notesId: null,
      title: seed.title ?? null,
      state: 'OPEN',
      escalation: QUIET,
      satisfaction: null,
      reopenableUntil: null,
      epoch: this.newId('epoch'),
      withdrawn: false,
      lastActivityAt: seed.createdAt ?? this.time(),
      log: [],
      messages: [],
      read: new Map(),
      typing: [],
      queuePosition: null,
      etaSeconds: null,
      overdue: false,
      liveVersion: 0,
    };
    this.conversations.set(seed.id, conversation);
    for (const message of seed.messages ?? []) this.addMessage(conversation, message);
    for (const event of seed.events ?? []) this.append(conversation, event);
    if (seed.read !== undefined) conversation.read.set(seed.customer.id, { participant: seed.customer, seq: seed.read });
    this.touch(conversation);
    return conversation;
  }

  conversation(id: string): MemoryConversation {
    const found = this.conversations.get(id);
    if (!found) throw new ChatError('defect', `The memory backend has no conversation ${id}.`);
    return found;
  }

  addMessage(conversation: MemoryConversation, seed: SeedMessage & { clientMessageId?: string }): Message {
    const message: Message = {
      id: seed.id ?? this.newId('message'),
      author: seed.author,
      text: seed.text,
      state: seed.state ?? 'COMPLETED',
      attempt: 1,
      clientMessageId: seed.clientMessageId ?? null,
      runId: seed.runId ?? null,
      createdSeq: 0,
      at: seed.at ?? this.time(),
      sources: seed.sources ?? [],
      suggestions: seed.suggestions ?? [],
      rating: null,
      error: seed.error ?? null,
    };
    const event = this.append(conversation, { type: 'MessageAdded', message }, message.at);
    return event.type === 'MessageAdded' ? event.message : message;
  }

  append(conversation: MemoryConversation, event: NewEvent, at = this.time()): ReturnType<typeof record> {
    const recorded = record(conversation, event, at);
    this.touch(conversation);
    return recorded;
  }

  /** A change that readers should see now; `live` states too. */
  touch(conversation: MemoryConversation): void {
    this.clock += 1;
    this.changedAt.set(conversation.id, this.clock);
    this.wake();
  }

  setLive(id: string, live: Partial<Pick<MemoryConversation, 'typing' | 'queuePosition' | 'etaSeconds' | 'overdue'>>): void {
    const conversation = this.conversation(id);
    Object.assign(conversation, live);
    conversation.liveVersion += 1;
    this.wake();
  }

  /** Access ends: feeds get a null page, reads answer null (F40). */
  withdraw(id: string): void {
    const conversation = this.conversation(id);
    conversation.withdrawn = true;
    this.touch(conversation);
  }

  /** A restored or erased log: every cursor is void (F36). */
  changeEpoch(id: string): void {
    const conversation = this.conversation(id);
    conversation.epoch = this.newId('epoch');
    this.touch(conversation);
  }

  /** Cuts every feed, with an error or without one (F01, F02). */
  dropFeeds(error: ChatError | null = new ChatError('network', 'The connection was cut.')): void {
    for (const drop of [...this.#droppers]) drop(error);
  }

  wake(): void {
    for (const waker of [...this.#wakers]) waker();
  }

  /** Resolves on the next change, after `ms`, or when the signal aborts. */
  changed(ms: number, signal: AbortSignal, onDrop: (error: ChatError | null) => void): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wakers.delete(done);
        this.#droppers.delete(dropped);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const dropped = (error: ChatError | null): void => {
        onDrop(error);
        done();
      };
      const timer = setTimeout(done, ms);
      this.#wakers.add(done);
      this.#droppers.add(dropped);
      if (signal.aborted) done();
      else signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Begins an answer that the caller writes. */
  beginAnswer(conversationId: string): AnswerHandle {
    const conversation = this.conversation(conversationId);
    const runId = this.newId('run');
    const { id: messageId } = this.addMessage(conversation, { author: ASSISTANT, text: '', state: 'PENDING', runId });
    this.runs.set(runId, { conversationId, messageId, stopped: false });
    return this.handle(conversation, messageId, runId);
  }

  handle(conversation: MemoryConversation, messageId: string, runId: string): AnswerHandle {
    return answerHandle((event) => void this.append(conversation, event), conversation, messageId, runId);
  }

  /** Plays a script into an answer until its end or until the run is stopped. */
  play(answer: AnswerHandle, steps: readonly AnswerStep[]): Promise<void> {
    return playAnswer(answer, steps, this.options.paceMs, () => this.runs.get(answer.runId)?.stopped ?? false);
  }

  outcome(conversation: MemoryConversation, viewer: Viewer, extra: Partial<Outcome> = {}): Outcome {
    return {
      deduplicated: false,
      error: null,
      head: headOf(conversation),
      message: null,
      runId: null,
      snapshot: null,
      conversation: summaryOf(conversation, viewer.id, null),
      ...extra,
    };
  }

  snapshot(conversation: MemoryConversation, viewer: Viewer): ReturnType<typeof snapshotOf> {
    return snapshotOf(conversation, viewer.id, { lastMessages: 50 });
  }
}

export function refusal(code: ErrorCode, message: string, retryable = false): Outcome {
  return {
    deduplicated: false,
    error: { code, message, retryable, retryAfterMs: null },
    head: null,
    message: null,
    runId: null,
    snapshot: null,
    conversation: null,
  };
}
