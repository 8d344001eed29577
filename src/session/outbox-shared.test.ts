import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { type FakeOrigin, type FakePage, fakeOrigin } from '../../tests/support/fake-origin.ts';
import { message } from '../../tests/support/log.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { Command, Outcome } from '../protocol/commands.ts';
import type { Environment } from './environment.ts';
import { LIMITS } from './limits.ts';
import { Outbox } from './outbox.ts';

const accepted = (change: Partial<Outcome> = {}): Outcome => ({
  ...{ deduplicated: false, error: null, head: null, runId: null, conversation: null, snapshot: null },
  message: message({ id: 'm', createdSeq: 7 }),
  ...change,
});
let ids = 0;

/** A tab with the outbox of ada; what it sends goes to `answer`. */
function tab(
  origin: FakeOrigin,
  answer: (command: Command, attempt: number) => Promise<Outcome> | Outcome = () => accepted(),
  options: { page?: FakePage; scope?: string; without?: Partial<Environment>; startMs?: number } = {},
) {
  const page = options.page ?? origin.page();
  const clock = fakeEnvironment({ startMs: options.startMs ?? 0 });
  const uuid = (): string => {
    ids += 1;
    return `id-${ids}`;
  };
  const { device, locks, channel } = page;
  const environment = Object.assign(Object.create(clock) as typeof clock, { uuid, device, locks, channel, ...options.without });
  const sent: string[] = [];
  const storedAtSend: number[] = [];
  const outbox = new Outbox({
    environment,
    limits: LIMITS,
    scope: options.scope ?? 'chat|ada',
    persistence: 'device',
    send: async (command) => {
      sent.push(command.type === 'send' ? command.text : command.type === 'start' ? `start ${command.firstMessage?.text}` : command.type);
      storedAtSend.push(origin.stored.size);
      return answer(command, sent.length);
    },
  });
  const texts = (key = 'c1'): string[] => outbox.entries(key).map(({ text, state }) => `${text} ${state}`);
  return { outbox, sent, storedAtSend, page, clock, texts, pass: (ms: number) => clock.pass(ms) };
}
const never = (): Promise<Outcome> => new Promise(() => {});

