import { type Query, QueryObserver } from '@tanstack/react-query';
import type { Transport } from '../../src/protocol/transport.ts';
import { type ChatRuntime, createChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { type ChatCommands, createCommands } from '../../src/queries/commands.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import type { Environment, TextStorage } from '../../src/session/environment.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { type Access, createAccess } from '../../src/transports/access.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createLadder } from '../../src/transports/ladder.ts';
import { OWN_SLOT, type PollSlot } from '../../src/transports/poll-slot.ts';
import { createRotatingFeeds } from '../../src/transports/rotation.ts';
import type { SocketEvent } from '../../src/transports/websocket.ts';
import type { TransportName } from '../faults/schedule.ts';
import type { Clock } from './clock.ts';
import { type Post, virtualFetch } from './fetch.ts';
import type { TimeOwner } from './globals.ts';
import type { Line } from './line.ts';
import { sumOf } from './log.ts';
import type { Random } from './random.ts';
import { socketClass } from './socket.ts';

const FRAME_MS = 16;

/** `sessionStorage` of one tab: it outlives reloads and crashes. Chromium gives the keys in their own order, not in that of writing. */
export class TabStorage implements TextStorage {
  readonly map = new Map<string, string>();
  full = 0;
  get length(): number {
    return this.map.size;
  }
  key(index: number): string | null {
    return [...this.map.keys()].sort()[index] ?? null;
  }
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full > 0) throw new Error('QuotaExceededError');
    this.map.set(key, value);
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
}

/** Other pages have all places for held requests: this one polls at intervals. */
const NO_SLOT: PollSlot = { take: () => false, leave() {} };

export interface PageOptions {
  /** The ladder, or one of its rungs alone. */
  readonly transport: TransportName;
  readonly clock: Clock;
  readonly random: Random;
  readonly line: Line;
  readonly storage: TabStorage;
  readonly conversationId: string;
  /** Ms the wall clock of this machine is off (F42). */
  readonly clockOffMs: () => number;
  readonly online: () => boolean;
  /** Fails while the host can give no token. */
  readonly token: () => Promise<string>;
  told(post: Post, ended: Promise<void>): void;
  failed(what: string): void;
  /** Called before any code of the client runs. */
  begun(page: Page): void;
}

/** One loading of the page in a tab: the real client in a virtual browser. A reload ends it and begins another. */
export class Page implements TimeOwner {
  dead = false;
  asleepUntil = 0;
  hidden = false;
  stoodStillMs = 0;
  /** Openings of the conversation's feed, by time; those that brought events are marked. */
  readonly openings: { at: number; brought: boolean }[] = [];
  /** Times at which this page was told to try sooner. */
  readonly wakes: number[] = [];
  readonly sentHere = new Set<string>();
  readonly #options: PageOptions;
  readonly #wakers = new Set<() => void>();
  readonly #onHidden = new Set<() => void>();
  readonly runtime: ChatRuntime;
  readonly commands: ChatCommands;
  #watching: (() => void) | null = null;
  #query: Query<ConversationView | null> | null = null;

