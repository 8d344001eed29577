import { createHash } from 'node:crypto';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';

export interface LoggedMessage {
  readonly id: string;
  readonly clientMessageId: string | null;
  readonly createdSeq: number;
  readonly byCustomer: boolean;
  /** A customer's text, or that of the newest attempt. */
  text: string;
  attempt: number;
  state: string;
}

/** A conversation as its whole log tells it, read at the backend itself, past every door. */
export interface Logged {
  readonly head: number;
  readonly messages: readonly LoggedMessage[];
  /** Every text an attempt had in the end, by message and attempt. */
  readonly attempts: ReadonlyMap<string, string>;
  /** What is wrong with the log itself. */
  readonly faults: readonly string[];
}

export const attemptKey = (messageId: string, attempt: number): string => `${messageId} ${attempt}`;

/** Null while the conversation does not exist. */
export async function readLog(backend: Backend, who: Identity, id: string): Promise<Logged | null> {
  const snapshot = await backend.conversation(who, id, 1);
  if (!snapshot) return null;
  const log = new Folding();
  let seq = 0;
  for (;;) {
    const page = await backend.readEvents(who, id, { epoch: snapshot.head.epoch, seq }, 200);
    if (!page || page.resync) throw new Error(`The log of ${id} could not be read after ${seq}: ${page?.resync ?? 'no page'}.`);
    for (const event of page.events) {
      log.add(event);
      seq = event.seq;
    }
    if (page.caughtUp) return log.result();
  }
}

type LogEvent = NonNullable<Awaited<ReturnType<Backend['readEvents']>>>['events'][number];

class Folding {
  readonly #messages = new Map<string, LoggedMessage>();
  readonly #attempts = new Map<string, string>();
  readonly #faults: string[] = [];
  #head = 0;

  add(event: LogEvent): void {
    if (event.seq !== this.#head + 1) this.#faults.push(`the log has number ${event.seq} after ${this.#head}`);
    this.#head = event.seq;
    if (event.__typename === 'MessageAdded') this.#added(event);
    else if (event.__typename === 'MessageDelta') this.#grown(event);
    else if (event.__typename === 'MessageReset') {
      const message = this.#messages.get(event.messageId);
      if (message) Object.assign(message, { attempt: event.attempt, text: '', state: 'STREAMING' });
    } else if (event.__typename === 'MessageFinished') this.#finished(event);
  }

  result(): Logged {
    return { head: this.#head, messages: [...this.#messages.values()], attempts: this.#attempts, faults: this.#faults };
  }

  #added({ message, seq }: Extract<LogEvent, { __typename?: 'MessageAdded' }>): void {
    const { id, text, state, author } = message;
    const clientMessageId = message.clientMessageId ?? null;
    if (clientMessageId !== null && [...this.#messages.values()].some((other) => other.clientMessageId === clientMessageId))
      this.#faults.push(`the log has the send ${clientMessageId} twice`);
    this.#messages.set(id, {
      id,
      clientMessageId,
      createdSeq: seq,
      byCustomer: author.role === 'USER',
      text,
      attempt: message.attempt,
      state,
    });
  }

  #grown(event: Extract<LogEvent, { __typename?: 'MessageDelta' }>): void {
    const message = this.#messages.get(event.messageId);
    if (!message || event.attempt !== message.attempt || event.offset !== message.text.length)
      return void this.#faults.push(`the log's delta ${event.seq} does not join its message`);
    message.text += event.text;
    message.state = 'STREAMING';
    this.#attempts.set(attemptKey(event.messageId, event.attempt), message.text);
  }

  #finished(event: Extract<LogEvent, { __typename?: 'MessageFinished' }>): void {
    const message = this.#messages.get(event.messageId);
    if (!message) return void this.#faults.push(`the log's end ${event.seq} speaks of no message`);
    if (message.state !== 'PENDING' && message.state !== 'STREAMING') this.#faults.push(`the log ends ${event.messageId} twice`);
    message.state = event.state;
    if (createHash('sha256').update(message.text).digest('hex') !== event.sha256)
      this.#faults.push(`the log's text of ${event.messageId} has another hash than its end says`);
  }
}
