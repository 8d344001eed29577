import type { Clock } from './clock.ts';
import { Log, type Planner, type Point, userError } from './log.ts';
import type { Random } from './random.ts';

/** What a carrier's connection is to the server: it sends frames and closes. */
export interface Peer {
  send(frame: string): void;
  close(code: number): void;
  readonly gone: boolean;
}

/** A feed that is open: it reads the log after its point, sleeps until woken, reads again. */
interface Reader {
  readonly log: Log;
  seq: number;
  epoch: string;
  /** Reads nothing any more although its connection is in order (F32). */
  stuck: boolean;
  gone: boolean;
  push(json: string): void;
  end(): void;
  heartbeatAt: number;
  readonly once: boolean;
}

/** Faults of pages at the seam between two openings, one each. */
export interface Seams {
  overlap: number;
  twin: number;
  hole: number;
}

interface Session {
  readonly peer: Peer;
  readonly seams: Seams;
  expiresAt: number;
  ready: boolean;
  readonly readers: Map<string, Reader>;
}

const HEARTBEAT_MS = 10_000;
const HEADS_MS = 5_000;
/** Messages a customer may send within a minute (rule C-8). */
const RATE = { most: 20, withinMs: 60_000 } as const;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: number;
}

/** The reference server's behaviour as docs/PROTOCOL.md has it, in virtual time. What it keeps in `logs` outlives it. */
export class Server {
  readonly logs = new Map<string, Log>();
  /** It accepts nothing: away or starting. */
  down = 0;
  overloaded = 0;
  /** Writers wake nobody. */
  silent = 0;
  /** Retrying an answer does not name the new run, as servers before that field. */
  nameless = false;
  mostBehind = 5_000;
  breaks: 'doubles' | 'deaf' | null = null;
  /** Ms a token lives; null: for ever. */
  tokenLifeMs: number | null = null;
  piecesOf: (text: string) => number = () => 10;
  /** Told for every send that arrives. */
  onSend: (conversationId: string) => void = () => {};
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #wakeMs: number;
  readonly #planner: Planner;
  readonly #readers = new Set<Reader>();
  readonly #sessions = new Set<Session>();
  readonly #woken = new Set<Log>();
  #headsPlanned = false;
  #sends: number[] = [];

  constructor(clock: Clock, random: Random, options: { wakeMs: number; beatMs: number }) {
    this.#clock = clock;
    this.#random = random;
    this.#wakeMs = options.wakeMs;
    this.#planner = { clock, whole: random.whole, beatMs: options.beatMs };
  }

