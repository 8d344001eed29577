import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_TOKEN_S, demoToken } from '../../host-demo/server/auth/demo.ts';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import type { Transport } from '../../src/protocol/transport.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { createAccess } from '../../src/transports/access.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { Cluster, type Slot } from '../crash/cluster.ts';
import { people } from './world.ts';

const ROUNDS = 200;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.open({});
}, 300_000);
afterAll(() => cluster?.close());

/** The client's own carrier, to one of the two processes. */
function open({ subject, role, name, organizations }: Identity, slot: Slot): Transport {
  const key = Buffer.from(cluster.secret);
  const person = { id: subject, role, name, organizations };
  return createHttpTransport({
    endpoint: `${slot.url}/graphql`,
    access: createAccess(() => demoToken(person, key, Date.now(), DEMO_TOKEN_S), { timeoutMs: LIMITS.requestMs }),
    limits: LIMITS,
  });
}

it(`X-4: of two who claim at once on two server processes with one Postgres exactly one wins and the other is told who, ${ROUNDS} times`, async () => {
  const { customer, staff } = people();
  const [first, second] = cluster.slots;
  expect(first.process?.child.pid).not.toBe(second.process?.child.pid);
  const asking = [open(customer, first), open(customer, second)] as const;
  const desks = [open(staff[0], first), open(staff[1], second)] as const;
  for (const desk of desks) await desk.send({ type: 'setPresence', presence: 'ONLINE' });
  const wins = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = randomUUID();
    const request = () => ({ conversationId: id, clientRequestId: randomUUID() });
    await asking[0].send({ type: 'start', clientConversationId: id });
    const asked = await asking[1].send({ type: 'requestHuman', ...request() });
    expect(asked.conversation?.escalation.state).toBe('QUEUED');
    // Whoever is asked first has a small lead: it changes sides from round to round.
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    const claims = await Promise.all(
      order.map(async (index) => ({ index, ...(await desks[index].send({ type: 'claim', ...request() })) })),
    );
    const [won, ...more] = claims.filter(({ error }) => error === null);
    const [lost] = claims.filter(({ error }) => error !== null);
    if (won === undefined || lost === undefined)
      throw new Error(`In round ${round} ${claims.length - more.length - 1} of two was refused.`);
    const winner = staff[won.index];
    expect(lost.error).toMatchObject({ code: 'CLAIMED_BY_OTHER', message: expect.stringContaining(winner.name) });
    for (const carrier of asking) {
      const seen = await carrier.snapshot(id, { lastMessages: 1 });
      expect(seen?.escalation).toMatchObject({ state: 'CONNECTED', agent: { id: winner.subject } });
      expect(seen?.transitions.map((event) => event.type === 'EscalationChanged' && event.escalation.state)).toEqual([
        'QUEUED',
        'CONNECTED',
      ]);
    }
    wins[won.index] = (wins[won.index] ?? 0) + 1;
    await asking[0].send({ type: 'close', ...request() });
  }
  for (const carrier of [...asking, ...desks]) carrier.close();
  expect(cluster.deaths).toEqual([]);
  console.log(`${ROUNDS} rounds: ${wins[0]} to ${wins[1]}`);
  // A race that always has the same winner is none.
  expect(Math.min(...wins)).toBeGreaterThan(0);
}, 300_000);
