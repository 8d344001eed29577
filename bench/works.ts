import { appending, type Cell, growing, keystrokes, opening, tokensAtEnd } from './cells.ts';
import { anchoring, fling, heap, mountedRows, openingsAndClosings, touchedRows } from './cells-list.ts';
import { live } from './cells-live.ts';
import { tasksOf } from './cells-trace.ts';
import type { Pace } from './page/pacer.ts';

/** A goal: ours to another, or to a fixed number, "at most". */
export interface Goal {
  /** As the table names it. */
  readonly name: string;
  readonly ours: Cell;
  /** Null: the figure itself is held against `most`. */
  readonly other: Cell | null;
  readonly figure: string;
  /** What the harness alone costs, taken off both sides. */
  readonly net: Cell | null;
  /** The same for the other side, where it does other work. */
  readonly otherNet?: Cell;
  readonly most: number;
}

export interface Work {
  readonly id: string;
  readonly title: string;
  readonly goals: readonly Goal[];
  /** Measured along with it for the table and the plots, held against nothing. */
  readonly beside?: readonly Cell[];
  /** How often, where a goal decides nothing. */
  readonly rounds?: number;
}

type Make = (subject: string) => Cell;
type Against = Readonly<Record<string, number>>;

/** Ours to each of these subjects, net of the empty harness. */
function against(make: Make, others: Against, ours = 'ours'): readonly Goal[] {
  return Object.entries(others).map(([subject, most]) => ({
    ...{ name: subject, figure: 'cpu', most, net: make('empty') },
    ...{ ours: make(ours), other: make(subject) },
  }));
}

/** A figure by itself, or to that of another cell, with nothing taken off. */
function plain(name: string, ours: Cell, figure: string, most: number, other: Cell | null = null): Goal {
  return { name, ours, other, figure, most, net: null };
}

/** Ours to ours in a short conversation. */
function toShort(name: string, make: (messages: number) => Cell, short: number, net: Cell | null): Goal {
  return { name, figure: 'cpu', most: 1.1, ours: make(10_000), other: make(short), net };
}

const LIMIT = 'viewport-limit';
const ROWS = 'viewport-rows';
const THOUSAND: Pace = { second: 1_000 };
const FIFTY: Pace = { second: 50 };
const ONCE: Pace = { once: true };

/** Lengths of the plots’ curves, bytes. */
export const LENGTHS = [5_000, 10_000, 25_000, 50_000];
export const CURVES = ['ours', 'text-limit', 'streamdown', 'react-markdown', 'assistant-ui', 'deep-chat'];
export const LIST_LENGTHS = [100, 1_000, 10_000];
export const LIST_CURVES = ['ours', ROWS, 'virtua', 'tanstack', 'virtuoso', 'assistant-ui'];

/** What would take minutes for one figure. */
const TOO_LONG: Readonly<Record<string, readonly number[]>> = { 'assistant-ui': [10_000] };

const STREAMING: readonly Work[] = [
  {
    ...{ id: 'S1', title: 'one answer to 10 kB, 16 tokens a frame' },
    goals: against((subject) => growing(subject, 10_000), { 'text-limit': 1.7, streamdown: 0.4, 'assistant-ui': 0.17 }),
  },
  {
    ...{ id: 'S2', title: 'the same to 50 kB' },
    goals: against((subject) => growing(subject, 50_000), { 'text-limit': 1.8, streamdown: 0.3, 'assistant-ui': 0.1 }),
  },
  {
    ...{ id: 'S3', title: 'growth: CPU a token at 50 kB to that at 10 kB' },
    goals: [
      {
        ...{ name: 'ours at 10 kB', figure: 'perToken', most: 1.1, ours: growing('ours', 50_000), other: growing('ours', 10_000) },
        ...{ net: growing('empty', 50_000), otherNet: growing('empty', 10_000) },
      },
    ],
  },
  {
    ...{ id: 'S4', title: 'tasks while 50 kB streams' },
    goals: [
      plain('longest task, to text-limit’s', tasksOf('ours', 50_000), 'longest', 1.3, tasksOf('text-limit', 50_000)),
      plain('p95 of the longest task of each frame, ms', tasksOf('ours', 50_000), 'p95', 4),
    ],
  },
  {
    ...{ id: 'S5', title: '1,000 tokens/s, an event a token' },
    goals: [
      ...against((subject) => growing(subject, 10_000, THOUSAND), { streamdown: 0.35 }),
      plain('frames late by us', tasksOf('ours', 10_000, THOUSAND), 'lateByUs', 0),
    ],
  },
  {
    ...{ id: 'S6', title: '10 kB and 50 kB at once' },
    goals: [10_000, 50_000].flatMap((bytes) => [
      ...against((subject) => growing(subject, bytes, ONCE), { streamdown: 0.5 }).map((goal) => ({
        ...goal,
        name: `streamdown, ${bytes / 1_000} kB`,
      })),
      plain(`commits, ${bytes / 1_000} kB`, growing('ours', bytes, ONCE), 'commits', 3),
      plain(
        `CPU to the last screenful, ${bytes / 1_000} kB, text-limit`,
        tasksOf('ours', bytes, ONCE),
        'painted',
        1.3,
        tasksOf('text-limit', bytes, ONCE),
      ),
    ]),
  },
  {
    ...{ id: 'S7', title: '50 tokens/s, the everyday case' },
    goals: against((subject) => growing(subject, 2_000, FIFTY), { streamdown: 0.55 }),
  },
];

