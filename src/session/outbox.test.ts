import { describe, expect, it } from 'vitest';
import { fakeEnvironment, memoryStorage } from '../../tests/support/fake-environment.ts';
import { message, snapshot } from '../../tests/support/log.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { ErrorCode } from '../protocol/vocabulary.ts';
import { Outbox } from './outbox.ts';

const limits = { backoffFirstMs: 250, backoffMaxMs: 10_000 };
const outcome = (change: Partial<Outcome> = {}): Outcome => ({
  deduplicated: false,
  error: null,
  head: null,
  message: message({ id: 'm', createdSeq: 7 }),
  runId: null,
  conversation: null,
  snapshot: null,
  ...change,
});
const refusal = (code: ErrorCode, retryable: boolean, retryAfterMs: number | null = null): Outcome =>
  outcome({ message: null, error: { code, message: code, retryable, retryAfterMs } });

function box(
  answer: (command: Command, attempt: number) => Promise<Outcome> | Outcome,
  storage = memoryStorage(),
  environment = fakeEnvironment({ storage }),
) {
  const sent: Command[] = [];
  const keptAtSend: number[] = [];
  const outbox = new Outbox({
    environment,
    limits,
    scope: 'chat|ada',
    send: async (command) => {
      sent.push(command);
      keptAtSend.push(storage.map.size);
      return answer(command, sent.length);
    },
  });
  return { outbox, sent, keptAtSend, storage, environment };
}

const ids = (sent: readonly Command[]): string[] =>
  sent.map((command) => (command.type === 'send' ? command.clientMessageId : command.type));

