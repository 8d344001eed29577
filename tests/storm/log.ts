import type { Clock } from './clock.ts';

/** A message as it goes over the wire. */
export interface WireMessage {
  readonly id: string;
  readonly author: object;
  text: string;
  state: string;
  attempt: number;
  readonly clientMessageId: string | null;
  runId: string | null;
  createdSeq: number;
  readonly at: string;
  readonly sources: readonly never[];
  readonly suggestions: readonly never[];
  readonly rating: null;
  error: object | null;
}

export interface Point {
  readonly epoch: string;
  readonly seq: number;
}

export const CUSTOMER = { id: 'ada', role: 'USER', name: 'Ada', avatarUrl: null };
const ASSISTANT = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
const AT = '2026-01-01T00:00:00Z';
const LIVE = '{"id":"live-1","typing":[],"read":[],"queuePosition":null,"etaSeconds":null}';
/** A lease and one sweep of it, as the server has them (docs/ARCHITECTURE.md, "Limits"). */
const LEASE_MS = { least: 12_000, most: 16_000 } as const;
const PAGE_EVENTS = 200;

/** Sum of a text that stands for SHA-256 on both sides: fast, and any change of the text changes it. */
export function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return (sum >>> 0).toString(16).padStart(64, '0');
}

interface Run {
  readonly message: WireMessage;
  left: number;
  readonly pieces: number;
  lost: number;
  /** Which worker writes: what an earlier one still had planned is refused. */
  fence: number;
}

export interface Planner {
  readonly clock: Clock;
  whole(least: number, most: number): number;
  /** Ms between two pieces of an answer. */
  readonly beatMs: number;
}

/** One conversation as the server keeps it: a log numbered by one counter, what it makes, and the answer being written. */
export class Log {
  readonly id: string;
  epoch = 'epoch-1';
  readonly messages: WireMessage[] = [];
  /** Text by message and attempt, as far as the log has it. */
  readonly texts = new Map<string, string[]>();
  /** Events up to this number are gone. */
  forgotten = 0;
  onAppend: () => void = () => {};
  readonly #events: string[] = [];
  readonly #planner: Planner;
  readonly #sent = new Map<string, WireMessage>();
  readonly #asked = new Map<string, string>();
  #run: Run | null = null;
  #unanswered = 0;

  constructor(id: string, planner: Planner) {
    this.id = id;
    this.#planner = planner;
  }