describe('outbox on the device', () => {
  it('F47 K-6 shows the message at once and asks nothing of the server before it is on the disk', async () => {
    const origin = fakeOrigin();
    const page = origin.page();
    const one = tab(origin, undefined, { page });
    await one.pass(0);
    const written = page.stall();
    one.outbox.add({ conversationKey: 'c1', text: 'hello' });
    expect(one.texts()).toEqual(['hello queued']);
    await one.pass(500);
    expect([one.sent, origin.stored.size]).toEqual([[], 0]);
    written();
    await one.pass(1);
    expect([one.sent, one.storedAtSend, origin.stored.size]).toEqual([['hello'], [1], 0]);
  });

  it('F47 a page that dies in mid-send: the next one sends it once more, with the same id, in order', async () => {
    const origin = fakeOrigin();
    const one = tab(origin, never);
    const first = one.outbox.add({ conversationKey: 'c1', text: 'first' });
    await one.pass(10);
    one.outbox.add({ conversationKey: 'c1', text: 'second' });
    await one.pass(1);
    expect(one.sent).toEqual(['first']);
    one.page.crash();
    const commands: Command[] = [];
    const note = (command: Command): Outcome => {
      commands.push(command);
      return accepted();
    };
    const two = tab(origin, note, { startMs: 1_000 });
    two.outbox.add({ conversationKey: 'c1', text: 'sent before the disk was read' });
    await two.pass(1);
    expect(two.sent).toEqual(['first', 'second', 'sent before the disk was read']);
    expect(commands[0]).toMatchObject({ clientMessageId: first.id });
    expect(origin.stored.size).toBe(0);
  });

  it('F53 a tab that dies leaves its turn to one that is open, which sends what was left', async () => {
    const origin = fakeOrigin();
    const [one, two] = [tab(origin, never), tab(origin)];
    one.outbox.add({ conversationKey: 'c1', text: 'left behind' });
    await one.pass(1);
    await two.pass(3_000);
    expect([one.texts(), two.texts(), two.sent]).toEqual([['left behind sending'], ['left behind queued'], []]);
    one.page.crash();
    await two.pass(1);
    expect([two.sent, origin.stored.size]).toEqual([['left behind'], 0]);
  });

  it('F53 a frozen tab that holds the turn is noticed by its silence: another one sends the same entry, with the same id', async () => {
    const origin = fakeOrigin();
    const commands: Command[] = [];
    const note = (command: Command): Outcome => {
      commands.push(command);
      return accepted({ deduplicated: commands.length > 1 });
    };
    let answerFirst: (outcome: Outcome) => void = () => {};
    const one = tab(origin, (command) => {
      commands.push(command);
      return new Promise((resolve) => {
        answerFirst = resolve;
      });
    });
    const two = tab(origin, note);
    one.outbox.add({ conversationKey: 'c1', text: 'frozen' });
    await one.pass(1);
    one.page.freeze();
    await two.pass(LIMITS.turnMs + LIMITS.turnAnswerMs - 1);
    expect(two.sent).toEqual([]);
    await two.pass(2);
    expect(two.sent).toEqual(['frozen']);
    // It wakes: what it had asked is answered as a repeat, and nothing is sent again.
    one.page.thaw();
    answerFirst(accepted({ deduplicated: true }));
    await one.pass(60_000);
    expect(one.sent).toEqual(['frozen']);
    expect(commands.map((command) => (command.type === 'send' ? command.clientMessageId : ''))).toEqual(
      Array(2).fill(commands[0] && (commands[0] as { clientMessageId: string }).clientMessageId),
    );
    expect(origin.stored.size).toBe(0);
  });

  it('K-15 a tab that lives keeps its turn however long its message waits for an answer to end', async () => {
    const origin = fakeOrigin();
    const [one, two] = [tab(origin), tab(origin)];
    one.outbox.hold('c1', true, { epoch: 'e', seq: 4 });
    one.outbox.add({ conversationKey: 'c1', text: 'later' });
    await one.pass(1);
    await two.pass(10 * LIMITS.turnMs);
    expect([one.sent, two.sent, two.texts()]).toEqual([[], [], ['later queued']]);
    one.outbox.hold('c1', false, { epoch: 'e', seq: 9 });
    await one.pass(1);
    await two.pass(1);
    expect([one.sent, two.sent, two.texts()]).toEqual([['later'], [], []]);
  });

  it('F52 two tabs send into one conversation: one request at a time, each message once, and both show both', async () => {
    const origin = fakeOrigin();
    const open: (() => void)[] = [];
    const slow = (): Promise<Outcome> => new Promise((resolve) => open.push(() => resolve(accepted())));
    const [one, two] = [tab(origin, slow), tab(origin, slow)];
    for (const { outbox } of [one, two]) outbox.hold('c1', false, { epoch: 'e', seq: 1 });
    one.outbox.add({ conversationKey: 'c1', text: 'a' });
    two.outbox.add({ conversationKey: 'c1', text: 'b' });
    await one.pass(1);
    await two.pass(1);
    expect([one.texts().length, two.texts().length]).toEqual([2, 2]);
    expect(one.sent.length + two.sent.length).toBe(1);
    for (let at = 0; at < 4; at += 1) {
      open[at]?.();
      await one.pass(1);
      await two.pass(1);
    }
    expect([...one.sent, ...two.sent].sort()).toEqual(['a', 'b']);
    const shown = [...one.outbox.entries('c1')].map((entry) => entry.id);
    for (const { outbox } of [one, two]) outbox.settle('c1', shown, 7);
    expect([one.texts(), two.texts(), origin.stored.size]).toEqual([[], [], 0]);
  });

  it('what one tab discards, has refused or tries again is so in the other one', async () => {
    const origin = fakeOrigin();
    const refusal = { code: 'TOO_LARGE' as const, message: 'Too long.', retryable: false, retryAfterMs: null };
    const one = tab(origin, (_, attempt) => (attempt === 1 ? accepted({ message: null, error: refusal }) : accepted()));
    const two = tab(origin);
    const entry = one.outbox.add({ conversationKey: 'c1', text: 'long' });
    await one.pass(1);
    expect(two.texts()).toEqual(['long refused']);
    expect(two.outbox.entries('c1')[0]?.error).toMatchObject({ code: 'TOO_LARGE' });
    two.outbox.retry(entry.id);
    await two.pass(1);
    expect([one.sent.length + two.sent.length, origin.stored.size]).toEqual([2, 0]);
    const other = one.outbox.add({ conversationKey: 'c2', text: 'never mind' });
    one.outbox.hold('c2', true, { epoch: 'e', seq: 1 });
    await one.pass(0);
    expect(two.outbox.discard(other.id)?.text ?? one.outbox.discard(other.id)?.text).toBe('never mind');
    await one.pass(1);
    expect([one.texts('c2'), two.texts('c2')]).toEqual([[], []]);
  });

  it('a conversation that another tab brought to the server is known to whoever began it', async () => {
    const origin = fakeOrigin();
    const [one, two] = [tab(origin, never), tab(origin)];
    const started = one.outbox.started('c9');
    one.outbox.add({ conversationKey: 'c9', text: 'first', opening: { organizationId: null } });
    await one.pass(1);
    one.page.freeze();
    await two.pass(LIMITS.turnMs + LIMITS.turnAnswerMs + 1);
    expect(two.sent).toEqual(['start first']);
    one.page.thaw();
    await one.pass(1);
    expect(await started).toBe('c9');
  });

  it('F54 without locks, or without channels, each tab sends its own', async () => {
    for (const without of [{ locks: null }, { channel: null }, { locks: null, channel: null }]) {
      const origin = fakeOrigin();
      const [one, two] = [tab(origin, never, { without }), tab(origin, undefined, { without })];
      await two.pass(0);
      one.outbox.add({ conversationKey: 'c1', text: 'mine' });
      await one.pass(1);
      two.outbox.add({ conversationKey: 'c2', text: 'yours' });
      await two.pass(60_000);
      expect([one.sent, two.sent]).toEqual([['mine'], ['yours']]);
    }
  });

  it('F54 a browser that refuses locks holds nothing up', async () => {
    const origin = fakeOrigin();
    const locks = { request: () => Promise.reject(new DOMException('Denied.', 'SecurityError')) };
    const one = tab(origin, undefined, { without: { locks } });
    one.outbox.add({ conversationKey: 'c1', text: 'hello' });
    await one.pass(1);
    expect(one.sent).toEqual(['hello']);
  });

  it('F49 a device that is full, blocked or missing: sent from memory, and told', async () => {
    const origin = fakeOrigin();
    const page = origin.page();
    page.fill();
    const one = tab(origin, () => Promise.reject(new ChatError('network', 'away')), { page });
    await one.pass(0);
    expect([one.outbox.failing, one.outbox.persistence]).toEqual([false, 'device']);
    let told = 0;
    one.outbox.subscribe(() => {
      told += 1;
    });
    one.outbox.add({ conversationKey: 'c1', text: 'hello' });
    const before = told;
    await one.pass(1);
    expect([one.outbox.failing, one.outbox.persistence, one.sent]).toEqual([true, 'memory', ['hello']]);
    expect(told).toBeGreaterThan(before);
    const none = tab(origin, undefined, { without: { device: null } });
    none.outbox.add({ conversationKey: 'c1', text: 'hello' });
    await none.pass(1);
    expect([none.outbox.failing, none.sent]).toEqual([true, ['hello']]);
  });

  it('F41 a purge leaves nothing on the device, counts what was unsent, and touches nobody else', async () => {
    const origin = fakeOrigin();
    const [ada, ben] = [tab(origin, never), tab(origin, never, { scope: 'chat|ben' })];
    for (const one of [ada, ben]) {
      one.outbox.add({ conversationKey: 'c1', text: 'secret' });
      await one.pass(1);
    }
    expect([ada.outbox.unsent, ben.texts(), origin.stored.size]).toEqual([1, ['secret sending'], 2]);
    ada.outbox.close(true);
    await ada.pass(1);
    expect([...origin.stored.keys()].map((key) => key.startsWith('chat|ben|'))).toEqual([true]);
  });
});
