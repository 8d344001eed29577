import type { TransportName } from '../faults/schedule.ts';
import { Clock, drain } from './clock.ts';
import type { Post } from './fetch.ts';
import { install } from './globals.ts';
import { Happenings } from './happenings.ts';
import { BLANK, checkScreen, Violation } from './invariants.ts';
import { Judge } from './judge.ts';
import { CONVERSATION, describe, type Life, type Tab } from './life.ts';
import { Line } from './line.ts';
import { createRandom, type Random } from './random.ts';
import type { Schedule } from './schedule.ts';
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

/** Bugs that are put into the world on purpose, to see that they are noticed: the server takes every send twice, or wakes and feeds nobody. */
export type Break = 'doubles' | 'deaf';

export interface RunOptions {
  readonly trace?: boolean;
  readonly breaks?: Break;
  /** Default: the ladder. One of its rungs alone stays on it whatever happens. */
  readonly transport?: TransportName;
}

/** Runs one schedule from its first moment to its rest; never throws. */
export async function runSchedule(schedule: Schedule, options: RunOptions = {}): Promise<Result> {
  const world = new World(schedule, options);
  const restore = install(world);
  try {
    return await world.run();
  } finally {
    restore();
  }
}

class World implements Life {
  readonly clock = new Clock();
  readonly random: Random;
  readonly quick: boolean;
  readonly schedule: Schedule;
  readonly transport: TransportName;
  readonly server: Server;
  readonly tabs: Tab[];
  readonly #pieces = new Map<string, number>();
  readonly #lines: string[] | null;
  readonly #pages: Page[] = [];
  #current: Page | null = null;
  #hash = 0x811c9dc5;
  #sends = 0;
  #failure: Violation | null = null;

  constructor(schedule: Schedule, { trace = false, breaks, transport = 'ladder' }: RunOptions) {
    this.schedule = schedule;
    this.transport = transport;
    this.#lines = trace ? [] : null;
    this.quick = !trace;
    this.random = createRandom(schedule.seed ^ 0x5bd1e995);
    this.server = new Server(this.clock, this.random, schedule);
    this.server.doubles = breaks === 'doubles';
    this.server.readers.deaf = breaks === 'deaf';
    this.server.nameless = schedule.nameless;
    this.server.tokenLifeMs = schedule.tokenLifeMs;
    this.server.piecesOf = (text) => this.#pieces.get(text) ?? 5;
    this.tabs = schedule.speeds.map((speed, index) => ({
      index,
      line: new Line(this.clock, this.random, this.server, speed),
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
    if (this.#lines) for (const tab of this.tabs) tab.line.note = (text) => this.note(`tab ${tab.index}: ${text}`);
  }

  current(): Page | null {
    return this.#current;
  }

  async run(): Promise<Result> {
    this.#listen();
    for (const tab of this.tabs) this.clock.at(tab.index * 7, null, () => this.load(tab));
    const happenings = new Happenings(this);
    for (const op of this.schedule.ops) this.clock.at(op.at, null, () => happenings.apply(op));
    const judge = new Judge(this);
    this.clock.at(this.schedule.calmAt, null, () => judge.probe());
    const onRejection = (reason: unknown): void => this.fail(new Violation('no fault unhandled', String(reason)));
    process.on('unhandledRejection', onRejection);
    try {
      while (!judge.over && this.#failure === null) {
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
      this.fail(
        fault instanceof Violation
          ? fault
          : new Violation('no fault unhandled', fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)),
      );
    } finally {
      await this.#release();
      process.off('unhandledRejection', onRejection);
    }
    return {
      violation: this.#failure && { rule: this.#failure.rule, message: this.#failure.message, at: this.clock.now },
      hash: this.#hash >>> 0,
      events: this.#log.head.seq,
      sends: this.#sends,
      recoveryMs: judge.recoveryMs,
      trace: this.#lines ?? [],
    };
  }

  async #release(): Promise<void> {
    for (const page of this.#pages) {
      this.#current = page;
      page.release();
      await drain();
    }
    this.#current = null;
  }

  get #log() {
    return this.server.log(CONVERSATION);
  }

  fail(violation: Violation): void {
    this.#failure ??= violation;
    this.note(`violation: ${violation.message}`);
  }

  said(text: string, pieces: number): void {
    this.#pieces.set(text, pieces);
    this.#sends += 1;
  }

  note(text: string): void {
    this.#lines?.push(`${(this.clock.now / 1_000).toFixed(3).padStart(9)} s  ${text}`);
  }

  #mix(value: number): void {
    this.#hash = Math.imul(this.#hash ^ value, 0x01000193);
  }

  enter(page: Page, act: () => void): void {
    this.#current = page;
    act();
  }

  load(tab: Tab): void {
    tab.screen = BLANK;
    tab.sending = 0;
    // A page that was loaded afresh knows nothing of earlier waits: its pace is its own.
    tab.tries.length = 0;
    tab.line.opened.length = 0;
    const { clock, random } = this;
    this.note(`tab ${tab.index}: the page loads`);
    // The constructor runs the client's code, so it has to know whose timers it plans before it is done.
    new Page(
      {
        transport: this.transport,
        clock,
        random,
        line: tab.line,
        storage: tab.storage,
        conversationId: CONVERSATION,
        clockOffMs: () => tab.clockOffMs,
        online: () => tab.wrongHint === 0,
        token: () => this.#token(tab),
        told: (post, ended) => this.#told(tab, post, ended),
        failed: (what) => this.fail(new Violation('liveness', `tab ${tab.index}: ${what}`)),
        begun: (begun) => {
          tab.page = begun;
          this.#pages.push(begun);
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
        else resolve(this.server.issueToken());
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
    this.note(`tab ${tab.index}: asks to send "${text}" as ${clientMessageId}`);
    tab.sending += 1;
    if (tab.sending > 1) this.fail(new Violation('one at a time', `tab ${tab.index} sends two messages of one conversation at once (K-6)`));
    const { page } = tab;
    void ended.then(() => {
      if (tab.page === page) tab.sending -= 1;
    });
    tab.tries.push({ at: this.clock.now, id: String(text) });
    const since = this.clock.now - 10_000;
    const hurried = (page?.wakes.filter((at) => at > since).length ?? 0) + (page?.openings.filter(({ at }) => at > since).length ?? 0);
    const tries = tab.tries.filter((attempt) => attempt.at > since && attempt.id === String(text)).length;
    if (tries > 12 + 2 * hurried) this.fail(new Violation('no hot loop', `tab ${tab.index} sent "${text}" ${tries} times within 10 s`));
  }

  #look(page: Page): void {
    const tab = this.tabs.find((candidate) => candidate.page === page);
    if (!tab || page.dead) return;
    this.#checkPace(tab, page);
    const { view } = page;
    const entries = page.runtime.outbox.entries(CONVERSATION);
    if (view === tab.screen.view && entries === tab.screen.entries) return;
    const before = tab.screen;
    tab.screen = { view, entries };
    this.#mix((view?.cursor.seq ?? 0) * 31 + (view?.messages.length ?? 0) * 7 + entries.length + tab.index);
    if (this.#lines) this.note(`tab ${tab.index}: ${describe(tab.screen)}`);
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
}
