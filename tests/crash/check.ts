import { createHash } from 'node:crypto';
import type { ConversationEvent, Message } from '../../src/protocol/vocabulary.ts';
import { faultOfAnswer } from './answer.ts';
import { checkSends } from './check-sends.ts';
import type { Anomaly, History, RunRow, Seen, Told } from './history.ts';

/** Everything that is wrong with a history whose conversations are at rest. */
export function check(history: History): readonly Anomaly[] {
  return [
    ...checkSends(history.sends, history.told),
    ...history.told.flatMap((told) => checkLog(told, history.runs)),
    ...history.seen.flatMap((seen) => checkSeen(seen, history.told)),
  ];
}

function checkLog(told: Told, runs: readonly RunRow[]): readonly Anomaly[] {
  const { conversationId, events, again, messages } = told;
  const faults: string[] = [];
  const fold = new Fold(faults);
  for (const event of events) fold.add(event);
  if (JSON.stringify(events) !== JSON.stringify(again)) faults.push('the two servers tell different logs');
  fold.atRest(messages);
  const its = runs.filter((run) => run.conversationId === conversationId);
  for (const { id, state } of its) if (state === 'PENDING' || state === 'STREAMING') faults.push(`the run ${id} never ended`);
  for (const [messageId, attempts] of fold.attempts) {
    const rows = its.filter((run) => run.messageId === messageId).map(({ attempt }) => attempt);
    const wanted = Array.from({ length: attempts }, (_, at) => at + 1);
    if (JSON.stringify(rows.sort((a, b) => a - b)) !== JSON.stringify(wanted))
      faults.push(`the answer ${messageId} has ${attempts} attempts in the log and the runs ${rows.join(', ') || 'none'}`);
  }
  return faults.map((what) => ({ what, conversationId }));
}

/** What a live reader was given is the beginning of the log, byte for byte: a number that was read never changes, none comes late. */
function checkSeen({ reader, conversationId, events, faults }: Seen, all: readonly Told[]): readonly Anomaly[] {
  const log = all.find((told) => told.conversationId === conversationId)?.events ?? [];
  const found = faults.map((fault) => `reader ${reader} ${fault}`);
  const differs = events.findIndex((event, at) => JSON.stringify(event) !== JSON.stringify(log[at]));
  if (differs !== -1)
    found.push(`reader ${reader} was given ${JSON.stringify(events[differs])}, the log has ${JSON.stringify(log[differs])}`);
  else if (events.length < log.length && faults.length === 0)
    found.push(`reader ${reader} was given ${events.length} of the log's ${log.length} events`);
  return found.map((what) => ({ what, conversationId }));
}

interface Folded {
  readonly role: Message['author']['role'];
  attempt: number;
  text: string;
  ended: string | null;
}

class Fold {
  readonly #messages = new Map<string, Folded>();
  readonly #faults: string[];
  #last = 0;
  /** The last message a customer sent, and the last end of an answer, by number. */
  #asked = 0;
  #answered = 0;

  constructor(faults: string[]) {
    this.#faults = faults;
  }

  /** How many attempts each answer had. */
  get attempts(): ReadonlyMap<string, number> {
    const answers = [...this.#messages].filter(([, { role }]) => role === 'ASSISTANT');
    return new Map(answers.map(([id, { attempt }]) => [id, attempt]));
  }

  add(event: ConversationEvent): void {
    if (event.seq !== this.#last + 1) this.#faults.push(`the log has number ${event.seq} after ${this.#last}`);
    this.#last = event.seq;
    if (event.type === 'MessageAdded') this.#added(event.message, event.seq);
    else if (event.type === 'MessageDelta') this.#grown(event);
    else if (event.type === 'MessageReset') this.#reset(event);
    else if (event.type === 'MessageFinished') this.#finished(event);
  }

  /** @param messages as the snapshot has them. */
  atRest(messages: readonly Message[]): void {
    for (const [id, { role, ended }] of this.#messages)
      if (role === 'ASSISTANT' && ended === null) this.#faults.push(`the answer ${id} never ended`);
    if (this.#asked > this.#answered) this.#faults.push(`nothing answered the message with number ${this.#asked}`);
    if (messages.length !== this.#messages.size)
      this.#faults.push(`the snapshot has ${messages.length} messages, the log ${this.#messages.size}`);
    for (const { id, text, state, attempt } of messages) {
      const folded = this.#messages.get(id);
      if (!folded || folded.text !== text || folded.attempt !== attempt || (folded.ended ?? 'COMPLETED') !== state)
        this.#faults.push(`the snapshot has ${id} as ${state} "${text}", the log makes it ${folded?.ended} "${folded?.text}"`);
    }
  }

  #added({ id, author, text, attempt }: Message, seq: number): void {
    if (this.#messages.has(id)) this.#faults.push(`the message ${id} was added twice`);
    this.#messages.set(id, { role: author.role, attempt, text, ended: null });
    if (author.role === 'USER') this.#asked = seq;
  }

  #grown({ seq, messageId, attempt, offset, text }: Extract<ConversationEvent, { type: 'MessageDelta' }>): void {
    const message = this.#messages.get(messageId);
    if (!message || message.attempt !== attempt || message.ended !== null)
      return void this.#faults.push(`the delta ${seq} is of attempt ${attempt} of ${messageId}, which is not the open one`);
    if (offset !== message.text.length)
      this.#faults.push(`the delta ${seq} starts at ${offset}, the text of ${messageId} has ${message.text.length} units`);
    message.text += text;
  }

  #reset({ seq, messageId, attempt }: Extract<ConversationEvent, { type: 'MessageReset' }>): void {
    const message = this.#messages.get(messageId);
    if (!message || attempt !== message.attempt + 1)
      return void this.#faults.push(`the event ${seq} begins attempt ${attempt} of ${messageId} after attempt ${message?.attempt}`);
    Object.assign(message, { attempt, text: '', ended: null });
  }

  #finished(event: Extract<ConversationEvent, { type: 'MessageFinished' }>): void {
    const { seq, messageId, attempt, state, length, sha256 } = event;
    const message = this.#messages.get(messageId);
    if (!message || message.attempt !== attempt)
      return void this.#faults.push(`the event ${seq} ends attempt ${attempt} of ${messageId}, which is not the open one`);
    if (message.ended !== null) this.#faults.push(`attempt ${attempt} of ${messageId} ended twice: ${message.ended}, then ${state}`);
    message.ended = state;
    this.#answered = seq;
    const hash = createHash('sha256').update(message.text, 'utf8').digest('hex');
    if (length !== message.text.length || sha256 !== hash)
      this.#faults.push(
        `attempt ${attempt} of ${messageId} ended with ${length} units and the hash ${sha256}, its text has ${message.text.length} and ${hash}`,
      );
    const fault = state === 'COMPLETED' ? faultOfAnswer(message.text) : null;
    if (fault !== null) this.#faults.push(fault);
  }
}
