import { LIMITS } from '../../src/session/limits.ts';
import { checkSends, restOf, Violation } from './invariants.ts';
import { CONVERSATION, describe, type Life, type Tab } from './life.ts';

/** Budgets of FAULTS.md from the limits: 15 s after the limit that notices; what a server asks for comes on top. */
const NOTICED_MS = Math.max(LIMITS.pageMs, LIMITS.requestMs);
const CURRENT_MS = NOTICED_MS + 15_000;
const ASKED_MS = 5_000;
/** A message whose turn it is: the request that hangs, one step of back-off, what was asked, its way. */
const SETTLED_MS = CURRENT_MS + LIMITS.requestMs + LIMITS.backoffMaxMs + ASKED_MS;
/** Back on a WebSocket: the pause, a long poll that is held before the ladder looks, and what the server needs to free dead readers. */
const CLIMBED_MS = LIMITS.webSocketAgainMs + LIMITS.longPollMs + CURRENT_MS;
const PROBE_MS = 500;

/** After the last fault: is everything within its budget, and at rest in the end? */
export class Judge {
  /** Everything is at rest. */
  over = false;
  /** Ms from the end of the last fault until every tab was current; -1: not yet. */
  recoveryMs = -1;
  readonly #life: Life;
  readonly #heads: number[] = [];
  /** Since when nobody writes and nothing is unsent. */
  #restingAt: number;

  constructor(life: Life) {
    this.#life = life;
    this.#restingAt = life.schedule.doneAt;
  }

  /** After the last fault: is everything at rest, and if not, is it still within its budget? */
  probe(): void {
    const log = this.#life.server.log(CONVERSATION);
    const { now } = this.#life.clock;
    const since = now - Math.max(this.#life.schedule.calmAt, this.#life.server.readers.misplacedAt);
    this.#heads.push(log.head.seq);
    const expected = this.#heads.at(-7) ?? 0;
    let late = '';
    for (const tab of this.#life.tabs) {
      const { view, entries } = tab.screen;
      // Nobody looks at it now, so nothing is read.
      const current = tab.page?.watched === false || (view !== null && view.cursor.epoch === log.epoch && view.cursor.seq >= expected);
      if (!current) late = `tab ${tab.index} is at ${view?.cursor.seq ?? 'nothing'} of ${log.head.seq}`;
      if (!log.answering && entries.length > 0) tab.waitedMs += PROBE_MS;
      if (tab.waitedMs > SETTLED_MS + 5_000 * tab.sent.length)
        return void this.#life.fail(
          new Violation(
            'liveness',
            `tab ${tab.index} had unsent messages for ${tab.waitedMs} ms with nothing in their way: ${describe(tab.screen)}`,
          ),
        );
    }
    if (late === '' && this.recoveryMs < 0) this.recoveryMs = since;
    if (late !== '' && since > CURRENT_MS + ASKED_MS + 3_000)
      return void this.#life.fail(new Violation('liveness', `${since} ms after the last fault ${late}`));
    const missing = this.#missing();
    if (missing === null && now >= this.#life.schedule.doneAt) {
      this.over = true;
      for (const tab of this.#life.tabs) this.#finally(tab);
      return;
    }
    const busy = log.answering || now < this.#life.schedule.doneAt || this.#life.tabs.some((tab) => tab.screen.entries.length > 0);
    if (busy) this.#restingAt = now;
    if (now - this.#restingAt > CLIMBED_MS)
      return void this.#life.fail(
        new Violation('at rest screen = log', `${now - this.#restingAt} ms after the last that happened ${missing}`),
      );
    if (now - this.#life.schedule.doneAt > 900_000)
      return void this.#life.fail(new Violation('liveness', `a quarter of an hour after the last that happened ${missing}`));
    this.#life.clock.after(PROBE_MS, null, () => this.probe());
  }

  #missing(): string | null {
    if (this.#life.server.log(CONVERSATION).answering) return 'an answer is being written';
    const sockets = this.#life.transport === 'websocket' || this.#life.transport === 'ladder';
    for (const tab of this.#life.tabs) {
      const missing = restOf(tab.screen, this.#life.server.log(CONVERSATION));
      if (missing) return `tab ${tab.index}: ${missing}`;
      if (sockets && tab.page?.runtime.transport.carrier !== 'websocket') return `tab ${tab.index} is not on a WebSocket`;
    }
    // Between two polls nothing is open.
    if (!sockets) return null;
    const readers = this.#life.server.readers.of(this.#life.server.log(CONVERSATION));
    return readers === this.#life.tabs.length ? null : `${this.#life.tabs.length} tabs have ${readers} feeds open`;
  }

  #finally(tab: Tab): void {
    try {
      checkSends(this.#life.server.log(CONVERSATION), tab.sent, tab.maybe);
    } catch (fault) {
      this.#life.fail(fault as Violation);
    }
  }
}
