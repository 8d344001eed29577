// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Copy = typeof import('./runtime.tsx');

/** The chat's own code once more, as another version on the page is: it shares nothing with the first but the tab's storage. */
async function anotherCopy(): Promise<Copy> {
  vi.resetModules();
  return import('./runtime.tsx');
}

const connection = { endpoint: '/graphql', getAccessToken: () => new Promise<string>(() => {}) };
const options = { connection, userId: 'ada' };
const message = { conversationKey: 'c1', text: 'not sent yet', opening: null, context: [], locale: null };

beforeEach(() => sessionStorage.clear());

describe('a version that comes back within seconds', () => {
  it('K-6 reads what was begun and what was not sent in the one between', async () => {
    const first = await anotherCopy();
    const leaveFirst = first.holdRuntime(options);
    const before = first.runtimeFor(options);
    before.drafts.write('ada', 'c1', 'typed in the first');
    leaveFirst();

    const second = await anotherCopy();
    const leaveSecond = second.holdRuntime(options);
    const between = second.runtimeFor(options);
    expect(between.drafts.read('ada', 'c1')).toBe('typed in the first');
    between.drafts.write('ada', 'c1', 'typed in the second');
    const { id } = between.outbox.add(message);
    leaveSecond();

    const leaveAgain = first.holdRuntime(options);
    const now = first.runtimeFor(options);
    expect(now).not.toBe(before);
    expect(now.drafts.read('ada', 'c1')).toBe('typed in the second');
    expect(now.outbox.entries('c1').map((entry) => entry.id)).toEqual([id]);
    leaveAgain();
    first.endIdle();
    second.endIdle();
  });

  it('F50 F49 keeps its memory where no other was shown, or where the tab keeps nothing', async () => {
    for (const persistence of ['session', 'memory'] as const) {
      const first = await anotherCopy();
      first.holdRuntime({ ...options, persistence })();
      const before = first.runtimeFor({ ...options, persistence });
      if (persistence === 'memory') (await anotherCopy()).holdRuntime({ ...options, persistence })();
      expect(first.runtimeFor({ ...options, persistence })).toBe(before);
      first.endIdle();
    }
  });
});