describe('outbox', () => {
  it('F47 keeps the entry before its first request and sends it again after a crash, with the same id', async () => {
    const first = box(() => new Promise(() => {}));
    const entry = first.outbox.add({ conversationKey: 'c1', text: 'hello' });
    expect(first.keptAtSend).toEqual([1]);
    const second = box(() => outcome(), first.storage);
    await second.environment.pass(10);
    expect(ids(second.sent)).toEqual([entry.id]);
  });

  it('F42 F47 a reload keeps the order of sending although the clock was set back in between', async () => {
    const first = box(() => new Promise(() => {}));
    const { now } = first.environment;
    const one = first.outbox.add({ conversationKey: 'c1', text: 'one' });
    Object.assign(first.environment, { now: () => now() - 6 * 3_600_000 });
    const two = first.outbox.add({ conversationKey: 'c1', text: 'two' });
    const second = box(() => outcome(), first.storage);
    await second.environment.pass(10);
    expect(ids(second.sent)).toEqual([one.id, two.id]);
  });

  it('F24 repeats with the same id until it is answered, and leaves when the log shows it', async () => {
    const { outbox, sent, environment, storage } = box((_, attempt) => {
      if (attempt < 3) throw new ChatError('network', 'lost');
      return outcome({ deduplicated: true });
    });
    const entry = outbox.add({ conversationKey: 'c1', text: 'hello' });
    await environment.pass(2_000);
    expect(ids(sent)).toEqual([entry.id, entry.id, entry.id]);
    expect(outbox.entries('c1')).toMatchObject([{ state: 'sending' }]);
    expect(storage.map.size).toBe(0);
    outbox.settle('c1', [entry.id], 3);
    expect(outbox.entries('c1')).toEqual([]);
  });

  it('K-6 sends in order, one request at a time per conversation, and conversations side by side', async () => {
    const open: (() => void)[] = [];
    const { outbox, sent, environment } = box(() => new Promise((resolve) => open.push(() => resolve(outcome()))));
    const [a, b] = [outbox.add({ conversationKey: 'c1', text: '1' }), outbox.add({ conversationKey: 'c1', text: '2' })];
    const other = outbox.add({ conversationKey: 'c2', text: '3' });
    expect(ids(sent)).toEqual([a.id, other.id]);
    open[0]?.();
    await environment.pass(1);
    expect(ids(sent)).toEqual([a.id, other.id, b.id]);
  });

  it('F22 obeys RATE_LIMITED and Retry-After, and shows until when', async () => {
    const limited = box((_, attempt) => (attempt === 1 ? refusal('RATE_LIMITED', true, 4_000) : outcome()));
    limited.outbox.add({ conversationKey: 'c1', text: 'hello' });
    await limited.environment.pass(0);
    expect(limited.outbox.entries('c1')).toMatchObject([{ state: 'queued', retryAt: 4_188, error: { code: 'RATE_LIMITED' } }]);
    limited.outbox.nudge();
    await limited.environment.pass(3_900);
    expect(limited.sent).toHaveLength(1);
    await limited.environment.pass(300);
    expect(limited.sent).toHaveLength(2);
    const busy = box(() => {
      throw new ChatError('overload', 'busy', { retryAfterMs: 5_000 });
    });
    busy.outbox.add({ conversationKey: 'c1', text: 'hello' });
    await busy.environment.pass(4_900);
    expect(busy.sent).toHaveLength(1);
  });

  it('K-6 keeps what was refused, with the reason, and goes on with the next', async () => {
    const { outbox, environment } = box((command) =>
      command.type === 'send' && command.text === 'bad' ? refusal('TOO_LARGE', false) : outcome(),
    );
    const bad = outbox.add({ conversationKey: 'c1', text: 'bad' });
    outbox.add({ conversationKey: 'c1', text: 'good' });
    await environment.pass(10);
    expect(outbox.entries('c1').map(({ state }) => state)).toEqual(['refused', 'sending']);
    expect(outbox.entries('c1')[0]?.error?.code).toBe('TOO_LARGE');
    expect(outbox.discard(bad.id)?.text).toBe('bad');
    expect(outbox.entries('c1')).toHaveLength(1);
  });

  it('K-6 the start carries the first message and its snapshot settles it; a refused start passes to the next message', async () => {
    const started = box(() =>
      outcome({
        message: null,
        snapshot: snapshot({ messages: [message({ id: 'm', clientMessageId: '00000000-0000-4000-8000-000000000001' })] }),
      }),
    );
    const promise = started.outbox.started('c9');
    started.outbox.add({ conversationKey: 'c9', text: 'first', opening: { organizationId: 'org-1' } });
    await started.environment.pass(1);
    expect(started.sent).toMatchObject([
      { type: 'start', clientConversationId: 'c9', organizationId: 'org-1', firstMessage: { text: 'first' } },
    ]);
    expect(await promise).toBe('c9');
    expect(started.outbox.entries('c9')).toEqual([]);

    const refused = box((_, attempt) => (attempt === 1 ? refusal('TOO_LARGE', false) : outcome()));
    refused.outbox.add({ conversationKey: 'c9', text: 'long', opening: { organizationId: null } });
    refused.outbox.add({ conversationKey: 'c9', text: 'short' });
    await refused.environment.pass(1);
    expect(refused.sent.map(({ type }) => type)).toEqual(['start', 'start']);
    expect(refused.outbox.entries('c9').map(({ text, state }) => [text, state])).toEqual([
      ['long', 'refused'],
      ['short', 'sending'],
    ]);
    const alone = box(() => refusal('FORBIDDEN', false));
    const failed = alone.outbox.started('c9').catch((error: unknown) => error);
    alone.outbox.add({ conversationKey: 'c9', text: 'no', opening: { organizationId: 'theirs' } });
    expect(await failed).toMatchObject({ kind: 'refused', code: 'FORBIDDEN' });
  });

  it('F39 waits without a loop when signed out and sends once the token is back', async () => {
    let signedIn = false;
    const { outbox, sent, environment } = box(() => {
      if (!signedIn) throw new ChatError('signed-out', 'no token');
      return outcome();
    });
    outbox.add({ conversationKey: 'c1', text: 'hello' });
    await environment.pass(60_000);
    expect(sent).toHaveLength(1);
    expect(outbox.entries('c1')).toMatchObject([{ state: 'queued' }]);
    signedIn = true;
    outbox.nudge();
    await environment.pass(1);
    expect(sent).toHaveLength(2);
  });

  it('F49 works from memory when storage is full, corrupt or missing, and says so', async () => {
    const full = memoryStorage({ full: true });
    const { outbox, sent } = box(() => outcome(), full);
    outbox.add({ conversationKey: 'c1', text: 'hello' });
    expect([outbox.failing, outbox.persistence]).toEqual([true, 'memory']);
    expect(sent).toHaveLength(1);
    const corrupt = memoryStorage();
    corrupt.setItem('chat|ada|outbox|x', '{"id":');
    expect(box(() => outcome(), corrupt).outbox.failing).toBe(false);
    expect(corrupt.map.size).toBe(0);
  });

  it('F41 sees nothing of another identity, and a purge leaves nothing', async () => {
    const storage = memoryStorage();
    const { outbox } = box(() => new Promise(() => {}), storage);
    outbox.add({ conversationKey: 'c1', text: 'secret' });
    const other = new Outbox({ environment: fakeEnvironment({ storage }), limits, scope: 'chat|ben', send: async () => outcome() });
    expect(other.entries('c1')).toEqual([]);
    outbox.close(true);
    expect(outbox.entries('c1')).toEqual([]);
    expect(storage.map.size).toBe(0);
  });
});

