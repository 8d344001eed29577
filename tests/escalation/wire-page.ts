import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import { EscalationWatch } from '../../src/escalation/once.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { parseEventPage } from '../../src/protocol/parse.ts';
import type { Transport } from '../../src/protocol/transport.ts';
import type { LiveState } from '../../src/protocol/vocabulary.ts';
import { type ChatRuntime, createChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { carrierOf, nodeEnvironment } from '../faults/client.ts';
import { scaleLimits } from '../faults/limits.ts';
import type { CustomerPage } from './customer-page.ts';
import type { Carrier } from './plan.ts';

/** Waits of the client are this many times shorter than real ones. */
export const FASTER = 20;
const LIMITS = scaleLimits(FASTER).client;
/** Far more than a busy machine needs: what has not come by then never does. */
const PATIENCE_MS = 10_000;
const CARRIERS: Readonly<Record<Carrier, 'websocket' | 'long-poll' | 'poll'>> = {
  subscription: 'websocket',
  'long-poll': 'long-poll',
  poll: 'poll',
};

/** What a page is opened at: the server, and who looks. */
export interface WireDoor {
  readonly port: number;
  readonly backend: Backend;
  token(who: Identity): Promise<string>;
}

/** The whole client below its hooks, over sockets of its own through a line that can be cut and keeps what came down it. */
export class WirePage implements CustomerPage {
  readonly told: string[] = [];
  carrier: Carrier = 'subscription';
  readonly #door: WireDoor;
  readonly #who: Identity;
  readonly #id: string;
  readonly #line: Line;
  #token = '';
  #carriers: Changing | null = null;
  #runtime: ChatRuntime | null = null;
  #end = new AbortController();
  #watch = new EscalationWatch();

  private constructor(door: WireDoor, who: Identity, id: string, line: Line) {
    this.#door = door;
    this.#who = who;
    this.#id = id;
    this.#line = line;
  }

  static async open(door: WireDoor, who: Identity, id: string): Promise<WirePage> {
    return new WirePage(door, who, id, await Line.open(door.port));
  }

  get bytes(): readonly string[] {
    return this.#line.received;
  }

  get view(): ConversationView | null {
    return this.#runtime?.queryClient.getQueryData<ConversationView | null>(keys.conversation(this.#id)) ?? null;
  }

  async reload(): Promise<void> {
    this.#leave();
    this.#line.up = true;
    this.#token ||= await this.#door.token(this.#who);
    const open = (name: Carrier): Transport =>
      carrierOf({ url: this.#line.url, token: this.#token, transport: CARRIERS[name], limits: LIMITS, random: Math.random });
    this.#carriers = new Changing(open, this.carrier);
    const runtime = createChatRuntime({
      transport: this.#carriers.transport,
      environment: nodeEnvironment(Math.random),
      limits: LIMITS,
      scope: 'lives',
    });
    this.#runtime = runtime;
    this.#watch = new EscalationWatch();
    this.#end = new AbortController();
    runtime.queryClient.getQueryCache().subscribe(() => this.#look());
    // Ends with the page; a fault that waiting cannot mend shows as a view that stands still.
    followConversation(runtime, this.#id, this.#end.signal).catch(() => undefined);
    await this.#until(() => this.view !== null, 'The page never showed the conversation.');
  }

  async carry(carrier: Carrier): Promise<void> {
    this.carrier = carrier;
    this.#line.up = true;
    this.#carriers?.turn(carrier);
  }

  async lose(): Promise<void> {
    this.#line.cut();
  }

  async catchUp(seq: number): Promise<void> {
    await this.#until(() => (this.view?.cursor.seq ?? 0) >= seq, `The page stands at ${this.view?.cursor.seq} and never reaches ${seq}.`);
    const wanted = await this.live();
    const same = (): boolean => this.view?.live.queuePosition === wanted?.queuePosition;
    await this.#until(same, `The page shows place ${this.view?.live.queuePosition} and never ${wanted?.queuePosition}.`);
    // The cache tells its listeners a moment later.
    this.#look();
  }

  async live(): Promise<LiveState | undefined> {
    const after = this.view?.cursor ?? { epoch: '', seq: 0 };
    return parseEventPage(await this.#door.backend.readEvents(this.#who, this.#id, after, 1))?.live;
  }

  async close(): Promise<void> {
    this.#leave();
    await this.#line.close();
  }

  #leave(): void {
    this.#end.abort();
    this.#runtime?.dispose(true);
    this.#runtime = null;
    this.#carriers?.close();
  }

  #look(): void {
    const { view } = this;
    if (view === null) return;
    this.told.push(...this.#watch.see(view, true).reached.map(({ id }) => id ?? ''));
  }

  async #until(holds: () => boolean, otherwise: string): Promise<void> {
    for (const end = performance.now() + PATIENCE_MS; !holds(); await sleep(2)) if (performance.now() > end) throw new Error(otherwise);
  }
}

/** The ladder's place, with the choice made from outside: feeds end at a change, and whoever reads opens them again from the cursor. */
class Changing {
  readonly transport: Transport;
  readonly #all: Readonly<Record<Carrier, Transport>>;
  #now: Carrier;
  #change = new AbortController();

  constructor(open: (name: Carrier) => Transport, first: Carrier) {
    this.#all = { subscription: open('subscription'), 'long-poll': open('long-poll'), poll: open('poll') };
    this.#now = first;
    const current = (): Transport => this.#current;
    this.transport = {
      get carrier() {
        return current().carrier;
      },
      viewer: (...asked) => current().viewer(...asked),
      snapshot: (...asked) => current().snapshot(...asked),
      conversations: (...asked) => current().conversations(...asked),
      messageAttempts: (...asked) => current().messageAttempts(...asked),
      handoverDraft: (...asked) => current().handoverDraft(...asked),
      get staff() {
        return current().staff;
      },
      events: (id, after, signal) => current().events(id, after, AbortSignal.any([signal, this.#change.signal])),
      changes: (after, signal) => current().changes(after, AbortSignal.any([signal, this.#change.signal])),
      send: (...asked) => current().send(...asked),
      close: () => this.close(),
    };
  }

  turn(name: Carrier): void {
    this.#now = name;
    this.#change.abort(new ChatError('network', 'Another way is taken.'));
    this.#change = new AbortController();
  }

  close(): void {
    for (const transport of Object.values(this.#all)) transport.close();
  }

  get #current(): Transport {
    return this.#all[this.#now];
  }
}

/** A line to the server that keeps every byte that comes down it, and is cut and restored. */
class Line {
  readonly received: string[] = [];
  up = true;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(port: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('connection', (near) => line.#accept(near, port));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.up = false;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(near: Socket, port: number): void {
    this.#keep(near);
    if (!this.up) return void near.resetAndDestroy();
    const far = connect(port, '127.0.0.1');
    this.#keep(far);
    far.on('data', (bytes) => this.received.push(bytes.toString()));
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A cut is what this line is for.
    socket.on('error', () => undefined);
  }
}
