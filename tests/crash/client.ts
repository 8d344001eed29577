import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_TOKEN_S, demoToken } from '../../host-demo/server/auth/demo.ts';
import type { Transport } from '../../src/protocol/transport.ts';
import { createAccess } from '../../src/transports/access.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import type { Cluster, Slot } from './cluster.ts';

const ORGANIZATION = { id: 'org-crash', name: 'Crash' } as const;
/** A day: tokens are not what a campaign is about. */
const TOKEN_S = 24 * DEMO_TOKEN_S;
/** At most; a round trip over a country. */
const DISTANCE_MS = 40;
const LIMITS = { requestMs: 6_000, longPollMs: 1_500, pollMs: 100, hiddenPollMs: 1_000 } as const;

/** The client's own carrier for one customer to one place, whichever process is in it. */
export function openClient(cluster: Cluster, slot: Slot, customer: string): Transport {
  const key = Buffer.from(cluster.secret);
  const person = { id: customer, name: customer, role: 'USER', organizations: [ORGANIZATION] } as const;
  return createHttpTransport({
    endpoint: 'http://crash.invalid/graphql',
    access: createAccess(() => demoToken(person, key, Date.now(), TOKEN_S), { timeoutMs: LIMITS.requestMs }),
    limits: LIMITS,
    fetch: (_, init) => post(slot, init),
  });
}

/** An answer is under way for a moment, as over a real distance, and lost when its server dies meanwhile: committed, and nobody was told (F24). */
async function post(slot: Slot, init: RequestInit | undefined): Promise<Response> {
  const { url, process } = slot;
  if (url === null) throw new TypeError(`No process listens in place ${slot.name}.`);
  const response = await fetch(`${url}/graphql`, init);
  await sleep(Math.random() * DISTANCE_MS);
  if (slot.process === process) return response;
  await response.body?.cancel();
  throw new TypeError(`The process in place ${slot.name} died while its answer was under way.`);
}

/** Clients are kept: one per customer and place. */
export class Clients {
  readonly #cluster: Cluster;
  readonly #open = new Map<string, Transport>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  of(customer: string, slot: Slot): Transport {
    const key = `${customer} ${slot.name}`;
    const transport = this.#open.get(key) ?? openClient(this.#cluster, slot, customer);
    this.#open.set(key, transport);
    return transport;
  }

  close(): void {
    for (const transport of this.#open.values()) transport.close();
    this.#open.clear();
  }
}
