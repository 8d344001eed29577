import { WRONGS, type Wrong } from './line.ts';
import { createRandom, type Random } from './random.ts';

/** One thing that happens. `ms`: how long it lasts; `count`: its size, by kind. */
export interface Op {
  /** Ms of virtual time. */
  readonly at: number;
  readonly tab: number;
  readonly kind: OpKind;
  readonly ms: number;
  readonly count: number;
}

/** What persons do. */
const ACTS = ['send', 'retry', 'stop', 'remount'] as const;
/** What browsers do. */
const BROWSER = ['hide', 'sleep', 'reload', 'crash', 'storage-full', 'wrong-hint', 'wake', 'clock', 'no-token'] as const;
/** What the way does once. */
const WAY = ['cut', 'half-open', 'latency', 'overlap', 'twin', 'hole'] as const;
/** What the server does. */
const SERVER = ['restart', 'kill', 'lose-worker', 'lost-wakes', 'overload', 'forget', 'far-behind', 'new-epoch', 'close', 'stick'] as const;

export type OpKind = (typeof ACTS)[number] | (typeof BROWSER)[number] | (typeof WAY)[number] | (typeof SERVER)[number] | Wrong;
const FAULTS: readonly OpKind[] = [...BROWSER, ...WAY, ...SERVER, ...WRONGS];

export interface Schedule {
  readonly seed: number;
  readonly tabs: number;
  /** Ms between a writer and its readers, and between two pieces of an answer. */
  readonly wakeMs: number;
  readonly beatMs: number;
  readonly speeds: readonly { latencyMs: number; jitterMs: number }[];
  readonly tokenLifeMs: number | null;
  readonly nameless: boolean;
  /** The first tab starts the conversation with its first message. */
  readonly starts: boolean;
  readonly ops: readonly Op[];
  /** When every fault has ended, and when everything has happened, ms. */
  readonly calmAt: number;
  readonly doneAt: number;
}

/** Events a schedule has at least, persons' messages and answers' pieces together. */
const EVENTS = 205;
const CLOSE_CODES = [1000, 1000, 1001, 1006, 1011, 1012, 1013, 4403, 4413, 4500] as const;
const SPEEDS = [
  { latencyMs: 5, jitterMs: 0 },
  { latencyMs: 20, jitterMs: 15 },
  { latencyMs: 60, jitterMs: 120 },
  { latencyMs: 400, jitterMs: 600 },
] as const;

/** Everything that happens in one life of a few tabs and their server, from one number. */
export function createSchedule(seed: number): Schedule {
  const random = createRandom(seed);
  const tabs = random.chance(0.75) ? 2 : 3;
  const beatMs = random.pick([20, 40, 40, 120]);
  const ops: Op[] = sends(random, tabs, beatMs);
  const times = ops.map((op) => op.at);
  const last = Math.max(...times) + 15_000;
  const faults = random.whole(4, 10);
  for (let count = 0; count < faults; count += 1) {
    const near = random.chance(0.7) ? random.pick(times) + random.whole(-200, 50 * beatMs) : random.whole(0, last);
    ops.push(fault(random, Math.max(100, near), tabs));
  }
  const others = random.whole(0, 3);
  for (let count = 0; count < others; count += 1)
    ops.push({
      at: random.whole(2_000, last),
      tab: random.whole(0, tabs - 1),
      kind: random.pick(['retry', 'retry', 'stop', 'remount']),
      ms: random.whole(100, 4_000),
      count: 0,
    });
  ops.sort((a, b) => a.at - b.at);
  return {
    seed,
    tabs,
    beatMs,
    wakeMs: random.pick([2, 60, 120, 240]),
    speeds: Array.from({ length: tabs }, () => random.pick(SPEEDS)),
    tokenLifeMs: random.chance(0.25) ? random.whole(30_000, 90_000) : null,
    nameless: random.chance(0.5),
    starts: random.chance(0.3),
    ops,
    calmAt: endOf(ops.filter(isFault)),
    doneAt: endOf(ops),
  };
}

function sends(random: Random, tabs: number, beatMs: number): Op[] {
  const ops: Op[] = [];
  let events = 0;
  let at = random.whole(50, 1_500);
  while (events < EVENTS || ops.length < 3) {
    const pieces = random.whole(25, 65);
    ops.push({ at, tab: random.whole(0, tabs - 1), kind: 'send', ms: 0, count: pieces });
    events += pieces + 3;
    // Some follow at once, some wait for the answer.
    at += random.chance(0.4) ? random.whole(1, 400) : random.whole(1_000, Math.max(4_000, 60 * beatMs));
  }
  return ops;
}

function fault(random: Random, at: number, tabs: number): Op {
  const kind = random.pick(FAULTS);
  const tab = random.whole(0, tabs - 1);
  return { at, tab, kind, ms: lasting(random, kind), count: random.whole(0, 999) };
}

function lasting(random: Random, kind: OpKind): number {
  switch (kind) {
    case 'cut':
    case 'half-open':
    case 'reload':
    case 'crash':
    case 'wake':
    case 'clock':
    case 'overlap':
    case 'twin':
    case 'hole':
    case 'lose-worker':
    case 'forget':
    case 'new-epoch':
    case 'close':
    case 'stick':
      return 0;
    case 'sleep':
      return random.pick([2_000, 40_000, 600_000]);
    case 'restart':
    case 'kill':
      return random.whole(300, 8_000);
    case 'far-behind':
    case 'storage-full':
      return random.whole(2_000, 20_000);
    default:
      // Most are short, a few outlast every limit.
      return random.chance(0.15) ? random.whole(40_000, 90_000) : random.whole(200, 15_000);
  }
}

export function closeCode(op: Op): number {
  return CLOSE_CODES[op.count % CLOSE_CODES.length] ?? 1000;
}

function endOf(ops: readonly Op[]): number {
  return Math.max(...ops.map((op) => op.at + op.ms)) + 1;
}

export function isFault(op: Op): boolean {
  return !(ACTS as readonly string[]).includes(op.kind);
}
