import { LIMITS } from '../../src/session/limits.ts';
import { activeRun } from '../../src/session/select.ts';
import { Clock, drain } from './clock.ts';
import { install } from './globals.ts';
import { BLANK, checkScreen, checkSends, restOf, type Screen, Violation } from './invariants.ts';
import { Line, type Post, type Wrong } from './net.ts';
import { createRandom, type Random } from './random.ts';
import { closeCode, isFault, type Op, type Schedule } from './schedule.ts';
import { Server } from './server.ts';
import { Page, TabStorage } from './tab.ts';

/** What one schedule came to. */
export interface Result {
  readonly violation: { readonly rule: string; readonly message: string; readonly at: number } | null;
  /** Of everything that ran, in its order: equal for equal schedules. */
  readonly hash: number;
  readonly events: number;
  readonly sends: number;
  /** Ms from the end of the last fault until every tab was current. */
  readonly recoveryMs: number;
  readonly trace: readonly string[];
}

/** Budgets of FAULTS.md from the limits: 15 s after the limit that notices; what a server asks for comes on top. */
const NOTICED_MS = Math.max(LIMITS.pageMs, LIMITS.requestMs);
const CURRENT_MS = NOTICED_MS + 15_000;
const ASKED_MS = 5_000;
/** A message whose turn it is: the request that hangs, one step of back-off, what was asked, its way. */
const SETTLED_MS = CURRENT_MS + LIMITS.requestMs + LIMITS.backoffMaxMs + ASKED_MS;
/** Back on a WebSocket: the pause, a long poll that is held before the ladder looks, and what the server needs to free dead readers. */
const CLIMBED_MS = LIMITS.webSocketAgainMs + LIMITS.longPollMs + CURRENT_MS;
const PROBE_MS = 500;
const CONVERSATION = 'c1';

interface Tab {
  readonly index: number;
  readonly line: Line;
  readonly storage: TabStorage;
  page: Page | null;
  screen: Screen;
  hidden: number;
  noToken: number;
  wrongHint: number;
  clockOffMs: number;
  sending: number;
  /** Times of requests that send, by id of the message. */
  readonly tries: { at: number; id: string }[];
  readonly sent: string[];
  readonly maybe: Set<string>;
  waitedMs: number;
}

/** Bugs that are put into the world on purpose, to see that they are noticed: the server takes every send twice, or wakes and feeds nobody. */
export type Break = 'doubles' | 'deaf';

/** Runs one schedule from its first moment to its rest; never throws. */
export async function runSchedule(schedule: Schedule, options: { trace?: boolean; breaks?: Break } = {}): Promise<Result> {
  const world = new World(schedule, options.trace ?? false, options.breaks ?? null);
  const restore = install(world);
  try {
    return await world.run();
  } finally {
    restore();
  }
}

class World {
  readonly clock = new Clock();
  readonly random: Random;
  readonly quick: boolean;
  readonly #schedule: Schedule;
  readonly #server: Server;
  readonly #tabs: Tab[];
  readonly #pieces = new Map<string, number>();
  readonly #lines: string[] | null;
  #current: Page | null = null;
  #hash = 0x811c9dc5;
  #sends = 0;
  #over = false;
  #recoveryMs = -1;
  #failure: Violation | null = null;
  #heads: number[] = [];

