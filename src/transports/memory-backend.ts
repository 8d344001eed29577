import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type {
  ErrorCode,
  Message,
  MessageFinished,
  MessageState,
  Participant,
  ResetReason,
  Source,
  ToolState,
  UserError,
  Viewer,
} from '../protocol/vocabulary.ts';
import { headOf, type MemoryConversation, type NewEvent, QUIET, record, snapshotOf, summaryOf } from './memory-log.ts';

/** One step of a scripted answer. `say` goes out in pieces of a few characters at the backend's pace. */
export type AnswerStep =
  | { readonly say: string }
  | { readonly wait: number }
  | { readonly tool: string; readonly state: ToolState }
  | {
      readonly end: MessageState;
      readonly sources?: readonly Source[];
      readonly suggestions?: readonly string[];
      readonly error?: UserError;
    };

export interface AnswerHandle {
  readonly messageId: string;
  readonly runId: string;
  write(text: string): void;
  tool(label: string, state: ToolState): void;
  reset(reason: ResetReason): void;
  finish(state: MessageState, extra?: Partial<Pick<MessageFinished, 'sources' | 'suggestions' | 'error'>>): Promise<void>;
}

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
}

export const ASSISTANT: Participant = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };

/** Faults a test turns on; each describes what the carrier would meet. */
export interface MemoryFaults {
  /** Thrown by every request and opening while set. */
  down: ChatError | null;
  /** The next command is carried out, but its answer is lost (F24). */
  loseNextAnswer: boolean;
  /** Answered to the next command instead of carrying it out. */
  refuseNext: UserError | null;
  /** The next page of any feed begins one event late (F20). */
  skipNextEvent: boolean;
  /** Every page with events comes twice (F17). */
  repeatPages: boolean;
  /** Feeds send nothing any more and do not end (F05, F32). */
  silent: boolean;
  latencyMs: number;
}

/**
 * A backend within the page that answers as the real one does: the same log, pages, idempotency and
 * refusals. For tests, the gallery of states and measurements; it keeps nothing.
 */
export class MemoryBackend {
  readonly conversations = new Map<string, MemoryConversation>();
  readonly faults: MemoryFaults = {
    down: null,
    loseNextAnswer: false,
    refuseNext: null,
    skipNextEvent: false,
    repeatPages: false,
    silent: false,
    latencyMs: 0,
  };
  readonly options: Required<MemoryBackendOptions>;
  readonly commands: Command[] = [];
  readonly runs = new Map<string, { conversationId: string; messageId: string; stopped: boolean }>();
  /** Feeds open now; what a test of leaks looks at. */
  openFeeds = 0;
  /** Rises with every change of any conversation: the lists' cursor. */
  clock = 0;
  readonly changedAt = new Map<string, number>();
  staffOnDuty: boolean;
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

  setLive(id: string, live: Partial<Pick<MemoryConversation, 'typing' | 'queuePosition' | 'etaSeconds'>>): void {
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
    const now = (): Message => conversation.messages.find((message) => message.id === messageId) as Message;
    const open = (): boolean => ['PENDING', 'STREAMING'].includes(now().state);
    return {
      messageId,
      runId,
      write: (text) => {
        if (open() && text)
          this.append(conversation, { type: 'MessageDelta', messageId, attempt: now().attempt, offset: now().text.length, text });
      },
      tool: (label, state) => void (open() && this.append(conversation, { type: 'ToolActivity', messageId, label, state })),
      reset: (reason) => void this.append(conversation, { type: 'MessageReset', messageId, attempt: now().attempt + 1, reason }),
      finish: async (state, extra) => {
        const { text, attempt } = now();
        const sha256 = await hash(text);
        if (!open() || now().text !== text || now().attempt !== attempt) return;
        this.append(conversation, {
          type: 'MessageFinished',
          messageId,
          attempt,
          state,
          length: text.length,
          sha256,
          sources: extra?.sources ?? [],
          suggestions: extra?.suggestions ?? [],
          error: extra?.error ?? null,
        });
      },
    };
  }

  /** Plays the script for a question, as the leased worker would. */
  async play(answer: AnswerHandle, steps: readonly AnswerStep[]): Promise<void> {
    const pace = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, this.options.paceMs));
    const stopped = (): boolean => this.runs.get(answer.runId)?.stopped ?? false;
    for (const step of steps) {
      if (stopped()) return;
      if ('wait' in step) await new Promise((resolve) => setTimeout(resolve, step.wait));
      else if ('tool' in step) answer.tool(step.tool, step.state);
      else if ('end' in step) return answer.finish(step.end, step);
      else if (this.options.paceMs === 0) answer.write(step.say);
      else {
        for (const piece of step.say.match(/\S+\s*|\s+/gu) ?? []) {
          await pace();
          if (stopped()) return;
          answer.write(piece);
        }
      }
    }
    await answer.finish('INTERRUPTED', {
      error: { code: 'UNAVAILABLE', message: 'The answer was interrupted.', retryable: true, retryAfterMs: null },
    });
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

/** Zeros where the page has no `crypto.subtle`: the reader cannot check there either (F62). */
async function hash(text: string): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return '0'.repeat(64);
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
