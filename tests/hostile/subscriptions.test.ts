import { describe, expect, it } from 'vitest';
import type { Backend } from '../../host-demo/server/conversations/api.ts';
import type { EventPage } from '../../host-demo/server/generated/schema.ts';
import { trustDocuments } from '../../host-demo/server/http/trusted-documents.ts';
import { CHANGES, createCallers, feed, page, quiet } from './callers.ts';
import { type RawSocket, tokenOf } from './doors.ts';

const { doors, socket, closed } = createCallers();

describe('H45 what the socket carries', () => {
  it('queries and mutations are refused, each by itself', async () => {
    const { methods } = feed();
    const { url } = await doors(methods);
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('live', CHANGES);
    caller.subscribe('q', '{ viewer { id } }');
    caller.subscribe('m', 'mutation { setTyping(conversationId: "c", typing: true) }');
    caller.subscribe('two', `${CHANGES} query Q { viewer { id } }`);
    for (const id of ['q', 'm', 'two']) await caller.next((frame) => frame.type === 'error' && frame.id === id);
    await caller.next((frame) => frame.type === 'next' && frame.id === 'live');
  });

  it('with trusted documents only listed subscriptions are executed', async () => {
    const { methods } = feed();
    const { url } = await doors(methods, { trusted: trustDocuments([CHANGES]) });
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('listed', CHANGES);
    await caller.next((frame) => frame.type === 'next' && frame.id === 'listed');
    caller.subscribe('other', 'subscription { conversationChanges { cursor totalUnread } }');
    const refused = await caller.next((frame) => frame.id === 'other' && frame.type !== 'complete');
    expect(JSON.stringify(refused.payload)).toContain('DOCUMENT_NOT_LISTED');
  });
});

describe('one bad operation', () => {
  it.each([
    ['a syntax error', 'subscription {'],
    ['an unknown field', 'subscription { conversationChanges { nope } }'],
    ['introspection (H41)', 'subscription { conversationChanges { __typename } __schema { types { name } } }'],
    ['too many tokens (H40)', `subscription { conversationChanges { ${'cursor '.repeat(3000)} } }`],
    [
      'too many aliases (H40)',
      `subscription { conversationChanges { ${Array.from({ length: 40 }, (_, index) => `a${index}: cursor`).join(' ')} } }`,
    ],
    ['a missing variable', 'subscription($after: ID!) { conversationChanges(after: $after) { cursor } }'],
  ])('F34 %s errs alone: the other subscription goes on', async (_, query) => {
    const { methods, readers } = feed();
    const { url } = await doors(methods);
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('good', CHANGES);
    await caller.next((frame) => frame.type === 'next');
    caller.subscribe('bad', query);
    const answer = await caller.next((frame) => frame.id === 'bad');
    expect(JSON.stringify(answer.payload)).toMatch(/message/);
    expect(JSON.stringify(answer.payload)).not.toMatch(/Did you mean|stack/);
    expect(readers()).toBe(1);
    expect(caller.socket.readyState).toBe(caller.socket.OPEN);
  });

  it('H41 a reader that breaks tells nothing of why', async () => {
    const { url, log } = await doors({
      async *followChanges() {
        yield page('1');
        throw new TypeError('secret detail at /srv/app/log.ts');
      },
    });
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('1', CHANGES);
    await caller.next((frame) => frame.type === 'next');
    await expect.poll(() => caller.frames.length).toBeGreaterThan(2);
    expect(JSON.stringify(caller.frames)).not.toContain('secret');
    expect(log.join('\n')).toContain('TypeError');
    expect(caller.socket.readyState).toBe(caller.socket.OPEN);
  });
});

