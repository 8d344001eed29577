import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { GroupCommit } from '../../host-demo/server/log/group-commit.ts';
import { changeConversation } from '../../host-demo/server/log/unit.ts';
import { ask, backendOn, contextOn, customer, followUntil, hasFinished, readAll, says } from './harness.ts';

const writers = 8;
const each = 50;

export function numbering(open: () => Database): void {
  it('L-1 F26: 8 writers of 50 events leave contiguous numbers, and no number appears after a greater one was read', async () => {
    const backend = await backendOn(open(), { answers: false, limits: { headsMs: 100 } });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const before = (await readAll(backend, who, id, epoch)).length;
    const total = before + writers * each;
    const stop = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const page of backend.followEvents(who, id, { epoch, seq: 0 }, stop.signal)) {
        seen.push(...(page?.events ?? []).map((event) => event.seq));
        if (seen.length >= total) return;
      }
    })();
    const context = contextOn(open());
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(context, id, writer)));
    await Promise.race([reading, new Promise((done) => setTimeout(done, 8_000))]);
    stop.abort();
    const expected = Array.from({ length: total }, (_, index) => index + 1);
    expect(seen).toEqual(expected);
    expect((await readAll(backend, who, id, epoch)).map((event) => event.seq)).toEqual(expected);
    await backend.shutdown(0);
  });

  it('L-3: appends that wait together are one transaction, and waiting deltas of one message become one', async () => {
    const backend = await backendOn(open(), { answers: false });
    const who = customer();
    const started = await Promise.all(Array.from({ length: 5 }, () => ask(backend, who)));
    const context = contextOn(open());
    const messageId = randomUUID();
    await Promise.all(
      started.flatMap(({ id }) =>
        Array.from({ length: 40 }, (_, index) =>
          context.commits.append({
            conversationId: id,
            body: { __typename: 'MessageDelta', messageId, attempt: 1, offset: index * 2, text: 'ab' },
          }),
        ),
      ),
    );
    expect(context.commits.counts).toEqual({ appends: 200, transactions: 1, events: 5 });
    await backend.shutdown(0);
  });

  it('L-2: an event reads as the same bytes at any later time, by any path', async () => {
    const backend = await backendOn(open(), { responder: says('One ', 'two ', 'three.') });
    const who = customer();
    const { id, epoch } = await ask(backend, who);
    const followed = await followUntil(backend, who, id, epoch, hasFinished);
    await backend.rateMessage(who, { messageId: messageOf(followed), clientRequestId: randomUUID(), rating: 'UP' });
    const read = await readAll(backend, who, id, epoch);
    const polled = await backend.pollEvents(who, { conversationId: id, after: { epoch, seq: 0 } }, 5_000, new AbortController().signal);
    expect(JSON.stringify(read.slice(0, followed.length))).toBe(JSON.stringify(followed));
    expect(JSON.stringify(polled?.events)).toBe(JSON.stringify(read));
    await backend.shutdown(0);
  });
}

function messageOf(events: readonly { __typename?: string }[]): string {
  const end = events.find((event): event is { __typename: 'MessageFinished'; messageId: string } => event.__typename === 'MessageFinished');
  return end?.messageId ?? '';
}

/** Half through units, half through a group commit of the writer's own, as several processes would. */
async function write(context: ReturnType<typeof contextOn>, id: string, writer: number): Promise<void> {
  const commits = new GroupCommit(context.database, context.wakes, context.clock);
  const rated = { __typename: 'MessageRated', messageId: `writer-${writer}`, rating: null } as const;
  for (let index = 0; index < each; index++) {
    if (writer % 2 === 0) await commits.append({ conversationId: id, body: rated });
    else await changeConversation(context, id, async (unit) => unit.append(rated));
  }
}
