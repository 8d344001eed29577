import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import type { EventPage as ServerPage } from '../../host-demo/server/generated/schema.ts';
import { EscalationWatch } from '../../src/escalation/once.ts';
import { parseEventPage, parseSnapshot } from '../../src/protocol/parse.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { reduce } from '../../src/session/reduce.ts';
import type { CustomerPage } from './customer-page.ts';
import type { Carrier } from './plan.ts';

const SHOWN = 50;
const WAIT_MS = 5;

/**
 * The customer's page: its own parse, reduce and watch over what the server gives them, by one of the three ways and through reloads. Keeps every
 * byte it was given.
 */
export class Page implements CustomerPage {
  readonly bytes: string[] = [];
  /** Ids of the escalations the host was told of, over all reloads. */
  readonly told: string[] = [];
  readonly changes: string[] = [];
  carrier: Carrier = 'subscription';
  view: ConversationView | null = null;
  #watch = new EscalationWatch();
  #feed: { pages: AsyncGenerator<ServerPage | null>; stop: AbortController } | null = null;
  readonly #backend: Backend;
  readonly #who: Identity;
  readonly #id: string;

  constructor(backend: Backend, who: Identity, id: string) {
    this.#backend = backend;
    this.#who = who;
    this.#id = id;
  }

  /** A new page of the same browser tab. */
  async reload(): Promise<void> {
    await this.lose();
    this.view = null;
    this.#watch = new EscalationWatch();
    const given = await this.#backend.conversation(this.#who, this.#id, SHOWN);
    const snapshot = parseSnapshot(this.#received(given));
    if (snapshot === null) throw new Error('The customer does not see their conversation.');
    this.view = reduce(null, [{ type: 'snapshot', snapshot }]);
    this.#look();
  }

  async carry(carrier: Carrier): Promise<void> {
    await this.lose();
    this.carrier = carrier;
  }

  /** The line is gone; the next reading opens it again from the cursor. */
  async lose(): Promise<void> {
    const feed = this.#feed;
    this.#feed = null;
    feed?.stop.abort();
    await feed?.pages.return(null);
  }

  /** Reads up to the number, as the carrier of the moment does. */
  async catchUp(seq: number): Promise<void> {
    while ((this.view?.cursor.seq ?? 0) < seq) {
      const page = parseEventPage(this.#received(await this.#next()));
      if (page === null) throw new Error('The customer lost sight of their conversation.');
      const before = this.view?.cursor.seq ?? 0;
      this.view = reduce(this.view, [{ type: 'page', page }]);
      this.#look();
      if (page.resync !== null) await this.reload();
      else if ((this.view?.cursor.seq ?? 0) === before && this.carrier !== 'subscription') throw new Error('A page brought nothing new.');
    }
  }

  /** As the server says it now. */
  async live(): Promise<NonNullable<ReturnType<typeof parseEventPage>>['live'] | undefined> {
    const after = this.view?.cursor ?? { epoch: '', seq: 0 };
    return parseEventPage(this.#received(await this.#backend.readEvents(this.#who, this.#id, after, 1)))?.live;
  }

  close(): Promise<void> {
    return this.lose();
  }

  async #next(): Promise<ServerPage | null> {
    const after = this.view?.cursor ?? { epoch: '', seq: 0 };
    if (this.carrier === 'poll') return this.#backend.readEvents(this.#who, this.#id, after, 200);
    if (this.carrier === 'long-poll') {
      const request = { conversationId: this.#id, after, liveId: this.view?.live.id ?? null };
      // A change of what is live alone answers too: it brings no event.
      const page = await this.#backend.pollEvents(this.#who, request, WAIT_MS, new AbortController().signal);
      return page;
    }
    if (this.#feed === null) {
      const stop = new AbortController();
      this.#feed = { stop, pages: this.#backend.followEvents(this.#who, this.#id, after, stop.signal) };
    }
    const { value, done } = await this.#feed.pages.next();
    if (done) throw new Error('The subscription ended by itself.');
    return value;
  }

  #received<Given>(given: Given): Given {
    this.bytes.push(JSON.stringify(given));
    return given;
  }

  #look(): void {
    if (this.view === null) return;
    const { reached, changed } = this.#watch.see(this.view, true);
    this.told.push(...reached.map(({ id }) => id ?? ''));
    this.changes.push(...changed.map(({ id, state }) => `${id} ${state}`));
  }
}
