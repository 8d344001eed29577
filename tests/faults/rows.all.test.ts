/** Rows of docs/FAULTS.md, each for each transport it can happen on: the real server and client, limits divided by ten. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Field, openField } from './field.ts';
import type { Played } from './play.ts';
import { failureText } from './report.ts';
import { type Fault, type Schedule, TRANSPORTS, type TransportName } from './schedule.ts';

const SCALE = 10;
let field: Field;
beforeAll(async () => {
  field = await openField(SCALE);
}, 60_000);
afterAll(() => field.close());

/** One reader, an answer of about six seconds at real limits, and faults in its middle. */
function schedule(transport: TransportName, faults: readonly Fault[], times: readonly number[], liftedMs: number): Schedule {
  return {
    seed: 1,
    transport,
    clients: 1,
    lists: [true],
    starting: false,
    sends: [
      { client: 0, atMs: 0, text: '14x400 row0' },
      { client: 0, atMs: 3_000, text: '3x400 row1' },
    ],
    faults: faults.map((fault, at) => ({ client: 0, at: { ms: times[at] ?? 2_500 }, fault })),
    liftedMs,
  };
}

async function plays(planned: Schedule): Promise<Played> {
  const { played } = await field.play(planned);
  expect(played.violations, failureText(planned, played, SCALE)).toEqual([]);
  expect(played.struck).toHaveLength(planned.faults.length);
  return played;
}

async function holds(planned: Schedule): Promise<Played['recoveries']> {
  return (await plays(planned)).recoveries;
}

const everywhere = TRANSPORTS;
const sockets = ['websocket', 'ladder'] as const;
const rows: readonly [row: string, fault: Fault, on: readonly TransportName[], liftedMs?: number][] = [
  ['F01 F04 a reset', { kind: 'reset' }, everywhere],
  ['F01 F16 half a frame, half a body', { kind: 'half' }, everywhere],
  ['F02 a close with 1000', { kind: 'close', code: 1000 }, everywhere],
  ['F03 a close with 1001', { kind: 'close', code: 1001 }, sockets],
  ['F03 a close with 1012', { kind: 'close', code: 1012 }, sockets],
  ['F03 a close with 1013', { kind: 'close', code: 1013 }, sockets],
  ['F05 a black hole both ways', { kind: 'black-hole', up: true, down: true, forget: true, forMs: 6_000 }, everywhere, 9_000],
  ['F06 a black hole from server to client', { kind: 'black-hole', up: false, down: true, forget: true, forMs: 6_000 }, everywhere, 9_000],
  ['F07 a black hole from client to server', { kind: 'black-hole', up: true, down: false, forget: true, forMs: 6_000 }, everywhere, 9_000],
  ['F08 F10 a server that is away', { kind: 'away', forMs: 20_000 }, everywhere, 24_000],
  ['F11 upgrades refused', { kind: 'refuse', answer: '503', forMs: 8_000 }, sockets, 12_000],
  ['F11 upgrades answered with a page', { kind: 'refuse', answer: 'html', forMs: 8_000 }, sockets, 12_000],
  ['F12 a captive portal', { kind: 'portal', forMs: 8_000 }, everywhere, 12_000],
  ['F13 two seconds each round trip, and jitter', { kind: 'slow', delayMs: 1_000, jitterMs: 500, forMs: 9_000 }, everywhere, 12_000],
  ['F13 bytes one by one', { kind: 'singles', bytes: 3_000, forMs: 9_000 }, everywhere, 12_000],
  ['F15 seconds of events at once', { kind: 'burst', forMs: 9_000 }, everywhere, 12_000],
  ['F16 bytes that are no UTF-8 or half a message', { kind: 'garbage' }, everywhere],
];

describe.concurrent.each(rows)('%s', (_, fault, on, liftedMs = 5_000) => {
  for (const transport of on)
    it(`costs nothing over ${transport}`, { timeout: 60_000 }, async () => {
      const recoveries = await holds(schedule(transport, [fault], [2_500], liftedMs));
      expect(recoveries).toHaveLength(1);
    });
});

describe.concurrent.each(everywhere)('over %s', (transport) => {
  it('F09 a link that dies while it is opened again costs nothing', { timeout: 60_000 }, async () => {
    const dead: Fault = { kind: 'black-hole', up: false, down: true, forget: true, forMs: 300 };
    // The reset has a new socket opened; the black holes take it in the middle of that.
    await holds(schedule(transport, [{ kind: 'reset' }, dead, dead], [2_500, 3_700, 3_900], 8_000));
  });

  it('F04 F14 where it cuts them sooner the reader goes on', { timeout: 60_000 }, async () => {
    await holds(schedule(transport, [{ kind: 'idle-cut', afterMs: 4_000, forMs: 40_000 }], [0], 42_000));
  });
});

describe('heartbeats', () => {
  let slowField: Field;
  // Not ten: the shortest limit, 4 s for a pong, would leave a busy machine too little beside a round trip of 2 s.
  const scale = 3;
  beforeAll(async () => {
    slowField = await openField(scale);
  }, 60_000);
  afterAll(() => slowField.close());

  async function undisturbed(planned: Schedule): Promise<void> {
    const { played } = await slowField.play(planned);
    expect(played.violations).toEqual([]);
    const opened = played.trace.filter((line) => line.includes('socket opened'));
    const lost = played.trace.filter((line) => line.includes('reconnecting') || /socket ended(?!.*4499)/u.test(line));
    expect({ lost, sockets: opened.length }, failureText(planned, played, scale)).toEqual({
      lost: [],
      sockets: planned.transport === 'websocket' || planned.transport === 'ladder' ? 1 : 0,
    });
  }

  it.concurrent.each(everywhere)(
    'F13 2 s round trips with jitter and bytes one by one misfire no limit over %s',
    { timeout: 60_000 },
    (transport) => {
      const slow: Fault = { kind: 'slow', delayMs: 900, jitterMs: 200, forMs: 32_000 };
      const singles: Fault = { kind: 'singles', bytes: 300, forMs: 32_000 };
      return undisturbed(schedule(transport, [slow, singles], [0, 8_000], 34_000));
    },
  );

  it.concurrent.each(everywhere)(
    'F14 keep a connection open through a proxy that cuts idle ones at 30 s, over %s',
    { timeout: 60_000 },
    (transport) => undisturbed(schedule(transport, [{ kind: 'idle-cut', afterMs: 30_000, forMs: 42_000 }], [0], 43_000)),
  );
});

describe('bursts', () => {
  it('F15 that repeat move the ladder to HTTP, and nothing is lost', { timeout: 60_000 }, async () => {
    // Longer than ping and pong, shorter than ping, pong and connecting.
    const burst: Fault = { kind: 'burst', forMs: 20_000 };
    const played = await plays(schedule('ladder', [burst, burst, burst], [2_000, 26_000, 50_000], 77_000));
    expect(played.trace.some((line) => line.includes('"carrier":"long-poll"'))).toBe(true);
  });
});
