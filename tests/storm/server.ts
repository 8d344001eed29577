import type { Clock } from './clock.ts';
import { Log, type Planner, type Point, userError } from './log.ts';
import type { Random } from './random.ts';
import { type Reader, Readers, type Seams } from './readers.ts';

/** What a carrier's connection is to the server: it sends frames and closes. */
export interface Peer {
  send(frame: string): void;
  close(code: number): void;
  readonly gone: boolean;
}

interface Session {
  readonly peer: Peer;
  readonly seams: Seams;
  expiresAt: number;
  ready: boolean;
  readonly readers: Map<string, Reader>;
}

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
  readonly readers: Readers;
  /** It accepts nothing: away or starting. */
  down = 0;
  overloaded = 0;
  /** Retrying an answer does not name the new run, as servers before that field. */
  nameless = false;
  /** Takes every message twice: a bug put in on purpose. */
  doubles = false;
  /** Ms a token lives; null: for ever. */
  tokenLifeMs: number | null = null;
  piecesOf: (text: string) => number = () => 10;
  /** Told for every send that arrives. */
  onSend: (conversationId: string) => void = () => {};
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #planner: Planner;
  readonly #sessions = new Set<Session>();
  #sends: number[] = [];

  constructor(clock: Clock, random: Random, options: { wakeMs: number; beatMs: number }) {
    this.#clock = clock;
    this.#random = random;
    this.readers = new Readers(clock, random, options.wakeMs);
    this.#planner = { clock, whole: random.whole, beatMs: options.beatMs };
  }

  log(id: string): Log {
    let log = this.logs.get(id);
    if (!log) {
      log = new Log(id, this.#planner);
      const made = log;
      log.onAppend = () => this.readers.wake(made);
      this.logs.set(id, log);
    }
    return log;
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
      if (planned) for (const reader of session.readers.values()) this.readers.farewell(reader, reconnectWithinMs);
      this.#leave(session);
      session.peer.close(planned ? 1012 : 1006);
    }
    for (const reader of this.readers.all()) {
      if (planned) this.readers.farewell(reader, reconnectWithinMs);
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
    if (this.doubles) log.say(null, text, 0);
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
      if (!session.ready) return void session.peer.close(4401);
      this.#subscribe(session, message.id ?? '', message.payload ?? {});
    }
  }

  #init(session: Session, authorization: string): void {
    session.expiresAt = this.#expiry(authorization.replace('Bearer ', ''));
    const lifeMs = session.expiresAt - this.#clock.now;
    if (lifeMs <= 0) return void session.peer.close(4403);
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
    const reader = this.readers.open(this.log(variables.conversationId), variables.after, false, {
      push: (json) => session.peer.send(`{"id":"${id}","type":"next","payload":{"data":{"conversationEvents":${json}}}}`),
      end: () => {
        session.readers.delete(id);
        session.peer.send(`{"id":"${id}","type":"complete"}`);
      },
    });
    session.readers.set(id, reader);
    this.readers.seam(reader, variables.after, session.seams);
    this.readers.read(reader, true);
  }

  #poll(variables: Record<string, unknown>, seams: Seams, answer: (answer: Answer) => void): () => void {
    const log = this.log(String(variables.conversationId));
    const reader = this.readers.open(log, variables.after as Point, true, {
      push: (json) => answer({ status: 200, body: `{"data":{"conversationEvents":${json}}}` }),
      end: () => {},
    });
    const waitMs = Number(variables.waitMs);
    if (this.readers.seam(reader, variables.after as Point, seams)) return () => {};
    this.readers.read(reader, waitMs === 0 || variables.liveId === null);
    if (!reader.gone) this.#clock.after(waitMs, null, () => this.readers.read(reader, true));
    return () => this.#drop(reader);
  }

  #drop(reader: Reader | undefined, session?: Session, id?: string): void {
    if (!reader) return;
    this.readers.drop(reader);
    if (session && id !== undefined) session.readers.delete(id);
  }

  #leave(session: Session): void {
    this.#sessions.delete(session);
    for (const reader of session.readers.values()) this.#drop(reader);
  }
}
