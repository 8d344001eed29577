import { ChatError } from '../protocol/chat-error.ts';
import type { Carrier, Transport } from '../protocol/transport.ts';
import { deadline } from './deadline.ts';

export interface LateTransportOptions {
  /** Fetches what carries pages; called again after it failed, each time something is to be carried. */
  readonly bring: () => Promise<Transport>;
  /** What it is expected to say of itself until it is there. */
  readonly carrier: Carrier;
  /** Ms that anything asked waits for it. */
  readonly timeoutMs: number;
}

/**
 * A transport whose code arrives while the chat is already drawn: what is asked of it before waits. Where the code cannot be had
 * that is a fault of the network like any other, and whoever repeats reading or sending thereby fetches it again.
 */
export function createLateTransport({ bring, carrier, timeoutMs }: LateTransportOptions): Transport {
  const late = new Late(bring, timeoutMs);
  return {
    get carrier() {
      return late.inner?.carrier ?? carrier;
    },
    viewer: async (...asked) => (await late.get(asked[1])).viewer(...asked),
    snapshot: async (...asked) => (await late.get(asked[2])).snapshot(...asked),
    conversations: async (...asked) => (await late.get(asked[1])).conversations(...asked),
    messageAttempts: async (...asked) => (await late.get(asked[1])).messageAttempts(...asked),
    handoverDraft: async (...asked) => (await late.get(asked[1])).handoverDraft(...asked),
    staff: {
      escalations: async (...asked) => (await late.get(asked[1])).staff.escalations(...asked),
      savedAnswers: async (...asked) => (await late.get(asked[2])).staff.savedAnswers(...asked),
      colleagues: async (...asked) => (await late.get(asked[1])).staff.colleagues(...asked),
      suggestReply: async (...asked) => (await late.get(asked[1])).staff.suggestReply(...asked),
    },
    events: (id, after, signal) => late.feed((way) => way.events(id, after, signal), signal),
    changes: (after, signal) => late.feed((way) => way.changes(after, signal), signal),
    send: async (...asked) => (await late.get(asked[1])).send(...asked),
    onCarrier: (listener) => late.listen(listener),
    wake: () => late.inner?.wake?.(),
    close: () => late.close(),
  };
}

const MISSING = "The part of the chat that speaks with the server could not be fetched from the remote's origin.";

class Late {
  inner: Transport | null = null;
  readonly #bring: () => Promise<Transport>;
  readonly #timeoutMs: number;
  readonly #listeners = new Set<(carrier: Carrier) => void>();
  #bringing: Promise<Transport> | null = null;
  #closed = false;

  constructor(bring: () => Promise<Transport>, timeoutMs: number) {
    this.#bring = bring;
    this.#timeoutMs = timeoutMs;
    // Beside whatever else is fetched, not after the first question.
    this.#arrive().catch(() => undefined);
  }

  /** Throws ChatError `network` when it cannot be had in time, or as soon as the signal says that nobody waits. */
  async get(asked?: AbortSignal): Promise<Transport> {
    if (this.inner) return this.inner;
    const limit = deadline(this.#timeoutMs, asked);
    const { signal } = limit;
    let leave = (): void => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new ChatError('network', asked?.aborted ? 'The request was abandoned.' : MISSING));
      if (signal.aborted) leave();
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([this.#arrive(), left]);
    } finally {
      signal.removeEventListener('abort', leave);
      limit.clear();
    }
  }

  async *feed<Page>(open: (way: Transport) => AsyncIterable<Page>, signal: AbortSignal): AsyncGenerator<Page> {
    const way = await this.get(signal).catch((fault: unknown) => {
      if (signal.aborted) return null;
      throw fault;
    });
    if (way) yield* open(way);
  }

  listen(listener: (carrier: Carrier) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.inner?.close();
  }

  #arrive(): Promise<Transport> {
    this.#bringing ??= this.#bring().then(
      (inner) => {
        this.inner = inner;
        inner.onCarrier?.((carrier) => {
          for (const listener of [...this.#listeners]) listener(carrier);
        });
        if (this.#closed) inner.close();
        return inner;
      },
      (fault: unknown) => {
        this.#bringing = null;
        throw new ChatError('network', MISSING, { cause: fault });
      },
    );
    return this.#bringing;
  }
}