  constructor(options: PageOptions, hidden: boolean) {
    this.#options = options;
    this.hidden = hidden;
    options.begun(this);
    this.runtime = createChatRuntime({ transport: this.#transport(), environment: this.#environment(), scope: 'storm' });
    this.commands = createCommands(this.runtime);
    this.watch();
  }

  get view(): ConversationView | null {
    return this.#query?.state.data ?? null;
  }

  /** As `useConversation` does: a query whose function does not end. */
  watch(): void {
    if (this.#watching) return;
    const { queryClient } = this.runtime;
    const id = this.#options.conversationId;
    const observer = new QueryObserver<ConversationView | null>(queryClient, {
      queryKey: keys.conversation(id),
      queryFn: ({ signal }) => followConversation(this.runtime, id, signal),
      retry: false,
      staleTime: 0,
      refetchOnMount: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      structuralSharing: false,
    });
    this.#query = observer.getCurrentQuery();
    this.#watching = observer.subscribe((result) => {
      if (result.error && result.fetchStatus === 'idle') this.#options.failed(`Reading stopped for good: ${result.error.message}`);
    });
  }

  /** The component that shows the conversation goes; the runtime stays. */
  unwatch(): void {
    this.#watching?.();
    this.#watching = null;
  }

  get watched(): boolean {
    return this.#watching !== null;
  }

  setHidden(hidden: boolean): void {
    if (this.hidden === hidden) return;
    this.hidden = hidden;
    for (const callback of [...this.#onHidden]) callback();
    if (!hidden) this.wake();
  }

  wake(): void {
    this.wakes.push(this.#options.clock.now);
    for (const waker of [...this.#wakers]) waker();
  }

  /** The browser ends the page: nothing of it runs any more. */
  die(): void {
    this.dead = true;
    for (const wire of [...this.#options.line.wires]) wire.abandon();
  }

  /** After the last step: Node keeps every signal that somebody listens to until it aborts, and with it all that hangs on it. */
  release(): void {
    this.unwatch();
    this.runtime.dispose(true);
  }

  #transport(): Transport {
    const { clock, line } = this.#options;
    const access = createAccess(this.#options.token, { timeoutMs: LIMITS.requestMs });
    const http = createHttpTransport({
      endpoint: 'http://storm.test/graphql',
      access,
      limits: LIMITS,
      fetch: virtualFetch(line, this, this.#options.told),
      slot: this.#options.transport === 'poll' ? NO_SLOT : OWN_SLOT,
      hidden: () => this.hidden,
      onHidden: (callback) => {
        this.#onHidden.add(callback);
        return () => this.#onHidden.delete(callback);
      },
    });
    const carrier = this.#carrier(http, access);
    const events: Transport['events'] = async function* (this: Page, ...args: Parameters<Transport['events']>) {
      const opening = { at: clock.now, brought: false };
      this.openings.push(opening);
      for await (const page of carrier.events(...args)) {
        opening.brought ||= (page?.events.length ?? 0) > 0;
        yield page;
      }
    }.bind(this);
    return Object.create(carrier, { events: { value: events } }) as Transport;
  }

  #carrier(http: Transport, access: Access): Transport {
    const { line, transport } = this.#options;
    if (transport === 'long-poll' || transport === 'poll') return http;
    const socket = (onSocket: (event: SocketEvent) => void) =>
      createRotatingFeeds({ url: 'ws://storm.test/graphql', access, limits: LIMITS, onSocket, webSocketImpl: socketClass(line, this) });
    if (transport === 'ladder') return createLadder({ http, limits: LIMITS, onDefect: () => {}, socket });
    const feeds = socket(() => {});
    return {
      ...http,
      carrier: 'websocket',
      events: feeds.events,
      changes: feeds.changes,
      wake: feeds.check,
      close() {
        feeds.close();
        http.close();
      },
    };
  }

  #environment(): Environment {
    const { clock, random, storage } = this.#options;
    return {
      now: () => clock.now + this.#options.clockOffMs(),
      random: () => random.next(),
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      frame: (callback) => {
        // Frames stop in a hidden tab; one that was asked for before comes when it is seen again.
        const due = (): void => {
          if (this.hidden) planned = clock.after(FRAME_MS, this, due);
          else callback();
        };
        let planned = clock.after(FRAME_MS, this, due);
        return () => clock.cancel(planned);
      },
      hidden: () => this.hidden,
      online: () => this.#options.online(),
      onWake: (callback) => {
        this.#wakers.add(callback);
        return () => this.#wakers.delete(callback);
      },
      uuid: () => {
        const hex = (): string => random.whole(0, 0xffff).toString(16).padStart(4, '0');
        return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-8${hex().slice(1)}-${hex()}${hex()}${hex()}`;
      },
      sha256: (text) => Promise.resolve(sumOf(text)),
      storage,
    };
  }
}