  get head(): Point {
    return { epoch: this.epoch, seq: this.#events.length };
  }
  get answering(): boolean {
    return this.#run !== null;
  }

  /** Appends one customer's message, once by its id; without an id every time. */
  say(clientMessageId: string | null, text: string, pieces: number): Record<string, unknown> {
    const known = clientMessageId === null ? undefined : this.#sent.get(clientMessageId);
    if (known && known.text !== text) return { ...NOTHING, error: userError('IDEMPOTENCY_CONFLICT', 'Another text has this id.', false) };
    if (known) return { ...NOTHING, message: known, runId: null, head: this.head, deduplicated: true };
    const message = this.#add({ author: CUSTOMER, text, state: 'COMPLETED', clientMessageId, runId: null });
    if (clientMessageId !== null) this.#sent.set(clientMessageId, message);
    this.#unanswered += pieces;
    const runId = this.#run ? null : this.#start();
    return { ...NOTHING, message, runId, head: this.head };
  }

  /** Ends the answer with the text it has. */
  stop(runId: string): object {
    if (this.#run?.message.runId === runId) this.#finish(this.#run, 'STOPPED');
    return { ...NOTHING, run: { id: runId }, head: this.head };
  }

  /** A new attempt at the newest answer. `silent`: as a server does that does not name the new run. */
  again(runId: string, requestId: string, silent: boolean): object {
    const done = this.#asked.get(requestId);
    if (done) return { ...NOTHING, run: { id: done }, head: this.head, deduplicated: true };
    const newest = this.messages.findLast((message) => message.runId !== null);
    if (this.#run) return { ...NOTHING, error: userError('RUN_ALREADY_ACTIVE', 'An answer is being written.', false) };
    if (newest?.runId !== runId) return { ...NOTHING, error: userError('ILLEGAL_TRANSITION', 'Not the newest answer.', false) };
    const next = `run-${this.#events.length + 1}`;
    this.#asked.set(requestId, next);
    const run: Run = { message: newest, left: 0, pieces: this.#planner.whole(8, 20), lost: 0, fence: 0 };
    this.#run = run;
    this.#reset(run, 'USER_RETRY', next, silent);
    return { ...NOTHING, run: { id: next }, head: this.head };
  }

  /** The worker dies: nothing of the answer comes until its lease has run out; a worker told to stop gives it back at once. */
  loseWorker(givenBack: boolean, notBeforeMs = 0): void {
    const run = this.#run;
    if (!run) return;
    run.fence += 1;
    const { fence } = run;
    const ms = givenBack ? notBeforeMs + 200 : Math.max(notBeforeMs, this.#planner.whole(LEASE_MS.least, LEASE_MS.most));
    this.#planner.clock.after(ms, null, () => {
      if (this.#run !== run || run.fence !== fence) return;
      if (!givenBack) run.lost += 1;
      if (run.lost > 2) this.#finish(run, 'INTERRUPTED');
      else this.#reset(run, 'WORKER_LOST', run.message.runId, false);
    });
  }

  /** Retention passes: only the newest `kept` events are served, and all of an open answer. */
  forget(kept: number): void {
    const open = this.#run ? this.#run.message.createdSeq - 1 : this.#events.length;
    this.forgotten = Math.max(this.forgotten, Math.min(open, this.#events.length - kept));
  }

  /** One page after a point, as JSON; `from` moves its beginning against the point: the network's and the server's faults. */
  page(
    after: Point,
    from = 1,
    change: { resync?: string; reconnectWithinMs?: number } = {},
  ): { json: string; last: number; whole: boolean } {
    const first = Math.max(0, after.seq + from - 1);
    const last = change.resync ? after.seq : Math.min(this.#events.length, first + PAGE_EVENTS);
    const events = change.resync ? '' : this.#events.slice(first, last).join(',');
    const whole = last >= this.#events.length;
    const resync = change.resync ? `"${change.resync}"` : 'null';
    const json = `{"events":[${events}],"head":{"epoch":"${this.epoch}","seq":${this.#events.length}},"caughtUp":${whole},"live":${LIVE},"resync":${resync},"reconnectWithinMs":${change.reconnectWithinMs ?? 'null'}}`;
    return { json, last, whole };
  }

  resyncFor(after: Point, mostBehind: number): string | null {
    if (after.epoch !== this.epoch) return 'EPOCH_CHANGED';
    if (after.seq > this.#events.length) return 'AHEAD_OF_LOG';
    if (after.seq < this.forgotten) return 'BEFORE_RETENTION';
    return this.#events.length - after.seq > mostBehind ? 'TOO_FAR_BEHIND' : null;
  }

  snapshot(lastMessages: number): object {
    const messages = this.messages.slice(-lastMessages);
    return {
      id: this.id,
      title: null,
      state: 'OPEN',
      organizationId: 'org-1',
      reopenableUntil: null,
      notesId: null,
      hasEarlier: messages.length < this.messages.length,
      createdAt: AT,
      satisfaction: null,
      unreadCount: 0,
      readSeq: 0,
      customer: CUSTOMER,
      escalation: NO_ESCALATION,
      messages,
      transitions: [],
      head: this.head,
    };
  }

  #start(): string {
    const runId = `run-${this.#events.length + 1}`;
    const message = this.#add({ author: ASSISTANT, text: '', state: 'PENDING', clientMessageId: null, runId });
    const run: Run = { message, left: this.#unanswered, pieces: this.#unanswered, lost: 0, fence: 0 };
    this.#unanswered = 0;
    this.#run = run;
    this.#write(run, run.fence);
    return runId;
  }

  #write(run: Run, fence: number): void {
    const { clock, beatMs } = this.#planner;
    clock.after(beatMs, null, () => {
      if (this.#run !== run || run.fence !== fence) return;
      if (run.left === 0) return this.#finish(run, 'COMPLETED');
      run.left -= 1;
      const { message } = run;
      const text = run.left % 7 === 3 ? '\u{1F600} ' : `${message.createdSeq}.${message.attempt}.${run.left} `;
      this.#append(
        'MessageDelta',
        `"messageId":"${message.id}","attempt":${message.attempt},"offset":${message.text.length},"text":"${text}"`,
      );
      message.text += text;
      message.state = 'STREAMING';
      this.texts.get(message.id)![message.attempt] = message.text;
      this.#write(run, fence);
    });
  }

  #reset(run: Run, reason: string, runId: string | null, silent: boolean): void {
    const { message } = run;
    message.attempt += 1;
    message.text = '';
    message.state = 'STREAMING';
    message.error = null;
    message.runId = runId;
    run.left = run.pieces;
    run.fence += 1;
    this.texts.get(message.id)![message.attempt] = '';
    const named = silent ? 'null' : JSON.stringify(runId);
    this.#append('MessageReset', `"messageId":"${message.id}","attempt":${message.attempt},"resetReason":"${reason}","runId":${named}`);
    this.#write(run, run.fence);
  }

  #finish(run: Run, state: string): void {
    const { message } = run;
    message.state = state;
    message.error = state === 'INTERRUPTED' ? userError('UNAVAILABLE', 'The answer was interrupted.', true) : null;
    this.#run = null;
    const end = `"length":${message.text.length},"sha256":"${sumOf(message.text)}","sources":[],"suggestions":[],"error":${JSON.stringify(message.error)}`;
    this.#append('MessageFinished', `"messageId":"${message.id}","attempt":${message.attempt},"state":"${state}",${end}`);
    if (this.#unanswered > 0) this.#start();
  }

  #add(fields: Pick<WireMessage, 'author' | 'text' | 'state' | 'clientMessageId' | 'runId'>): WireMessage {
    const createdSeq = this.#events.length + 1;
    const id = `${this.id}-m${createdSeq}`;
    const message: WireMessage = { id, ...fields, attempt: 1, createdSeq, at: AT, sources: [], suggestions: [], rating: null, error: null };
    this.messages.push(message);
    this.texts.set(id, ['', message.text]);
    this.#append('MessageAdded', `"message":${JSON.stringify(message)}`);
    return message;
  }

  #append(type: string, fields: string): void {
    this.#events.push(`{"__typename":"${type}","seq":${this.#events.length + 1},"at":"${AT}",${fields}}`);
    this.onAppend();
  }
}

const NOTHING = { deduplicated: false, error: null, head: null };
const NO_ESCALATION = {
  id: null,
  state: 'AI',
  handover: null,
  reason: null,
  requestedBy: null,
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
};

export function userError(code: string, message: string, retryable: boolean, retryAfterMs: number | null = null): object {
  return { code, message, retryable, retryAfterMs };
}
