import { Chance } from './chance.ts';

export const TRANSPORTS = ['websocket', 'long-poll', 'poll', 'ladder'] as const;
export type TransportName = (typeof TRANSPORTS)[number];

/** What goes wrong. Durations in ms at real limits. */
export type Fault =
  | { readonly kind: 'reset' }
  | { readonly kind: 'half' }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'close'; readonly code: 1000 | 1001 | 1012 | 1013 }
  | {
      readonly kind: 'black-hole';
      readonly up: boolean;
      readonly down: boolean;
      /** What was open when it began never comes back. */
      readonly forget: boolean;
      readonly forMs: number;
    }
  | { readonly kind: 'burst'; readonly forMs: number }
  | { readonly kind: 'slow'; readonly delayMs: number; readonly jitterMs: number; readonly forMs: number }
  | { readonly kind: 'singles'; readonly bytes: number; readonly forMs: number }
  | { readonly kind: 'refuse'; readonly answer: '503' | 'html'; readonly forMs: number }
  | { readonly kind: 'portal'; readonly forMs: number }
  /** The server is gone: connections end, new ones are refused. */
  | { readonly kind: 'away'; readonly forMs: number }
  /** Connections without a byte for `afterMs` are cut. Not drawn at random: heartbeats make it no fault. */
  | { readonly kind: 'idle-cut'; readonly afterMs: number; readonly forMs: number };

export type FaultKind = Fault['kind'];

export interface PlannedFault {
  readonly client: number;
  /** Ms after the start, or after so many bytes have come down. */
  readonly at: { readonly ms: number } | { readonly bytes: number };
  readonly fault: Fault;
}

export interface PlannedSend {
  readonly client: number;
  readonly atMs: number;
  /** What the scripted responder reads: pieces of the answer, ms between two, and a word that tells answers apart. */
  readonly text: string;
}

/** One run of one or two clients on one conversation. Durations in ms at real limits. */
export interface Schedule {
  readonly seed: number;
  readonly transport: TransportName;
  readonly clients: number;
  /** Whether a client also follows the lists. */
  readonly lists: readonly boolean[];
  /** The first send starts the conversation, through the faults; else it is there already. */
  readonly starting: boolean;
  readonly sends: readonly PlannedSend[];
  readonly faults: readonly PlannedFault[];
  /** Everything is lifted by then, ms. */
  readonly liftedMs: number;
}

const LIFTED_MS = 24_000;

export function makeSchedule(seed: number, transport: TransportName): Schedule {
  const chance = new Chance(seed);
  const clients = chance.happens(0.5) ? 2 : 1;
  const sends = Array.from({ length: chance.whole(2, 3) }, (_, at) => ({
    client: at === 0 ? 0 : chance.whole(0, clients - 1),
    atMs: at === 0 ? 0 : chance.whole(500, 12_000),
    text: `${chance.whole(3, 9)}x${chance.whole(150, 700)} ${chance.pick(WORDS)}${at}`,
  }));
  const faults: PlannedFault[] = [];
  for (let left = chance.whole(2, 4); left > 0; left -= 1) faults.push(planFault(chance, transport, clients, faults.at(-1)));
  return {
    seed,
    transport,
    clients,
    lists: Array.from({ length: clients }, () => chance.happens(0.5)),
    starting: chance.happens(0.5),
    sends: [...sends].sort((a, b) => a.atMs - b.atMs),
    faults,
    liftedMs: LIFTED_MS,
  };
}

/** Faults like company: many come while a client mends the last one. */
function planFault(chance: Chance, transport: TransportName, clients: number, last: PlannedFault | undefined): PlannedFault {
  const fault = makeFault(chance, transport);
  if (last && 'ms' in last.at && chance.happens(0.35))
    return { client: last.client, at: { ms: last.at.ms + chance.whole(50, 1_200) }, fault };
  const at = chance.happens(0.25) ? { bytes: chance.whole(50, 9_000) } : { ms: chance.whole(0, 15_000) };
  return { client: chance.whole(0, clients - 1), at, fault };
}

const WORDS = ['order', 'paket', '注文', 'café', '🚚📦', 'naïve'] as const;

function makeFault(chance: Chance, transport: TransportName): Fault {
  const forMs = chance.happens(0.7) ? chance.whole(200, 3_000) : chance.whole(3_000, 14_000);
  const socket = transport === 'websocket' || transport === 'ladder';
  const kinds: readonly Exclude<FaultKind, 'idle-cut'>[] = [
    'reset',
    'half',
    'garbage',
    'close',
    'black-hole',
    'black-hole',
    'burst',
    'slow',
    'singles',
    'portal',
  ];
  const kind = chance.pick(socket ? [...kinds, 'refuse' as const] : kinds);
  switch (kind) {
    case 'close':
      return { kind, code: chance.pick([1000, 1001, 1012, 1013]) };
    case 'black-hole': {
      const which = chance.whole(0, 2);
      return { kind, up: which !== 1, down: which !== 0, forget: chance.happens(0.5), forMs };
    }
    case 'slow':
      return { kind, delayMs: chance.whole(100, 1_000), jitterMs: chance.whole(0, 600), forMs };
    case 'singles':
      return { kind, bytes: chance.whole(20, 400), forMs };
    case 'refuse':
      return { kind, answer: chance.pick(['503', 'html']), forMs };
    case 'burst':
    case 'portal':
    case 'away':
      return { kind, forMs };
    default:
      return { kind };
  }
}

/** One line a fault, for a person. */
export function describeFault({ client, at, fault }: PlannedFault): string {
  const { kind, ...rest } = fault;
  const details = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  const when = 'ms' in at ? `at ${at.ms} ms` : `after ${at.bytes} bytes`;
  return `client ${client} ${when}: ${[kind, ...details].join(', ')}`;
}

export function describeSchedule(schedule: Schedule): string {
  const { seed, transport, clients, lists, starting, sends, faults } = schedule;
  return [
    `seed ${seed}, ${transport}, ${clients} client${clients > 1 ? 's' : ''}, lists ${lists.join(' ')}, ${starting ? 'starts its conversation' : 'conversation exists'}; times at real limits`,
    ...sends.map((send) => `  client ${send.client} at ${send.atMs} ms sends "${send.text}"`),
    ...faults.map((fault) => `  ${describeFault(fault)}`),
  ].join('\n');
}
