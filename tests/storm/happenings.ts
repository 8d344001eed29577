import { activeRun } from '../../src/session/select.ts';
import { CONVERSATION, type Life, type Tab } from './life.ts';
import type { Wrong } from './line.ts';
import { closeCode, isFault, type Op } from './schedule.ts';
import type { Page } from './tab.ts';

const NEEDS_PAGE: ReadonlySet<string> = new Set(['send', 'retry', 'stop', 'remount', 'hide', 'sleep', 'reload', 'crash', 'wake']);

/** Makes happen what a schedule says: persons, browsers, the way, the server. */
export class Happenings {
  readonly #life: Life;

  constructor(life: Life) {
    this.#life = life;
  }

  apply(op: Op): void {
    const tab = this.#life.tabs[op.tab]!;
    const { page } = tab;
    const awake = page && page.asleepUntil <= this.#life.clock.now;
    // A person comes back to it when the machine or the page does; nothing happens to a browser that sleeps.
    if (NEEDS_PAGE.has(op.kind) && !awake) {
      if (page && !isFault(op)) this.#life.clock.at(page.asleepUntil + 20, null, () => this.apply(op));
      else if (!page) this.#life.clock.after(50, null, () => this.apply(op));
      return;
    }
    this.#life.note(`tab ${op.tab}: ${op.kind}${op.ms > 0 ? ` for ${op.ms} ms` : ''}`);
    if (page && awake && this.#act(op, tab, page)) return;
    if (this.#disturb(op, tab)) return;
    const wrong = op.kind as Wrong;
    tab.line.begin(wrong);
    this.#life.clock.after(op.ms, null, () => tab.line.end(wrong));
  }

  /** What a person or a browser does to a page. */
  #act(op: Op, tab: Tab, page: Page): boolean {
    const later = (act: () => void): void => void this.#life.clock.after(op.ms, null, act);
    switch (op.kind) {
      case 'send':
        this.#life.enter(page, () => this.#send(op, tab, page));
        return true;
      case 'retry':
      case 'stop':
        this.#life.enter(page, () => this.#answer(op.kind === 'stop', page));
        return true;
      case 'remount':
        this.#life.enter(page, () => page.unwatch());
        later(() => {
          if (!page.dead) this.#life.enter(page, () => page.watch());
        });
        return true;
      case 'hide':
        tab.hidden += 1;
        this.#life.enter(page, () => page.setHidden(true));
        later(() => {
          tab.hidden -= 1;
          if (tab.hidden === 0 && tab.page) this.#life.enter(tab.page, () => tab.page?.setHidden(false));
        });
        return true;
      case 'sleep':
        page.asleepUntil = this.#life.clock.now + op.ms;
        if (op.count % 2 === 0) page.stoodStillMs += op.ms;
        this.#life.clock.at(page.asleepUntil, page, () => page.wake());
        return true;
      case 'reload':
      case 'crash':
        this.#leave(tab, page);
        this.#life.clock.after(op.kind === 'crash' ? 900 : 250, null, () => this.#life.load(tab));
        return true;
      case 'wake':
        this.#life.enter(page, () => page.wake());
        return true;
      default:
        return false;
    }
  }

  #send(op: Op, tab: Tab, page: Page): void {
    const text = `tab ${tab.index} says ${tab.sent.length}`;
    tab.sent.push(text);
    this.#life.said(text, op.count);
    page.sentHere.add(text);
    const first = this.#life.schedule.starts && tab.index === 0 && tab.sent.length === 1;
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
    const server = this.#life.server;
    const log = this.#life.server.log(CONVERSATION);
    const later = (act: () => void): true => {
      this.#life.clock.after(op.ms, null, act);
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
        return lasting((change) => (server.readers.silent += change));
      case 'overload':
        return lasting((change) => (server.overloaded += change));
      case 'latency': {
        const more = 100 + 2 * op.count;
        return lasting((change) => (line.latencyMs += change * more));
      }
      case 'far-behind':
        server.readers.mostBehind = 5;
        return later(() => (server.readers.mostBehind = 5_000));
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
        log.epoch = `epoch at ${this.#life.clock.now}`;
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
