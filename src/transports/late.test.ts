import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../protocol/chat-error.ts';
import type { Carrier, Transport } from '../protocol/transport.ts';
import { createLateTransport } from './late.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend } from './memory.ts';

const real = (): Transport => createMemoryTransport(new MemoryBackend());

function late(bring: () => Promise<Transport>, timeoutMs = 5_000) {
  const brought = vi.fn(bring);
  return { transport: createLateTransport({ bring: brought, carrier: 'websocket', timeoutMs }), brought };
}

describe('a transport whose code comes late', () => {
  it('is fetched at once, and what is asked before waits for it', async () => {
    let arrive = (_: Transport): void => {};
    const { transport, brought } = late(() => new Promise((resolve) => (arrive = resolve)));
    expect(brought).toHaveBeenCalledOnce();
    expect(transport.carrier).toBe('websocket');
    const asked = transport.viewer({});
    arrive(real());
    expect((await asked).id).toBe(DEMO_VIEWER.id);
    expect(transport.carrier).toBe('memory');
    expect(brought).toHaveBeenCalledOnce();
  });

  it('F12 cannot be had: a fault of the network for all who ask, and fetched again by the next', async () => {
    let there = false;
    const { transport, brought } = late(() => (there ? Promise.resolve(real()) : Promise.reject(new Error('ChunkLoadError'))));
    const fault: unknown = await transport.viewer({}).catch((reason: unknown) => reason);
    expect(fault).toBeInstanceOf(ChatError);
    expect(fault).toMatchObject({ kind: 'network', retryable: true });
    const pages = transport.changes(null, new AbortController().signal)[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toMatchObject({ kind: 'network' });
    there = true;
    expect((await transport.viewer({})).id).toBe(DEMO_VIEWER.id);
    expect(brought.mock.calls.length).toBeGreaterThan(1);
  });

  it('does not come: nobody waits for longer than the limit, and a feed ends with its signal', async () => {
    const { transport } = late(() => new Promise(() => {}), 20);
    await expect(transport.viewer({})).rejects.toMatchObject({ kind: 'network' });
    const { transport: slow } = late(() => new Promise(() => {}));
    const left = new AbortController();
    const next = slow.changes(null, left.signal)[Symbol.asyncIterator]().next();
    left.abort();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('comes after it was closed: it is closed, too', async () => {
    const closed = vi.fn();
    let arrive = (_: Transport): void => {};
    const { transport } = late(() => new Promise((resolve) => (arrive = resolve)));
    transport.close();
    arrive({ ...real(), close: closed });
    await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  });

  it('tells of changes of the way that are made once it is there', async () => {
    const heard: Carrier[] = [];
    let tell = (_: Carrier): void => {};
    const { transport } = late(async () => ({
      ...real(),
      onCarrier: (listener) => {
        tell = listener;
        return () => {};
      },
    }));
    const stop = transport.onCarrier?.((carrier) => heard.push(carrier));
    await transport.viewer({});
    tell('long-poll');
    stop?.();
    tell('websocket');
    expect(heard).toEqual(['long-poll']);
  });
});