describe('what is sent while an answer is being written (K-15)', () => {
  const head = (seq: number) => ({ epoch: 'e', seq });
  it('waits, can be changed, and goes one by one when the answer ends', async () => {
    const { outbox, sent, environment } = box((_, attempt) => outcome({ runId: `r${attempt}`, head: head(10 * attempt + 2) }));
    outbox.hold('c1', true, head(5));
    const [one, two, three] = ['one', 'two', 'three'].map((text) => outbox.add({ conversationKey: 'c1', text }));
    await environment.pass(10);
    expect(sent).toEqual([]);
    expect(outbox.entries('c1').map((entry) => entry.state)).toEqual(['queued', 'queued', 'queued']);
    expect(outbox.discard(two?.id ?? '')?.text).toBe('two');
    outbox.hold('c1', false, head(9));
    await environment.pass(10);
    expect(ids(sent)).toEqual([one?.id]);
    // Its answer is announced by the server and not yet in the log: an old page does not let the next one go.
    outbox.hold('c1', false, head(11));
    await environment.pass(10);
    expect(ids(sent)).toEqual([one?.id]);
    outbox.hold('c1', true, head(12));
    outbox.hold('c1', false, head(20));
    await environment.pass(10);
    expect(ids(sent)).toEqual([one?.id, three?.id]);
    // F36: a log that went back does not hold a message for ever.
    const four = outbox.add({ conversationKey: 'c1', text: 'four' });
    outbox.hold('c1', false, { epoch: 'after a restore', seq: 3 });
    await environment.pass(10);
    expect(ids(sent).at(-1)).toBe(four.id);
  });
  it('goes at once when nobody reads the conversation any more, and where no answer comes', async () => {
    const { outbox, sent, environment } = box(() => outcome({ runId: null, head: head(8) }));
    outbox.hold('c1', true, head(5));
    outbox.add({ conversationKey: 'c1', text: 'one' });
    outbox.release('c1');
    await environment.pass(10);
    expect(sent).toHaveLength(1);
    outbox.hold('c1', false, head(5));
    outbox.add({ conversationKey: 'c1', text: 'two' });
    outbox.add({ conversationKey: 'c1', text: 'three' });
    await environment.pass(10);
    expect(sent).toHaveLength(3);
  });
  it('what waits for the answer of one conversation does not hold back another', async () => {
    const { outbox, sent, environment } = box(() => outcome());
    outbox.hold('c1', true, head(5));
    outbox.add({ conversationKey: 'c1', text: 'one' });
    outbox.add({ conversationKey: 'c2', text: 'two' });
    await environment.pass(10);
    expect(sent.map((command) => (command.type === 'send' ? command.conversationId : ''))).toEqual(['c2']);
  });
});
