import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { ChatRuntime } from '../../src/queries/chat-runtime.ts';
import { createCommands } from '../../src/queries/commands.ts';
import { followConversation, lineOf } from '../../src/queries/conversation-feed.ts';
import { followChanges } from '../../src/queries/conversations.ts';
import { answerTo, type Bench } from './bench.ts';
import { Chance } from './chance.ts';
import { createClient } from './client.ts';
import { Health, type Recovery } from './health.ts';
import { readLog } from './log.ts';
import type { FaultProxy, Lift } from './proxy.ts';
import { describeFault, type PlannedFault, type PlannedSend, type Schedule } from './schedule.ts';
import { Screen } from './screen.ts';
import { begin, noticedWithin } from './strike.ts';

/** A visible tab is current again within this, ms at real limits (docs/FAULTS.md). */
export const RECOVERY_BUDGET_MS = 15_000;
/** From the end of all faults until everything was sent and answered: several answers, requests that were lost, waits between. */
const REST_MS = 90_000;

export interface Played {
  readonly violations: readonly string[];
  readonly recoveries: readonly Recovery[];
  /** Faults that struck, by kind. */
  readonly struck: readonly string[];
  readonly trace: readonly string[];
  /** Nothing is wrong but that it took too long. */
  readonly merelyLate: boolean;
  /** The part of its time in which the process got no turn: limits and budgets mean nothing then. */
  readonly starved: number;
}

interface Seat {
  readonly runtime: ChatRuntime;
  readonly proxy: FaultProxy;
  readonly health: Health;
  screen: Screen | null;
  following: boolean;
}

/** Runs one schedule. @param proxies one per client; they are calmed, not closed. Never rejects: what breaks is a violation. */
export async function play(schedule: Schedule, bench: Bench, proxies: readonly FaultProxy[]): Promise<Played> {
  const playing = new Playing(schedule, bench, proxies);
  try {
    await playing.run();
  } catch (fault) {
    playing.say(`the run broke off: ${fault instanceof Error ? fault.message : String(fault)}`);
  } finally {
    playing.close();
  }
  return playing;
}

class Playing implements Played {
  readonly violations: string[] = [];
  readonly recoveries: Recovery[] = [];
  readonly struck: string[] = [];
  readonly trace: string[] = [];
  readonly #schedule: Schedule;
  readonly #bench: Bench;
  readonly #proxies: readonly FaultProxy[];
  readonly #seats: Seat[] = [];
  readonly #leave = new AbortController();
  readonly #lifts = new Set<Lift>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #sent: { readonly client: number; readonly id: string; readonly text: string }[] = [];
  readonly #subject = `s-${randomUUID()}`;
  readonly #began: number;
  readonly #counted: number;
  #late = 0;
  starved = 0;
  #id = '';
  #unsent: number;

  constructor(schedule: Schedule, bench: Bench, proxies: readonly FaultProxy[]) {
    this.#schedule = schedule;
    this.#bench = bench;
    this.#proxies = proxies;
    this.#unsent = schedule.sends.length;
    this.#began = performance.now();
    this.#counted = bench.now();
  }

  get merelyLate(): boolean {
    return this.violations.length > 0 && this.violations.length === this.#late;
  }

  say(what: string, late = false): void {
    this.violations.push(what);
    if (late) this.#late += 1;
    this.note(`VIOLATION ${what}`);
  }

  note(what: string): void {
    this.trace.push(`${String(Math.round(performance.now() - this.#began)).padStart(6)} ms  ${what}`);
  }

