/** The real doors on a free port before a backend that a test scripts, and raw callers that need not behave. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { DEMO_AUDIENCE, DEMO_ISSUER, demoPerson, demoToken } from '../../host-demo/server/auth/demo.ts';
import { createVerifier, type Verify } from '../../host-demo/server/auth/verify.ts';
import type { Backend } from '../../host-demo/server/conversations/api.ts';
import { createDoors, type Doors, type DoorsOptions } from '../../host-demo/server/http/doors.ts';
import { type DoorLimits, defaultDoorLimits } from '../../host-demo/server/http/limits.ts';
import { listen, portOf } from '../../host-demo/server/http/listen.ts';
import type { ServerLogger } from '../../host-demo/server/http/log.ts';
import { createOrigins } from '../../host-demo/server/http/origins.ts';
import { createMerchant } from '../../host-demo/server/merchant/tools.ts';

export const SHOP = 'https://shop.example';
const key = randomBytes(32);

export interface TestDoors {
  readonly url: string;
  readonly doors: Doors;
  /** Every logged line as JSON text. */
  readonly log: string[];
  close(): Promise<void>;
}

/** Only what the test gives; any other call is a fault of the server. */
export function scripted(methods: Partial<Backend>): Backend {
  const all: Partial<Backend> = { ping: async () => undefined, shutdown: async () => undefined, ...methods };
  return new Proxy(all as Backend, {
    get: (target, name: keyof Backend) =>
      target[name] ?? (() => Promise.reject(new Error(`secret detail: ${String(name)} was not expected`))),
  });
}

export async function openDoors(
  methods: Partial<Backend> = {},
  over: Partial<DoorsOptions> & { doorLimits?: Partial<DoorLimits> } = {},
): Promise<TestDoors> {
  const log: string[] = [];
  const write = (fields: object, message: string): void => void log.push(JSON.stringify({ ...fields, message }));
  const logger: ServerLogger = { debug: write, info: write, warn: write, error: write };
  const doors = createDoors({
    backend: scripted(methods),
    verify: demoVerify(),
    origins: createOrigins([SHOP]),
    own: createOrigins([]),
    limits: { ...defaultDoorLimits, ...over.doorLimits },
    logger,
    development: false,
    trusted: null,
    demo: { key, merchant: createMerchant(Date.now()) },
    files: null,
    shellConfig: () => ({ graphql: '/graphql' }),
    clock: Date.now,
    ...over,
  });
  await listen(doors.server, '127.0.0.1', 0);
  return { url: `http://127.0.0.1:${portOf(doors.server)}`, doors, log, close: () => doors.close() };
}

export const demoVerify = (): Verify =>
  createVerifier({ secret: key, jwksUrl: null, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE, clock: Date.now });

export async function tokenOf(name: string, seconds = 600, signedWith: Uint8Array = key): Promise<string> {
  const person = demoPerson(name);
  if (!person) throw new Error(`no ${name}`);
  return demoToken(person, signedWith, Date.now(), seconds);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { message: string; extensions?: { code?: string } }[];
}

/** POST /graphql as `token`; `init` overrides anything of the request. */
export async function post(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    ...init,
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(init.headers as Record<string, string> | undefined),
    },
  });
  const text = await response.text();
  const body = parse(text);
  return { status: response.status, headers: response.headers, text, data: body.data ?? null, errors: body.errors ?? [] };
}

function parse(text: string): { data?: Record<string, unknown>; errors?: Answer['errors'] } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A socket that sends whatever it is told, without a client library's manners. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #arrived: (() => void)[] = [];

  constructor(url: string, options: { origin?: string; protocol?: string; path?: string; deflate?: boolean } = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}${options.path ?? '/graphql'}`, options.protocol ?? 'graphql-transport-ws', {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      perMessageDeflate: options.deflate ?? false,
    });
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      for (const wake of this.#arrived.splice(0)) wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('unexpected-response', (_, response) => resolve({ code: response.statusCode ?? 0, reason: 'refused' }));
      this.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    return this;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Opens and says who it is; resolves with the ack. */
  async init(token: string): Promise<Frame> {
    await this.open();
    this.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    return this.next((frame) => frame.type === 'connection_ack');
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } });
  }

  /** The first frame, come or coming, that fits. @throws after 5 s. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    const deadline = Date.now() + 5000;
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`no such frame among ${JSON.stringify(this.frames).slice(0, 500)}`);
      await Promise.race([new Promise<void>((resolve) => this.#arrived.push(resolve)), new Promise((resolve) => setTimeout(resolve, 100))]);
    }
  }

  end(): void {
    this.socket.terminate();
  }
}