describe('readers', () => {
  it.each([
    ['unsubscribes', (caller: RawSocket) => caller.send({ type: 'complete', id: '1' })],
    ['is cut off', (caller: RawSocket) => caller.end()],
  ])('F37 one that %s is freed at once, though its log is silent', async (_, leave) => {
    const { methods, readers } = feed();
    const { url } = await doors(methods);
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('1', CHANGES);
    await expect.poll(readers).toBe(1);
    leave(caller);
    await expect.poll(readers).toBe(0);
  });

  it('F31 one that stops reading is closed after the stall limit, holds no more than a page, and slows nobody', async () => {
    let produced = 0;
    const text = 'x'.repeat(100_000);
    const {
      url,
      log,
      doors: { sockets },
    } = await doors(
      {
        async *followEvents(_who, _id, _after, signal) {
          while (!signal.aborted) {
            produced += 1;
            yield eventPage(text, produced);
            await new Promise((resolve) => setImmediate(resolve));
          }
        },
        ...ticking(),
      },
      { doorLimits: { stallMs: 2_500, pingMs: 700, pongMs: 700 } },
    );
    const other = socket(url);
    await other.init(await tokenOf('chen'));
    other.subscribe('1', CHANGES);
    const alone = await delays(other, 40);
    const slow = socket(url);
    await slow.init(await tokenOf('ada'));
    slow.socket.pause();
    slow.subscribe(
      '1',
      'subscription { conversationEvents(conversationId: "c", after: {epoch: "e", seq: 0}) { live { id } events { ... on MessageDelta { text } } } }',
    );
    await expect.poll(() => produced).toBeGreaterThan(3);
    const beside = await delays(other, 40);
    expect(median(beside)).toBeLessThan(median(alone) + 50);
    // The kernel took what it could; nothing more is made for a reader that takes nothing.
    const held = produced;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(produced).toBe(held);
    expect(sockets.of(['org-northwind']).map((it) => it.socket.bufferedAmount < 2 * text.length)).toEqual([true]);
    await expect.poll(() => sockets.size).toBe(1);
    expect(log.filter((line) => line.includes('"code":4413'))).toHaveLength(1);
  });

  it('F07 a peer that answers no ping is cut, and its reader freed', async () => {
    const { methods, readers } = feed();
    const { url } = await doors(methods, { doorLimits: { pingMs: 100, pongMs: 100 } });
    const dead = socket(url);
    await dead.init(await tokenOf('ada'));
    dead.subscribe('1', CHANGES);
    await expect.poll(readers).toBe(1);
    dead.socket.pong = () => undefined;
    (dead.socket as unknown as { _receiver: { removeAllListeners(name: string): void } })._receiver.removeAllListeners('ping');
    expect((await dead.closed).code).toBe(1006);
    await expect.poll(readers).toBe(0);
  });
});

describe('shutdown', () => {
  it('F03 tells readers when to come back, then closes with 1012, and takes nobody new', async () => {
    let tell = (): void => undefined;
    const { url, doors: opened } = await doors({
      async *followChanges(_who, _after, signal) {
        yield page('1');
        await Promise.race([
          quiet(signal),
          new Promise<void>((resolve) => {
            tell = resolve;
          }),
        ]);
        yield { ...page('1'), reconnectWithinMs: 3000 };
      },
      shutdown: async () => {
        tell();
        await new Promise((resolve) => setTimeout(resolve, 50));
      },
    });
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('1', CHANGES);
    await caller.next((frame) => frame.type === 'next');
    const start = Date.now();
    const closing = opened.close();
    expect((await caller.closed).code).toBe(1012);
    await closing;
    expect(Date.now() - start).toBeLessThan(3000);
    expect(caller.frames.filter((frame) => frame.type === 'next')).toHaveLength(2);
    closed();
  });

  it('ends within its limit when the backend hangs and callers do not answer', async () => {
    const { url, doors: opened } = await doors({ ...feed().methods, shutdown: () => new Promise(() => undefined) });
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    caller.subscribe('1', CHANGES);
    await caller.next((frame) => frame.type === 'next');
    caller.socket.pause();
    const start = Date.now();
    await opened.close();
    expect(Date.now() - start).toBeLessThan(3000);
    closed();
  });
});

/** A feed of changes whose cursor is the time its page was made. */
function ticking(): Partial<Backend> {
  return {
    async *followChanges(_who, _after, signal) {
      while (!signal.aborted) {
        yield page(String(performance.now()));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

/** Ms from making to arrival of this many of its next pages. */
async function delays(reader: RawSocket, count: number): Promise<number[]> {
  const found: number[] = [];
  const arrived = (data: unknown): void => {
    const cursor = /"cursor":"([\d.]+)"/.exec(String(data))?.[1];
    if (cursor !== undefined) found.push(performance.now() - Number(cursor));
  };
  reader.socket.on('message', arrived);
  await expect.poll(() => found.length).toBeGreaterThanOrEqual(count);
  reader.socket.off('message', arrived);
  return found;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function eventPage(text: string, seq: number): EventPage {
  return {
    events: [{ __typename: 'MessageDelta', seq, at: '2026-01-05T12:00:00Z', messageId: 'm', attempt: 1, offset: 0, text }],
    head: { epoch: 'e', seq },
    caughtUp: false,
    live: { id: 'l', typing: [], read: [], queuePosition: null, etaSeconds: null, overdue: false },
    resync: null,
    reconnectWithinMs: null,
  };
}