  async run(): Promise<void> {
    const { sends, faults, starting } = this.#schedule;
    const { backend, limits } = this.#bench;
    const token = await this.#bench.token(this.#subject);
    for (let at = 0; at < this.#schedule.clients; at += 1) this.#seats.push(this.#seat(at, token));
    if (!starting) {
      const { conversation, error } = await backend.startConversation(this.#who, { clientConversationId: randomUUID() });
      if (!conversation) throw new Error(`The conversation could not be made: ${error?.message}`);
      this.#id = conversation.id;
    }
    for (const fault of faults) this.#plan(fault);
    const [first, ...later] = sends;
    const started = first && starting ? this.#send(first) : Promise.resolve();
    for (const seat of this.#seats) seat.screen = new Screen(seat.runtime, this.#id);
    for (const send of starting ? later : sends) this.#at(send.atMs, () => void started.then(() => this.#send(send)));
    void started.then(() => {
      for (const [at, seat] of this.#seats.entries()) this.#follow(seat, at);
    });
    await this.#sleep(this.#schedule.liftedMs / limits.by);
    this.#liftAll();
    await this.#rest();
  }

  close(): void {
    const took = performance.now() - this.#began;
    this.starved = Math.max(0, 1 - (this.#bench.now() - this.#counted) / took);
    this.#liftAll();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#leave.abort();
    for (const { runtime, health, screen, proxy } of this.#seats) {
      health.stop();
      screen?.close();
      runtime.dispose(true);
      proxy.calm();
    }
  }

  get #who(): ReturnType<Bench['identity']> {
    return this.#bench.identity(this.#subject);
  }

  #seat(at: number, token: string): Seat {
    const proxy = this.#proxies[at];
    if (!proxy) throw new Error(`There is no proxy for client ${at}.`);
    const chance = new Chance(this.#schedule.seed + at + 1);
    const { limits } = this.#bench;
    const runtime = createClient({
      url: proxy.url,
      token,
      transport: this.#schedule.transport,
      limits: limits.client,
      random: () => chance.next(),
      onSocket: (event) => this.note(`client ${at} socket ${event.type === 'opened' ? 'opened' : `ended: ${event.error.message}`}`),
    });
    runtime.lines.subscribe(() => this.note(`client ${at} line ${JSON.stringify(runtime.lines.get(lineOf(this.#id)))}`));
    const seat: Seat = { runtime, proxy, screen: null, following: false, health: this.#healthOf(at, () => seat) };
    return seat;
  }

  #healthOf(at: number, seat: () => Seat): Health {
    const budget = RECOVERY_BUDGET_MS / this.#bench.limits.by;
    return new Health({
      bench: this.#bench,
      head: () => this.#head(),
      shown: () => {
        const { screen, runtime, following } = seat();
        const seq = screen?.view?.cursor.seq ?? 0;
        return following ? { seq, live: seq > 0 && runtime.lines.get(lineOf(this.#id)).status === 'live' } : null;
      },
      recovered: (recovery) => {
        this.recoveries.push(recovery);
        this.note(`client ${at} recovered in ${Math.round(recovery.ms)} ms from ${recovery.faults.join(', ')}`);
        if (recovery.ms > budget)
          this.say(`client ${at} took ${Math.round(recovery.ms)} ms to recover from ${recovery.faults.join(', ')}`, true);
      },
    });
  }

  async #head(): Promise<number> {
    const point = this.#seats.map(({ screen }) => screen?.view?.cursor).find((cursor) => cursor !== undefined);
    const page = point && (await this.#bench.backend.readEvents(this.#who, this.#id, point, 1));
    return page?.head.seq ?? 0;
  }

  /** Resolves when its conversation exists. */
  #send({ client, text }: PlannedSend): Promise<void> {
    const seat = this.#seats[client];
    if (!seat) return Promise.resolve();
    const sent = createCommands(seat.runtime).send(this.#id || null, text);
    this.#id = sent.conversationKey;
    this.#sent.push({ client, id: sent.clientMessageId, text });
    this.#unsent -= 1;
    this.note(`client ${client} sends ${sent.clientMessageId}`);
    return sent.conversationId.then(
      () => undefined,
      (fault: Error) => this.say(`the conversation could not be started: ${fault.message}`),
    );
  }

  #follow(seat: Seat, at: number): void {
    if (this.#leave.signal.aborted) return;
    const { signal } = this.#leave;
    // All clients leave together: each feed listens a few times.
    setMaxListeners(0, signal);
    const broken = (what: string) => (fault: unknown) => {
      if (!signal.aborted) this.say(`client ${at}: ${what} ended with ${String(fault)}`);
    };
    seat.following = true;
    followConversation(seat.runtime, this.#id, signal).then(
      () => broken('reading the conversation')('access withdrawn'),
      broken('reading the conversation'),
    );
    if (this.#schedule.lists[at]) followChanges(seat.runtime, signal).catch(broken('reading the lists'));
  }

  #plan(planned: PlannedFault): void {
    const seat = this.#seats[planned.client];
    if (!seat) return;
    const strike = (): void => this.#strike(planned, seat);
    if ('ms' in planned.at) this.#at(planned.at.ms, strike);
    else this.#lifts.add(seat.proxy.afterBytes(planned.at.bytes, strike));
  }

  #strike(planned: PlannedFault, seat: Seat): void {
    const { client, fault } = planned;
    this.note(`begins: ${describeFault(planned)}`);
    this.struck.push(fault.kind);
    const { limits } = this.#bench;
    const id = seat.health.begin(fault.kind, noticedWithin(fault, seat.runtime.transport.carrier, limits.client));
    const lift = begin(fault, seat.proxy, limits.by, () => {
      this.note(`over: ${fault.kind} of client ${client}`);
      seat.health.end(id);
    });
    this.#lifts.add(lift);
  }

  #liftAll(): void {
    for (const lift of this.#lifts) lift();
    this.#lifts.clear();
  }

  /** Waits until nothing moves any more, then compares every screen with the log. */
  async #rest(): Promise<void> {
    const { limits, backend } = this.#bench;
    const until = this.#bench.now() + REST_MS / limits.by;
    let before = -1;
    let waitMs = 40;
    for (;;) {
      await this.#sleep(waitMs);
      const late = this.#bench.now() > until;
      const shown = this.#seats.map(({ screen }) => (screen?.resting ? screen.view?.cursor.seq : undefined));
      const [seq] = shown;
      const steady = this.#unsent === 0 && seq !== undefined && seq === before && shown.every((other) => other === seq);
      before = seq ?? -1;
      if (!steady && !late) continue;
      const log = await readLog(backend, this.#who, this.#id);
      if (!log) throw new Error('The conversation is not in the log.');
      const written = log.messages.every(({ state }) => state !== 'PENDING' && state !== 'STREAMING');
      const rest = log.head === seq && written && log.messages.some(({ byCustomer }) => !byCustomer);
      // Reading a log is dear: not again at once.
      waitMs = 120;
      if (!rest && !late) continue;
      if (late) this.say(`not at rest ${REST_MS / limits.by} ms after the last fault`, true);
      return this.#compare(log);
    }
  }

  #compare(log: NonNullable<Awaited<ReturnType<typeof readLog>>>): void {
    for (const fault of log.faults) this.say(fault);
    for (const [at, { screen, health }] of this.#seats.entries()) {
      screen?.compare(log);
      for (const violation of screen?.violations ?? []) this.say(`client ${at}: ${violation}`);
      const overdue = health.overdueMs;
      if (overdue !== null && overdue > RECOVERY_BUDGET_MS / this.#bench.limits.by)
        this.say(`client ${at} has not recovered for ${Math.round(overdue)} ms`, true);
    }
    const mine = log.messages.filter(({ byCustomer }) => byCustomer);
    for (const { id, text } of this.#sent) {
      const times = mine.filter((message) => message.clientMessageId === id && message.text === text).length;
      if (times !== 1) this.say(`the send ${id} is in the log ${times} times`);
    }
    if (mine.length !== this.#sent.length) this.say(`${this.#sent.length} sends made ${mine.length} messages`);
    for (let client = 0; client < this.#schedule.clients; client += 1) {
      const order = this.#sent
        .filter((sent) => sent.client === client)
        .map(({ id }) => mine.findIndex((message) => message.clientMessageId === id));
      if (order.some((place, at) => at > 0 && place < (order[at - 1] ?? 0)))
        this.say(`client ${client}'s sends are in the log in another order`);
    }
    const answers = log.messages.filter(({ byCustomer }) => !byCustomer);
    if (answers.length > mine.length) this.say(`${mine.length} sends got ${answers.length} answers`);
    const wanted = new Set(this.#sent.map(({ text }) => answerTo(text)));
    for (const answer of answers)
      if (answer.state === 'COMPLETED' && !wanted.has(answer.text)) this.say(`the answer ${answer.id} is not what the responder said`);
  }

  #at(ms: number, act: () => void): void {
    this.#timers.add(setTimeout(act, ms / this.#bench.limits.by));
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#timers.add(setTimeout(resolve, ms)));
  }
}
