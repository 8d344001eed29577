import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { eraseCustomer } from '../../host-demo/server/db/erasure.ts';
import { ask, backendOn, customer, followUntil, hasFinished, says } from './harness.ts';

export function erasure(open: () => Database): void {
  it('an erased customer leaves nothing behind, and others keep everything', async () => {
    const database = open();
    const backend = await backendOn(database, { responder: says('Answer.') });
    const [gone, kept] = [customer('Gone'), customer('Kept')];
    const erased = await ask(backend, gone, 'A very private question');
    const other = await ask(backend, kept);
    for (const [who, it] of [
      [gone, erased],
      [kept, other],
    ] as const)
      await followUntil(backend, who, it.id, it.epoch, hasFinished);
    await backend.retryRun(gone, { runId: erased.runId ?? '', clientRequestId: randomUUID() });
    const ends = (type: string | undefined): boolean => type === 'MessageFinished';
    await followUntil(backend, gone, erased.id, erased.epoch, (all) => all.filter((event) => ends(event.__typename)).length === 2);
    const answer = (await backend.conversation(gone, erased.id, 50))?.messages[1]?.id ?? '';
    const attempts = () => database.query('SELECT 1 FROM message_attempts WHERE message_id = $1', [answer]);
    expect(await attempts()).toHaveLength(1);
    await backend.requestHuman(gone, { conversationId: erased.id, clientRequestId: randomUUID() });
    await backend.markRead(gone, erased.id, 3);
    expect(await eraseCustomer(database, gone.subject)).toBe(1);
    expect(await backend.conversation(gone, erased.id, 50)).toBeNull();
    expect(await backend.readEvents(gone, erased.id, { epoch: erased.epoch, seq: 0 }, 200)).toBeNull();
    for (const table of ['conversations', 'events', 'messages', 'runs', 'read_marks', 'requests', 'change_heads']) {
      const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t`);
      expect(rows.filter(({ row }) => row.includes(erased.id) || row.includes(gone.subject) || row.includes('very private'))).toEqual([]);
    }
    expect(await attempts()).toEqual([]);
    expect((await backend.conversation(kept, other.id, 50))?.messages).toHaveLength(2);
    expect(await eraseCustomer(database, gone.subject)).toBe(0);
    await backend.shutdown(0);
  });
}
