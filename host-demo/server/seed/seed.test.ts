import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from '../../../tests/postgres.ts';
import { demoIdentity } from '../auth/demo.ts';
import type { Backend, Logger } from '../conversations/api.ts';
import { createBackend } from '../conversations/backend.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { createScriptedResponder } from './scripted-responder.ts';
import { seedDemo } from './seed.ts';

const logger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

describe.each([
  ['PGlite', async () => openDatabase({ dataFolder: 'memory://' })],
  ['Postgres', async () => openDatabase({ dataFolder: '', databaseUrl: await postgres.createDatabase() })],
])('the first start on %s', (_, open) => {
  let database: Database;
  let backend: Backend;
  beforeAll(async () => {
    database = await open();
    expect(await seedDemo(database, logger)).toBe(true);
    backend = await createBackend({ database, logger, responder: createScriptedResponder(new Map(), () => undefined) });
  });
  afterAll(async () => {
    await backend.shutdown(0);
    await database.close();
  });
  const listOf = async (name: string) => (await backend.conversations(demoIdentity(name, Date.now()), null, 50, null)).nodes;

  it('has one closed and rated, one answered by a person, one unread, and one customer with nothing', async () => {
    const ada = await listOf('ada');
    const closed = await backend.conversation(
      demoIdentity('ada', Date.now()),
      ada.find(({ title }) => title === 'Cancel an order while picking')?.id ?? '',
      50,
    );
    expect(closed).toMatchObject({ state: 'CLOSED', satisfaction: 5 });
    expect(closed?.messages.some(({ rating }) => rating === 'UP')).toBe(true);
    const person = ada.find(({ title }) => title === 'Charged twice for the Growth plan');
    expect(person?.escalation).toMatchObject({ state: 'ENDED', agent: { name: 'Mara Voss' } });
    expect(ada.filter(({ unreadCount }) => unreadCount > 0).map(({ title }) => title)).toEqual(['Less stock on the marketplace']);
    expect(await listOf('chen')).toEqual([]);
  });

  it('has a long one with a table and code, whose times lie in the past in the order of its log', async () => {
    const id = (await listOf('ada')).find(({ title }) => title?.startsWith('Webhooks'))?.id ?? '';
    const conversation = await backend.conversation(demoIdentity('ada', Date.now()), id, 50);
    const text = conversation?.messages.map((message) => message.text).join('\n') ?? '';
    expect(text).toContain('|---|');
    expect(text).toContain('```python');
    const times = conversation?.messages.map(({ at }) => Date.parse(at)) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(Date.now() - 3_600_000);
  });

  it('has one waiting in the queue for staff, with what the customer approved', async () => {
    const waiting = await backend.escalations(demoIdentity('mara', Date.now()), null, 10, null);
    expect(waiting.nodes).toHaveLength(1);
    expect(waiting.nodes[0]?.escalation).toMatchObject({ state: 'QUEUED', handover: { summary: expect.stringContaining('Lyon') } });
  });

  it('is a first start once only', async () => {
    expect(await seedDemo(database, logger)).toBe(false);
  });
});
