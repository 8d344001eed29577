import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadRemoteChat, type RemoteRuntime } from './load-remote-chat.ts';
import { RemoteError } from './remote-error.ts';

const shared = { react: { version: '19.3.1', module: {} }, 'react-dom': { version: '19.3.1', module: {} } };
const manifest = 'https://chat.example/mf-manifest.json';

/** A runtime that answers from a script; each entry is a value, an error or a promise. */
function scripted(answers: Record<string, unknown[]>) {
  const asked: string[] = [];
  const registrations: boolean[] = [];
  const runtime: RemoteRuntime = {
    loadRemote: async <T>(id: string) => {
      asked.push(id);
      const queue = answers[id.split('/')[1] ?? ''] ?? [];
      const next = queue.length > 1 ? queue.shift() : queue[0];
      if (next instanceof Error) throw next;
      return (await next) as T;
    },
    registerRemotes: (_remotes, { force }) => void registrations.push(force),
  };
  return { runtime, asked, registrations };
}

const chat = (answers: Record<string, unknown[]>, extra: Partial<Parameters<typeof loadRemoteChat>[0]> = {}) => {
  const script = scripted(answers);
  return { ...script, remote: loadRemoteChat({ manifest, shared, timeoutMs: 50, runtime: script.runtime, ...extra }) };
};
const kind = (promise: Promise<unknown>) =>
  promise.then(
    () => 'loaded',
    (error: RemoteError) => error.kind,
  );

describe('loadRemoteChat', () => {
  it('fetches nothing before the first load and names the container', async () => {
    const { remote, asked } = chat({ States: [{ default: 1 }] });
    expect(asked).toEqual([]);
    await expect(remote.load('States')).resolves.toEqual({ default: 1 });
    expect(asked).toEqual(['ai_cs_agent_react/States']);
  });

  it('registers the remote again by force after a failure, so that the next attempt fetches it anew', async () => {
    const { remote, registrations } = chat({ States: [new Error('RUNTIME-003'), { default: 1 }] });
    expect(await kind(remote.load('States'))).toBe('missing');
    await expect(remote.load('States')).resolves.toEqual({ default: 1 });
    expect(registrations).toEqual([false, true]);
  });

  it('keeps a copy in use when another module fails, and fetches a fresh one at the third failure', async () => {
    const broken = Object.assign(new Error('Loading chunk 7 failed'), { name: 'ChunkLoadError' });
    const { remote, registrations } = chat({ States: [{ default: 1 }], ConversationList: [broken] });
    await remote.load('States');
    await kind(remote.load('ConversationList'));
    await kind(remote.load('ConversationList'));
    expect(registrations).toEqual([false]);
    await kind(remote.load('ConversationList'));
    expect(registrations).toEqual([false, true]);
  });

  it('hands out modules of one copy only: what arrives from a replaced one is loaded again', async () => {
    let arrive = (_: unknown) => {};
    const slow = new Promise((resolve) => {
      arrive = resolve;
    });
    const { remote, asked } = chat({ States: [slow, { default: 'new' }], ConversationList: [new Error('RUNTIME-008')] });
    const states = remote.load('States');
    await kind(remote.load('ConversationList'));
    arrive({ default: 'old' });
    await expect(states).resolves.toEqual({ default: 'new' });
    expect(asked.filter((id) => id.endsWith('States'))).toHaveLength(2);
  });

  it('prepares each copy once, before any of its modules is handed out', async () => {
    const order: string[] = [];
    const prepare = vi.fn(async (load: <T>(module: string) => Promise<T>) => {
      await load('configure');
      order.push('prepared');
    });
    const { remote } = chat({ configure: [{}], States: [{}], ConversationList: [{}] }, { prepare });
    await Promise.all([remote.load('States').then(() => order.push('States')), remote.load('ConversationList')]);
    expect(order).toEqual(['prepared', 'States']);
    remote.renew();
    await remote.load('States');
    expect(prepare).toHaveBeenCalledTimes(2);
  });

  it('gives up an attempt after timeoutMs', async () => {
    const { remote } = chat({ States: [new Promise(() => {})] });
    expect(await kind(remote.load('States'))).toBe('timeout');
  });

  it.each([
    ['missing', new Error('[ Federation Runtime ]: Failed to load script. RUNTIME-008 ScriptNetworkError: Failed to load script')],
    ['timeout', new Error('RUNTIME-008 ScriptNetworkError: Script "x" timed out.')],
    ['failed', new Error('RUNTIME-008 ScriptExecutionError: loaded but threw')],
    ['invalid', new Error('RUNTIME-003 SyntaxError: Unexpected token <')],
    ['invalid', new Error('RUNTIME-001 Failed to get remoteEntry exports')],
    ['invalid', new Error('Module "./NoSuch" does not exist in container.')],
    ['invalid', null],
    ['failed', new TypeError('x is not a function')],
    ['mismatch', Object.assign(new TypeError('The components need React ^19.0.0; the page has 18.3.1.'), { name: 'ReactMismatch' })],
  ])('says %s for %s', async (expected, answer) => {
    const { remote } = chat({ States: [answer] });
    const error = await remote.load('States').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RemoteError);
    expect((error as RemoteError).kind).toBe(expected);
    expect((error as RemoteError).message).toContain(manifest);
  });

  describe('ready()', () => {
    beforeEach(() => {
      vi.useFakeTimers();
      vi.stubGlobal('addEventListener', vi.fn());
      vi.stubGlobal('removeEventListener', vi.fn());
    });
    afterEach(() => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    });
    const failing = [new Error('RUNTIME-003'), new Error('ScriptExecutionError'), { mount: 'ours' }];

    it('shows the stand-in once, tells each failure with its reason, and brings the module without a reload', async () => {
      const told: string[] = [];
      const { remote } = chat(
        { mount: [...failing] },
        { onError: (error) => told.push(error.kind), fallback: (error) => told.push(`stand-in: ${error.kind}`) },
      );
      const ready = remote.ready<{ mount: string }>();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await ready).toEqual({ mount: 'ours' });
      expect(told).toEqual(['missing', 'stand-in: missing', 'failed']);
    });

    it('shows the stand-in and goes on when what the page gave as onError or fallback throws', async () => {
      const complained = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const thrower = (name: string) =>
        vi.fn(() => {
          throw new Error(`${name} of the page`);
        });
      const [onError, fallback] = [thrower('onError'), thrower('fallback')];
      const { remote } = chat({ mount: [...failing] }, { onError, fallback });
      const ready = remote.ready<{ mount: string }>();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await ready).toEqual({ mount: 'ours' });
      expect([onError.mock.calls.length, fallback.mock.calls.length]).toEqual([2, 1]);
      expect(complained.mock.calls.map(([said, error]) => `${said} ${error}`)).toEqual([
        expect.stringMatching(/ onError threw.*onError of the page/u),
        expect.stringMatching(/ fallback threw.*fallback of the page/u),
        expect.stringMatching(/ onError threw/u),
      ]);
    });

    it('asks no further where the page has another React', async () => {
      const told: string[] = [];
      const other = Object.assign(new TypeError('The components need React ^19.0.0'), { name: 'ReactMismatch' });
      const { remote, asked } = chat(
        { AIChatInterface: [other] },
        {
          module: 'AIChatInterface',
          onError: (error) => told.push(error.kind),
          fallback: (error) => told.push(`stand-in: ${error.kind}`),
        },
      );
      void remote.ready();
      await vi.advanceTimersByTimeAsync(120_000);
      expect(asked).toHaveLength(1);
      expect(told).toEqual(['mismatch', 'stand-in: mismatch']);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