  log(id: string): Log {
    let log = this.logs.get(id);
    if (!log) {
      log = new Log(id, this.#planner);
      const made = log;
      log.onAppend = () => this.#wake(made);
      this.logs.set(id, log);
    }
    return log;
  }

  /** Feeds open for one conversation. */
  readersOf(log: Log): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.log === log && !reader.stuck) count += 1;
    return count;
  }

  /** A WebSocket came in; the returned functions take its frames and its end. */
  accept(peer: Peer, seams: Seams): { frame(text: string): void; gone(): void } {
    const session: Session = { peer, seams, expiresAt: Number.POSITIVE_INFINITY, ready: false, readers: new Map() };
    this.#sessions.add(session);
    return {
      frame: (text) => this.#frame(session, text),
      gone: () => this.#leave(session),
    };
  }

  /** One POST. `answer` is called once, perhaps much later; the returned function says that nobody waits any more. */
  ask(name: string, variables: Record<string, unknown>, token: string, seams: Seams, answer: (answer: Answer) => void): () => void {
    const nobody = (): void => {};
    if (this.overloaded > 0) {
      answer({
        status: this.#random.pick([429, 503]),
        body: '{"errors":[{"message":"Too much.","extensions":{"code":"UNAVAILABLE"}}]}',
        retryAfter: this.#random.whole(1, 4),
      });
      return nobody;
    }
    if (this.#expiry(token) <= this.#clock.now) {
      answer({ status: 401, body: '{"errors":[{"message":"The token ended.","extensions":{"code":"UNAUTHENTICATED"}}]}' });
      return nobody;
    }
    if (name === 'PollEvents') return this.#poll(variables, seams, answer);
    const data = this.#data(name, variables);
    answer({ status: 200, body: JSON.stringify({ data }) });
    return nobody;
  }

  issueToken(): string {
    return `token.${this.tokenLifeMs === null ? 'for-ever' : this.#clock.now + this.tokenLifeMs}.${this.#random.whole(0, 1e9)}`;
  }

  /** Ends every connection. A planned stop tells its readers first. */
  stop(planned: boolean, downMs: number, reconnectWithinMs: number): void {
    for (const session of [...this.#sessions]) {
      if (planned) for (const reader of session.readers.values()) this.#farewell(reader, reconnectWithinMs);
      this.#leave(session);
      session.peer.close(planned ? 1012 : 1006);
    }
    for (const reader of [...this.#readers]) {
      if (planned) this.#farewell(reader, reconnectWithinMs);
      this.#drop(reader);
    }
    for (const log of this.logs.values()) log.loseWorker(planned, downMs);
    this.down += 1;
    this.#clock.after(downMs, null, () => {
      this.down -= 1;
    });
  }

  /** Readers that are open now never read again, though their sockets answer. */
  stick(): void {
    for (const session of this.#sessions) for (const reader of session.readers.values()) reader.stuck = true;
  }

  closeAll(code: number): void {
    for (const session of [...this.#sessions]) {
      this.#leave(session);
      session.peer.close(code);
    }
  }

  #data(name: string, variables: Record<string, unknown>): object {
    const input = (variables.input ?? {}) as Record<string, unknown>;
    switch (name) {
      case 'Snapshot':
        return { conversation: this.log(String(variables.id)).snapshot(Number(variables.lastMessages)) };
      case 'SendMessage':
        return { payload: this.#say(this.log(String(input.conversationId)), input) };
      case 'StartConversation': {
        const log = this.log(String(input.clientConversationId));
        const said = this.#say(log, input.firstMessage as Record<string, unknown>);
        return { payload: said.error ? said : { ...said, conversation: log.snapshot(50) } };
      }
      case 'StopRun':
      case 'RetryRun': {
        const log = [...this.logs.values()].find((candidate) => candidate.messages.some((message) => message.runId === input.runId));
        if (!log) return { payload: { deduplicated: false, head: null, error: userError('NOT_FOUND', 'No such run.', false) } };
        if (name === 'StopRun') return { payload: log.stop(String(input.runId)) };
        return { payload: log.again(String(input.runId), String(input.clientRequestId), this.nameless) };
      }
      default:
        throw new Error(`The storm's server does not know the operation ${name}.`);
    }
  }

  #say(log: Log, input: Record<string, unknown>): Record<string, unknown> {
    this.onSend(log.id);
    const text = String(input.text);
    const id = typeof input.clientMessageId === 'string' && input.clientMessageId !== '' ? input.clientMessageId : null;
    this.#sends = this.#sends.filter((at) => this.#clock.now - at < RATE.withinMs);
    const known = id !== null && log.messages.some((message) => message.clientMessageId === id);
    if (!known && this.#sends.length >= RATE.most)
      return { deduplicated: false, head: null, error: userError('RATE_LIMITED', 'Too many messages.', true, 5_000) };
    if (!known) this.#sends.push(this.#clock.now);
    if (this.breaks === 'doubles') log.say(null, text, 0);
    return log.say(id, text, this.piecesOf(text));
  }

  #expiry(token: string): number {
    const until = token.split('.')[1];
    return until === 'for-ever' ? Number.POSITIVE_INFINITY : Number(until ?? 0);
  }

  #frame(session: Session, text: string): void {
    const message = JSON.parse(text) as { type: string; id?: string; payload?: Record<string, unknown> };
    if (message.type === 'ping') session.peer.send('{"type":"pong"}');
    else if (message.type === 'connection_init') this.#init(session, String(message.payload?.authorization ?? ''));
    else if (message.type === 'complete') this.#drop(session.readers.get(message.id ?? ''), session, message.id);
    else if (message.type === 'subscribe') {
      if (!session.ready) return session.peer.close(4401);
      this.#subscribe(session, message.id ?? '', message.payload ?? {});
    }
  }

  #init(session: Session, authorization: string): void {
    session.expiresAt = this.#expiry(authorization.replace('Bearer ', ''));
    const lifeMs = session.expiresAt - this.#clock.now;
    if (lifeMs <= 0) return session.peer.close(4403);
    session.ready = true;
    const payload = Number.isFinite(lifeMs) ? `,"payload":{"expiresInSeconds":${lifeMs / 1_000}}` : '';
    session.peer.send(`{"type":"connection_ack"${payload}}`);
    if (!Number.isFinite(lifeMs)) return;
    this.#clock.after(lifeMs, null, () => {
      if (!this.#sessions.has(session)) return;
      this.#leave(session);
      session.peer.close(4403);
    });
  }

  #subscribe(session: Session, id: string, payload: Record<string, unknown>): void {
    const query = String(payload.query);
    if (query.includes('FollowChanges')) {
      session.peer.send(
        `{"id":"${id}","type":"next","payload":{"data":{"conversationChanges":{"changed":[],"removed":[],"cursor":"now","resync":true,"totalUnread":0,"reconnectWithinMs":null}}}}`,
      );
      return;
    }
    const variables = payload.variables as { conversationId: string; after: Point };
    const reader = this.#reader(this.log(variables.conversationId), variables.after, false, {
      push: (json) => session.peer.send(`{"id":"${id}","type":"next","payload":{"data":{"conversationEvents":${json}}}}`),
      end: () => {
        session.readers.delete(id);
        session.peer.send(`{"id":"${id}","type":"complete"}`);
      },
    });
    session.readers.set(id, reader);
    this.#seam(reader, variables.after, session.seams);
    this.#read(reader, true);
  }

  #poll(variables: Record<string, unknown>, seams: Seams, answer: (answer: Answer) => void): () => void {
    const log = this.log(String(variables.conversationId));
    const reader = this.#reader(log, variables.after as Point, true, {
      push: (json) => answer({ status: 200, body: `{"data":{"conversationEvents":${json}}}` }),
      end: () => {},
    });
    const waitMs = Number(variables.waitMs);
    if (this.#seam(reader, variables.after as Point, seams)) return () => {};
    this.#read(reader, waitMs === 0 || variables.liveId === null);
    if (!reader.gone) this.#clock.after(waitMs, null, () => this.#read(reader, true));
    return () => this.#drop(reader);
  }

  #reader(log: Log, after: Point, once: boolean, out: Pick<Reader, 'push' | 'end'>): Reader {
    const reader: Reader = { log, seq: after.seq, epoch: after.epoch, stuck: false, gone: false, heartbeatAt: 0, once, ...out };
    this.#readers.add(reader);
    if (!once) this.#beat(reader);
    return reader;
  }

  /** One page that lies wrongly against the point: repeated events, a page twice, a page that begins at cursor + 2 (F17, F20). */
  #seam(reader: Reader, after: Point, seams: Seams): boolean {
    const { log } = reader;
    if (log.resyncFor(after, this.mostBehind) !== null) return false;
    const shift =
      seams.overlap > 0 && after.seq > 0
        ? -this.#random.whole(1, Math.min(5, after.seq))
        : seams.hole > 0 && log.head.seq > after.seq + 1
          ? 1
          : 0;
    const twin = shift === 0 && seams.twin > 0;
    if (shift === 0 && !twin) return false;
    if (twin) seams.twin -= 1;
    else if (shift < 0) seams.overlap -= 1;
    else seams.hole -= 1;
    const page = log.page(after, 1 + shift);
    reader.push(page.json);
    reader.heartbeatAt = this.#clock.now;
    if (reader.once) this.#drop(reader);
    // A page twice: this one, and the same by the reading that follows.
    else if (!twin) reader.seq = page.last;
    return reader.once;
  }

  /** @param always also a page without events. */
  #read(reader: Reader, always: boolean): void {
    if (reader.gone || reader.stuck || this.breaks === 'deaf') return;
    const { log } = reader;
    let due = always;
    for (;;) {
      const after = { epoch: reader.epoch, seq: reader.seq };
      const resync = log.resyncFor(after, this.mostBehind);
      if (resync) {
        reader.push(log.page(after, 1, { resync }).json);
        this.#drop(reader);
        reader.end();
        return;
      }
      if (!due && log.head.seq === reader.seq) return;
      const page = log.page(after);
      reader.push(page.json);
      reader.seq = page.last;
      reader.heartbeatAt = this.#clock.now;
      due = false;
      if (reader.once) return this.#drop(reader);
      if (page.whole) return;
    }
  }

  #beat(reader: Reader): void {
    const wait = reader.heartbeatAt === 0 ? HEARTBEAT_MS : Math.max(1, reader.heartbeatAt + HEARTBEAT_MS - this.#clock.now);
    this.#clock.after(wait, null, () => {
      if (reader.gone || reader.stuck) return;
      if (this.#clock.now - reader.heartbeatAt >= HEARTBEAT_MS) this.#read(reader, true);
      this.#beat(reader);
    });
  }

  #wake(log: Log): void {
    if (this.silent > 0) return this.#planHeads();
    if (this.#woken.has(log)) return;
    this.#woken.add(log);
    this.#clock.after(this.#wakeMs, null, () => {
      this.#woken.delete(log);
      for (const reader of [...this.#readers]) if (reader.log === log) this.#read(reader, false);
    });
  }

  /** What was committed without a wake-up is found when the heads are read again. */
  #planHeads(): void {
    if (this.#headsPlanned) return;
    this.#headsPlanned = true;
    const { now } = this.#clock;
    this.#clock.at((Math.floor(now / HEADS_MS) + 1) * HEADS_MS, null, () => {
      this.#headsPlanned = false;
      for (const reader of [...this.#readers]) this.#read(reader, false);
    });
  }

  #farewell(reader: Reader, reconnectWithinMs: number): void {
    if (reader.gone || reader.stuck) return;
    reader.push(reader.log.page({ epoch: reader.epoch, seq: reader.seq }, 1, { reconnectWithinMs }).json);
    this.#drop(reader);
    reader.end();
  }

  #drop(reader: Reader | undefined, session?: Session, id?: string): void {
    if (!reader) return;
    reader.gone = true;
    this.#readers.delete(reader);
    if (session && id !== undefined) session.readers.delete(id);
  }

  #leave(session: Session): void {
    this.#sessions.delete(session);
    for (const reader of session.readers.values()) this.#drop(reader);
  }
}
