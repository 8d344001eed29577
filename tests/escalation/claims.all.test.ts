import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../../host-demo/server/conversations/api.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { backendOn } from '../log/harness.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import { people } from './world.ts';

const ROUNDS = 200;

let postgres: RunningPostgres;
const databases: Database[] = [];
const servers: Backend[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  for (let server = 0; server < 2; server += 1) {
    const database = await openPostgres(url);
    databases.push(database);
    servers.push(await backendOn(database, { answers: false, limits: { messagesPerMinute: 10_000 } }));
  }
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.shutdown(0)));
  await Promise.all(databases.map((database) => database.close()));
  await postgres?.stop();
});

it(`X-4: of two who claim at once on two servers with one Postgres exactly one wins, ${ROUNDS} times`, async () => {
  const [first, second] = servers as [Backend, Backend];
  const { customer, staff } = people();
  for (const [index, who] of staff.entries()) await (servers[index] as Backend).setPresence(who, 'ONLINE');
  const wins = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = await first.startConversation(customer, { clientConversationId: randomUUID() });
    const id = started.conversation?.id ?? '';
    const request = () => ({ conversationId: id, clientRequestId: randomUUID() });
    expect((await second.requestHuman(customer, request())).conversation?.escalation.state).toBe('QUEUED');
    // Whoever is asked first has a small lead: it changes sides from round to round.
    const asked = round % 2 === 0 ? [0, 1] : [1, 0];
    const claims = await Promise.all(
      asked.map(async (index) => ({
        index,
        payload: await (servers[index] as Backend).claimConversation(staff[index as 0 | 1], request()),
      })),
    );
    const won = claims.filter(({ payload }) => payload.error === null);
    const lost = claims.filter(({ payload }) => payload.error !== null);
    expect([won.length, lost.length]).toEqual([1, 1]);
    const winner = staff[(won[0]?.index ?? 0) as 0 | 1];
    expect(lost[0]?.payload.error).toMatchObject({ code: 'CLAIMED_BY_OTHER' });
    expect(lost[0]?.payload.error?.message).toContain(winner.name);
    const seen = await first.conversation(customer, id, 1);
    expect(seen?.escalation).toMatchObject({ state: 'CONNECTED', agent: { id: winner.subject } });
    expect(seen?.transitions.map((event) => event.__typename === 'EscalationChanged' && event.escalation.state)).toEqual([
      'QUEUED',
      'CONNECTED',
    ]);
    wins[won[0]?.index ?? 0] = (wins[won[0]?.index ?? 0] ?? 0) + 1;
    await first.closeConversation(customer, request());
  }
  // A race that always has the same winner is none.
  expect(Math.min(...wins)).toBeGreaterThan(0);
}, 300_000);