  constructor(schedule: Schedule, trace: boolean, breaks: Break | null) {
    this.#schedule = schedule;
    this.#lines = trace ? [] : null;
    this.quick = !trace;
    this.random = createRandom(schedule.seed ^ 0x5bd1e995);
    this.#server = new Server(this.clock, this.random, schedule);
    this.#server.breaks = breaks;
    this.#server.nameless = schedule.nameless;
    this.#server.tokenLifeMs = schedule.tokenLifeMs;
    this.#server.piecesOf = (text) => this.#pieces.get(text) ?? 5;
    this.#tabs = schedule.speeds.map((speed, index) => ({
      index,
      line: new Line(this.clock, this.random, this.#server, speed),
      storage: new TabStorage(),
      page: null,
      screen: BLANK,
      hidden: 0,
      noToken: 0,
      wrongHint: 0,
      clockOffMs: 0,
      sending: 0,
      tries: [],
      sent: [],
      maybe: new Set(),
      waitedMs: 0,
    }));
  }

  /** Lets the trace name what the lines carry. */
  #listen(): void {
    if (this.#lines) for (const tab of this.#tabs) tab.line.note = (text) => this.#note(`tab ${tab.index}: ${text}`);
  }

  current(): Page | null {
    return this.#current;
  }

  async run(): Promise<Result> {
    this.#listen();
    for (const tab of this.#tabs) this.clock.at(tab.index * 7, null, () => this.#load(tab));
    for (const op of this.#schedule.ops) this.clock.at(op.at, null, () => this.#apply(op));
    this.clock.at(this.#schedule.calmAt, null, () => this.#probe());
    const onRejection = (reason: unknown): void => this.#fail(new Violation('no fault unhandled', String(reason)));
    process.on('unhandledRejection', onRejection);
    try {
      while (!this.#over && this.#failure === null) {
        const planned = this.clock.take(Number.POSITIVE_INFINITY);
        if (!planned) throw new Violation('liveness', 'nothing is planned any more and the clients are not at rest');
        this.#current = planned.owner as Page | null;
        this.#mix(planned.at);
        const { run } = planned;
        planned.run = null;
        run?.();
        if (this.#current === null) continue;
        await drain();
        this.#look(this.#current);
        this.#current = null;
      }
    } catch (fault) {
      this.#fail(
        fault instanceof Violation
          ? fault
          : new Violation('no fault unhandled', fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)),
      );
    } finally {
      await drain();
      process.off('unhandledRejection', onRejection);
      for (const tab of this.#tabs) if (tab.page) tab.page.dead = true;
    }
    return {
      violation: this.#failure && { rule: this.#failure.rule, message: this.#failure.message, at: this.clock.now },
      hash: this.#hash >>> 0,
      events: this.#log.head.seq,
      sends: this.#sends,
      recoveryMs: this.#recoveryMs,
      trace: this.#lines ?? [],
    };
  }

  get #log() {
    return this.#server.log(CONVERSATION);
  }

  #fail(violation: Violation): void {
    this.#failure ??= violation;
    this.#note(`violation: ${violation.message}`);
  }

  #note(text: string): void {
    this.#lines?.push(`${(this.clock.now / 1_000).toFixed(3).padStart(9)} s  ${text}`);
  }

  #mix(value: number): void {
    this.#hash = Math.imul(this.#hash ^ value, 0x01000193);
  }

  /** Code of a page runs now; the step ends with its promises. */
  #enter(page: Page, act: () => void): void {
    this.#current = page;
    act();
  }

  #load(tab: Tab): void {
    tab.screen = BLANK;
    tab.sending = 0;
    const { clock, random } = this;
    this.#note(`tab ${tab.index}: the page loads`);
    // The constructor runs the client's code, so it has to know whose timers it plans before it is done.
    new Page(
      {
        clock,
        random,
        line: tab.line,
        storage: tab.storage,
        conversationId: CONVERSATION,
        clockOffMs: () => tab.clockOffMs,
        online: () => tab.wrongHint === 0,
        token: () => this.#token(tab),
        told: (post, ended) => this.#told(tab, post, ended),
        failed: (what) => this.#fail(new Violation('liveness', `tab ${tab.index}: ${what}`)),
        begun: (begun) => {
          tab.page = begun;
          this.#current = begun;
        },
      },
      tab.hidden > 0,
    );
  }

  #token(tab: Tab): Promise<string> {
    return new Promise((resolve, reject) => {
      this.clock.after(this.random.whole(5, 300), tab.page, () => {
        if (tab.noToken > 0) reject(new Error('The host cannot give a token now.'));
        else resolve(this.#server.issueToken());
      });
    });
  }

  #told(tab: Tab, post: Post, ended: Promise<void>): void {
    if (post.name !== 'SendMessage' && post.name !== 'StartConversation') return;
    const input = post.variables.input as {
      text?: string;
      clientMessageId?: string;
      firstMessage?: { text: string; clientMessageId: string };
    };
    const { text, clientMessageId } = input.firstMessage ?? input;
    this.#note(`tab ${tab.index}: asks to send "${text}" as ${clientMessageId}`);
    tab.sending += 1;
    if (tab.sending > 1)
      this.#fail(new Violation('one at a time', `tab ${tab.index} sends two messages of one conversation at once (K-6)`));
    const { page } = tab;
    void ended.then(() => {
      if (tab.page === page) tab.sending -= 1;
    });
    tab.tries.push({ at: this.clock.now, id: String(text) });
    const since = this.clock.now - 10_000;
    const hurried = (page?.wakes.filter((at) => at > since).length ?? 0) + (page?.openings.filter(({ at }) => at > since).length ?? 0);
    const tries = tab.tries.filter((attempt) => attempt.at > since && attempt.id === String(text)).length;
    if (tries > 12 + 2 * hurried) this.#fail(new Violation('no hot loop', `tab ${tab.index} sent "${text}" ${tries} times within 10 s`));
  }

  #look(page: Page): void {
    const tab = this.#tabs.find((candidate) => candidate.page === page);
    if (!tab || page.dead) return;
    this.#checkPace(tab, page);
    const { view } = page;
    const entries = page.runtime.outbox.entries(CONVERSATION);
    if (view === tab.screen.view && entries === tab.screen.entries) return;
    const before = tab.screen;
    tab.screen = { view, entries };
    this.#mix((view?.cursor.seq ?? 0) * 31 + (view?.messages.length ?? 0) * 7 + entries.length + tab.index);
    if (this.#lines) this.#note(`tab ${tab.index}: ${describe(tab.screen)}`);
    checkScreen(before, tab.screen, this.#log, page.sentHere);
  }

  /** Nobody hammers a server: not with sockets, and not with openings that bring nothing (F02). */
  #checkPace(tab: Tab, page: Page): void {
    const { opened } = tab.line;
    const { now } = this.clock;
    const woken = (since: number): number => 2 * page.wakes.filter((at) => at > since).length;
    const newest = opened.at(-1);
    if (newest === now && opened.length > 16) {
      const sockets = opened.filter((at) => at > now - 10_000).length;
      if (sockets > 16 + woken(now - 10_000))
        throw new Violation('no hot loop', `tab ${tab.index} asked for ${sockets} sockets within 10 s`);
    }
    const { openings } = page;
    if (openings.at(-1)?.at !== now || openings.length < 16) return;
    let idle = 0;
    for (let at = openings.length - 1; at >= 0; at -= 1) {
      const opening = openings[at]!;
      if (opening.brought || opening.at < now - 30_000) break;
      idle += 1;
    }
    if (idle > 16 + woken(now - 30_000))
      throw new Violation('no hot loop', `tab ${tab.index} opened its feed ${idle} times within 30 s for nothing`);
  }

  /** After the last fault: is everything at rest, and if not, is it still within its budget? */
  #probe(): void {
    const log = this.#log;
    const { now } = this.clock;
    const since = now - this.#schedule.calmAt;
    this.#heads.push(log.head.seq);
    const expected = this.#heads.at(-7) ?? 0;
    let late = '';
    for (const tab of this.#tabs) {
      const { view, entries } = tab.screen;
      const current = view !== null && view.cursor.epoch === log.epoch && view.cursor.seq >= expected;
      if (!current) late = `tab ${tab.index} is at ${view?.cursor.seq ?? 'nothing'} of ${log.head.seq}`;
      if (!log.answering && entries.length > 0) tab.waitedMs += PROBE_MS;
      if (tab.waitedMs > SETTLED_MS + 5_000 * tab.sent.length)
        return this.#fail(
          new Violation(
            'liveness',
            `tab ${tab.index} had unsent messages for ${tab.waitedMs} ms with nothing in their way: ${describe(tab.screen)}`,
          ),
        );
    }
    if (late === '' && this.#recoveryMs < 0) this.#recoveryMs = since;
    if (late !== '' && since > CURRENT_MS + ASKED_MS + 3_000)
      return this.#fail(new Violation('liveness', `${since} ms after the last fault ${late}`));
    const missing = this.#missing();
    if (missing === null) {
      this.#over = true;
      for (const tab of this.#tabs) this.#finally(tab);
      return;
    }
    if (!log.answering && since > CLIMBED_MS && this.#tabs.every((tab) => tab.waitedMs === 0))
      return this.#fail(new Violation('at rest screen = log', `${since} ms after the last fault ${missing}`));
    if (since > 900_000) return this.#fail(new Violation('liveness', `a quarter of an hour after the last fault ${missing}`));
    this.clock.after(PROBE_MS, null, () => this.#probe());
  }

  #missing(): string | null {
    if (this.#log.answering) return 'an answer is being written';
    for (const tab of this.#tabs) {
      const missing = restOf(tab.screen, this.#log);
      if (missing) return `tab ${tab.index}: ${missing}`;
      if (tab.page?.runtime.transport.carrier !== 'websocket') return `tab ${tab.index} is not on a WebSocket`;
    }
    const readers = this.#server.readersOf(this.#log);
    return readers === this.#tabs.length ? null : `${this.#tabs.length} tabs have ${readers} feeds open`;
  }

  #finally(tab: Tab): void {
    try {
      checkSends(this.#log, tab.sent, tab.maybe);
    } catch (fault) {
      this.#fail(fault as Violation);
    }
  }

  #apply(op: Op): void {
    const tab = this.#tabs[op.tab]!;
    const { page } = tab;
    const awake = page && page.asleepUntil <= this.clock.now;
    // A person comes back to it when the machine or the page does; nothing happens to a browser that sleeps.
    if (NEEDS_PAGE.has(op.kind) && !awake) {
      if (page && !isFault(op)) this.clock.at(page.asleepUntil + 20, null, () => this.#apply(op));
      else if (!page) this.clock.after(50, null, () => this.#apply(op));
      return;
    }
    this.#note(`tab ${op.tab}: ${op.kind}${op.ms > 0 ? ` for ${op.ms} ms` : ''}`);
    if (page && awake && this.#act(op, tab, page)) return;
    if (this.#disturb(op, tab)) return;
    const wrong = op.kind as Wrong;
    tab.line.begin(wrong);
    this.clock.after(op.ms, null, () => tab.line.end(wrong));
  }

  /** What a person or a browser does to a page. */
  #act(op: Op, tab: Tab, page: Page): boolean {
    const later = (act: () => void): void => void this.clock.after(op.ms, null, act);
    switch (op.kind) {
      case 'send':
        this.#enter(page, () => this.#send(op, tab, page));
        return true;
      case 'retry':
      case 'stop':
        this.#enter(page, () => this.#answer(op.kind === 'stop', page));
        return true;
      case 'remount':
        this.#enter(page, () => page.unwatch());
        later(() => {
          if (!page.dead) this.#enter(page, () => page.watch());
        });
        return true;
      case 'hide':
        tab.hidden += 1;
        this.#enter(page, () => page.setHidden(true));
        later(() => {
          tab.hidden -= 1;
          if (tab.hidden === 0 && tab.page) this.#enter(tab.page, () => tab.page?.setHidden(false));
        });
        return true;
      case 'sleep':
        page.asleepUntil = this.clock.now + op.ms;
        if (op.count % 2 === 0) page.stoodStillMs += op.ms;
        this.clock.at(page.asleepUntil, page, () => page.wake());
        return true;
      case 'reload':
      case 'crash':
        this.#leave(tab, page);
        this.clock.after(op.kind === 'crash' ? 900 : 250, null, () => this.#load(tab));
        return true;
      case 'wake':
        this.#enter(page, () => page.wake());
        return true;
      default:
        return false;
    }
  }

  #send(op: Op, tab: Tab, page: Page): void {
    const text = `tab ${tab.index} says ${tab.sent.length}`;
    this.#pieces.set(text, op.count);
    tab.sent.push(text);
    this.#sends += 1;
    page.sentHere.add(text);
    const first = this.#schedule.starts && tab.index === 0 && tab.sent.length === 1;
    if (first) page.runtime.outbox.add({ conversationKey: CONVERSATION, text, opening: { organizationId: null } });
    else page.commands.send(CONVERSATION, text);
  }

  #answer(stop: boolean, page: Page): void {
    const run = activeRun(page.view);
    const newest = page.view?.messages.findLast((message) => message.runId !== null);
    const runId = stop ? run?.runId : run ? null : newest?.runId;
    if (!runId) return;
    (stop ? page.commands.stop(runId) : page.commands.retryRun(runId)).catch(() => {});
  }

  /** What the page had not kept may be gone with it, if the storage was full when it was to be kept. */
  #leave(tab: Tab, page: Page): void {
    page.die();
    tab.page = null;
    const kept = [...tab.storage.map.values()].join('\n');
    if (!page.runtime.outbox.failing) return;
    for (const text of page.sentHere) if (!kept.includes(`"${text}"`)) tab.maybe.add(text);
  }

  /** What happens to the browser, the way and the server, whoever looks. */
  #disturb(op: Op, tab: Tab): boolean {
    const { line, storage } = tab;
    const server = this.#server;
    const log = this.#log;
    const later = (act: () => void): true => {
      this.clock.after(op.ms, null, act);
      return true;
    };
    const lasting = (count: (change: 1 | -1) => void): true => {
      count(1);
      return later(() => count(-1));
    };
    switch (op.kind) {
      case 'storage-full':
        return lasting((change) => (storage.full += change));
      case 'wrong-hint':
        return lasting((change) => (tab.wrongHint += change));
      case 'no-token':
        return lasting((change) => (tab.noToken += change));
      case 'lost-wakes':
        return lasting((change) => (server.silent += change));
      case 'overload':
        return lasting((change) => (server.overloaded += change));
      case 'latency': {
        const more = 100 + 2 * op.count;
        return lasting((change) => (line.latencyMs += change * more));
      }
      case 'far-behind':
        server.mostBehind = 5;
        return later(() => (server.mostBehind = 5_000));
      case 'clock':
        tab.clockOffMs = ((op.count % 13) - 6) * 3_600_000;
        return true;
      case 'cut':
        line.cut();
        return true;
      case 'half-open':
        line.halfOpen();
        return true;
      case 'overlap':
      case 'twin':
      case 'hole':
        line.seams[op.kind] += 1 + (op.count % 2);
        return true;
      case 'restart':
      case 'kill':
        server.stop(op.kind === 'restart', op.ms, op.count * 3);
        return true;
      case 'lose-worker':
        log.loseWorker(false);
        return true;
      case 'forget':
        log.forget(op.count % 20);
        return true;
      case 'new-epoch':
        log.epoch = `epoch at ${this.clock.now}`;
        return true;
      case 'close':
        server.closeAll(closeCode(op));
        return true;
      case 'stick':
        server.stick();
        return true;
      default:
        return false;
    }
  }
}

const NEEDS_PAGE: ReadonlySet<string> = new Set(['send', 'retry', 'stop', 'remount', 'hide', 'sleep', 'reload', 'crash', 'wake']);

function describe({ view, entries }: Screen): string {
  const newest = view?.messages.at(-1);
  const answer = newest ? `, newest ${newest.id} ${newest.state} attempt ${newest.attempt} with ${newest.text.length} characters` : '';
  const unsent = entries.map((entry) => `"${entry.text}" ${entry.state}`).join(', ');
  return `${view ? `cursor ${view.cursor.seq}, ${view.messages.length} messages${answer}` : 'nothing yet'}${unsent ? `; unsent ${unsent}` : ''}`;
}
