import { describe, expect, it } from 'vitest';
import { LIVE, page as makePage } from '../../tests/support/log.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { Transport } from '../protocol/transport.ts';
import type { EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import type { CarrierNote } from '../session/recorder-entries.ts';
import { createLadder } from './ladder.ts';
import { Rungs } from './rungs.ts';
import type { SocketEvent, SocketFeeds } from './websocket.ts';

const limits = { handshakesBeforeHttp: 2, dropsBeforeHttp: 3, dropsWithinMs: 60_000, webSocketAgainMs: 60_000 };
const lost = (change: Partial<Extract<SocketEvent, { type: 'ended' }>> = {}): SocketEvent => ({
  type: 'ended',
  opened: true,
  httpForGood: false,
  error: new ChatError('network', 'lost'),
  ...change,
});

describe('rungs', () => {
  it('F11 two failed handshakes lead to HTTP, and a WebSocket is due again after 60 s', () => {
    const rungs = new Rungs(limits);
    rungs.note(lost({ opened: false }), 0);
    expect(rungs.onHttp).toBe(false);
    rungs.note(lost({ opened: false }), 1_000);
    expect(rungs.onHttp).toBe(true);
    expect(rungs.due(60_999)).toBe(false);
    expect(rungs.due(61_000)).toBe(true);
    rungs.up();
    expect(rungs.onHttp).toBe(false);
  });

  it('F15 three drops within 60 s lead to HTTP, three in three minutes do not', () => {
    const often = new Rungs(limits);
    const seldom = new Rungs(limits);
    for (const time of [0, 1, 2]) often.note(lost(), time * 10_000);
    for (const time of [0, 1, 2]) seldom.note(lost(), time * 60_000);
    expect(often.onHttp).toBe(true);
    expect(seldom.onHttp).toBe(false);
  });

  it('F38 F03 the end of a token and a planned restart are no reason', () => {
    const rungs = new Rungs(limits);
    for (let time = 0; time < 9; time += 1) rungs.note(lost({ error: new ChatError(time % 2 ? 'expired' : 'shutdown', '') }), time);
    expect(rungs.onHttp).toBe(false);
  });

  it('a broken protocol leads to HTTP for the life of the page', () => {
    const rungs = new Rungs(limits);
    rungs.note(lost({ httpForGood: true }), 0);
    expect(rungs.onHttp).toBe(true);
    expect(rungs.due(10_000_000)).toBe(false);
  });
});

describe('ladder', () => {
  it('N-1 tells the flight recorder of every socket, with the code it was closed with', () => {
    let tell = (_: SocketEvent): void => {};
    const notes: CarrierNote[] = [];
    createLadder({
      http: { carrier: 'long-poll' } as Transport,
      limits,
      onNote: (note) => notes.push(note),
      socket: (onSocket) => {
        tell = onSocket;
        return {} as SocketFeeds;
      },
    });
    tell({ type: 'opened', expiresInMs: 60_000 });
    tell(lost({ code: 4403, error: new ChatError('expired', 'ended') }));
    tell(lost({ opened: false }));
    expect(notes).toEqual([
      { type: 'connect', expiresInMs: 60_000 },
      { type: 'disconnect', opened: true, code: 4403, kind: 'expired' },
      { type: 'disconnect', opened: false, code: null, kind: 'network' },
    ]);
  });

  it('F11 F19 a feed moves from HTTP to the WebSocket between two pages and goes on from its own cursor', async () => {
    let time = 0;
    let tell = (_: SocketEvent): void => {};
    const opened: string[] = [];
    async function* feed(way: string, after: ResumePoint): AsyncGenerator<EventPage | null> {
      opened.push(`${way} from ${after.seq}`);
      for (let seq = after.seq + 1; ; seq += 1) {
        yield makePage([{ type: 'Unknown', typename: 'x', seq, at: '' }], { live: LIVE });
        await Promise.resolve();
      }
    }
    const http = {
      carrier: 'long-poll',
      events: (_: string, after: ResumePoint) => feed('http', after),
      close: () => {},
    } as unknown as Transport;
    const ladder = createLadder({
      http,
      limits,
      now: () => time,
      socket: (onSocket) => {
        tell = onSocket;
        return {
          events: (_, after) => feed('socket', after),
          changes: () => {
            throw new Error('unused');
          },
          probe: async () => {},
          check: () => {},
          close: () => {},
        };
      },
    });
    tell(lost({ opened: false }));
    tell(lost({ opened: false }));
    expect(ladder.carrier).toBe('long-poll');
    const seen: number[] = [];
    for await (const page of ladder.events('c', { epoch: 'epoch-1', seq: 0 }, new AbortController().signal)) {
      seen.push(page?.events[0]?.seq ?? 0);
      if (seen.length === 3) time = 60_000;
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (seen.length === 8) break;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(opened).toEqual(['http from 0', expect.stringMatching(/^socket from [34]$/u)]);
    expect(ladder.carrier).toBe('websocket');
  });

  /** On HTTP, with a long poll that is held after so many pages; the probe does what it is told. */
  function held(pagesBefore: number, probe: () => Promise<void>) {
    let time = 0;
    let tell = (_: SocketEvent): void => {};
    const opened: string[] = [];
    async function* feed(way: string, after: ResumePoint, signal: AbortSignal): AsyncGenerator<EventPage | null> {
      opened.push(`${way} from ${after.seq}`);
      for (let seq = after.seq + 1; seq <= after.seq + pagesBefore; seq += 1)
        yield makePage([{ type: 'Unknown', typename: 'x', seq, at: '' }], { live: LIVE });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    }
    const way = (name: string) => ({
      carrier: 'long-poll',
      events: (_: string, after: ResumePoint, signal: AbortSignal) => feed(name, after, signal),
      close: () => {},
      check: () => {},
      probe,
    });
    const ladder = createLadder({
      http: way('http') as unknown as Transport,
      limits,
      now: () => time,
      socket: (onSocket) => {
        tell = onSocket;
        return way('socket') as unknown as SocketFeeds;
      },
    });
    tell(lost({ opened: false }));
    tell(lost({ opened: false }));
    time = 60_000;
    const stop = new AbortController();
    const pages = ladder.events('c', { epoch: 'epoch-1', seq: 0 }, stop.signal)[Symbol.asyncIterator]();
    return { pages, opened, stop };
  }

  it('F11 a long poll that is held is left as soon as a WebSocket holds', async () => {
    const { pages, opened, stop } = held(1, async () => {});
    await pages.next();
    const { value } = await pages.next();
    expect(value?.events[0]?.seq).toBe(2);
    expect(opened).toEqual(['http from 0', 'socket from 1']);
    stop.abort();
  });

  it('F38 a try that met the end of its token is made again with the next page, once', async () => {
    let tries = 0;
    const { pages, stop } = held(6, async () => {
      tries += 1;
      throw new ChatError('expired', 'ended');
    });
    for (let page = 0; page < 6; page += 1) {
      await pages.next();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    stop.abort();
    expect(tries).toBe(2);
  });
});