const LISTS: readonly Work[] = [
  {
    ...{ id: 'L1', title: 'open 10,000 messages' },
    goals: [
      ...against((subject) => opening(subject, 10_000), { [LIMIT]: 1.6, [ROWS]: 1.6 }),
      toShort('ours at 1,000', (messages) => opening('ours', messages), 1_000, opening('empty', 10_000)),
    ],
  },
  {
    ...{ id: 'L2', title: 'one token at the end of 10,000 messages' },
    goals: [
      ...against((subject) => tokensAtEnd(subject, 10_000), { [LIMIT]: 1.5, [ROWS]: 1.5 }),
      toShort('ours at 100', (messages) => tokensAtEnd('ours', messages), 100, tokensAtEnd('empty', 10_000)),
    ],
  },
  {
    ...{ id: 'L3', title: 'append a message to 10,000' },
    goals: against((subject) => appending(subject, 10_000), { [LIMIT]: 1.6, [ROWS]: 1.6 }),
  },
  {
    ...{ id: 'L4', title: 'fling at 12,000 px/s' },
    goals: [
      plain('blank, % of the window', fling('ours', true), 'blank', 0),
      ...['virtua', 'tanstack'].map((subject) => plain(`${subject} bare`, fling('ours', false), 'cpu', 1.1, fling(subject, false))),
    ],
  },
  {
    ...{ id: 'L5', title: 'memory' },
    goals: [
      plain('height of mounted rows, to two windows and the buffer', mountedRows('ours', 10_000), 'room', 1),
      plain('nodes of the largest message', mountedRows('ours', 10_000), 'nodes', 2_000),
      plain('heap at 10,000, to the bare data', heap('ours', 10_000), 'heap', 1.15, heap('bare-data', 10_000)),
      plain('nodes left by 100 openings', openingsAndClosings('ours'), 'nodes', 0),
      plain('listeners left by 100 openings', openingsAndClosings('ours'), 'listeners', 0),
      plain('heap left by an opening, KiB', openingsAndClosings('ours'), 'kib', 1),
    ],
  },
  {
    ...{ id: 'L6', title: 'anchoring' },
    goals: [plain('bottom gap in 400 bursts, px', anchoring(), 'gap', 0), plain('drift over 50 prepends, px', anchoring(), 'drift', 1)],
  },
];

const REST: readonly Work[] = [
  {
    ...{ id: 'K1', title: 'keystroke at 10,000 messages while an answer streams' },
    goals: [toShort('ours at 10', (messages) => keystrokes('ours', messages), 10, null)],
  },
  {
    ...{ id: 'C1', title: 'list of 10,000 conversations' },
    goals: [
      ...against((subject) => opening(subject, 10_000), { 'viewport-list': 1.6 }, 'ours-list').map((goal) => ({
        ...goal,
        name: 'open: viewport-list',
      })),
      plain('rows touched by one update', touchedRows(), 'touched', 1),
    ],
  },
  {
    ...{ id: 'E1', title: 'server’s append to token painted, ms' },
    goals: [1, 50].map((answers) =>
      plain(`bare graphql-ws client, ${answers} being written`, live('ours-live', answers), 'delay', 1.5, live('bare-live', answers)),
    ),
  },
];

/** For the plots: cost against length. */
const CURVE_WORKS: readonly Work[] = [
  {
    ...{ id: 'P1', title: 'cost against the length of an answer', goals: [], rounds: 2 },
    beside: [...CURVES, 'empty'].flatMap((subject) => LENGTHS.map((bytes) => growing(subject, bytes))),
  },
  {
    ...{ id: 'P2', title: 'cost of a token against the length of the conversation', goals: [], rounds: 2 },
    beside: [
      ...LIST_CURVES.flatMap((subject) =>
        LIST_LENGTHS.filter((messages) => !TOO_LONG[subject]?.includes(messages)).map((messages) => tokensAtEnd(subject, messages)),
      ),
      tokensAtEnd('empty', 10_000),
    ],
  },
];

export const WORKS: readonly Work[] = [...STREAMING, ...LISTS, ...REST, ...CURVE_WORKS];
