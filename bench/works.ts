import { appending, type Cell, growing, keystrokes, opening, tokensAtEnd } from './cells.ts';

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
}

function answer(bytes: number, against: Readonly<Record<string, number>>): readonly Goal[] {
  return Object.entries(against).map(([subject, most]) => ({
    ...{ name: subject, figure: 'cpu', most, net: growing('empty', bytes) },
    ...{ ours: growing('ours', bytes), other: growing(subject, bytes) },
  }));
}

const LIMIT = 'viewport-limit';

export const WORKS: readonly Work[] = [
  { id: 'S1', title: 'one answer to 10 kB, 16 tokens a frame', goals: answer(10_000, { 'text-limit': 1.7 }) },
  { id: 'S2', title: 'the same to 50 kB', goals: answer(50_000, { 'text-limit': 1.8 }) },
  {
    id: 'S3',
    title: 'growth: CPU a token at 50 kB to that at 10 kB',
    goals: [
      {
        ...{ name: 'ours at 10 kB', figure: 'perToken', most: 1.1, ours: growing('ours', 50_000), other: growing('ours', 10_000) },
        ...{ net: growing('empty', 50_000), otherNet: growing('empty', 10_000) },
      },
    ],
  },
  {
    id: 'L1',
    title: 'open 10,000 messages',
    goals: [
      {
        ...{ name: LIMIT, figure: 'cpu', most: 1.6, ours: opening('ours', 10_000), other: opening(LIMIT, 10_000) },
        net: opening('empty', 10_000),
      },
      {
        ...{ name: 'ours at 1,000', figure: 'cpu', most: 1.1, ours: opening('ours', 10_000), other: opening('ours', 1_000) },
        net: opening('empty', 10_000),
      },
    ],
  },
  {
    id: 'L2',
    title: 'one token at the end of 10,000 messages',
    goals: [
      {
        ...{ name: LIMIT, figure: 'cpu', most: 1.5, ours: tokensAtEnd('ours', 10_000), other: tokensAtEnd(LIMIT, 10_000) },
        net: tokensAtEnd('empty', 10_000),
      },
      {
        ...{ name: 'ours at 100', figure: 'cpu', most: 1.1, ours: tokensAtEnd('ours', 10_000), other: tokensAtEnd('ours', 100) },
        net: tokensAtEnd('empty', 10_000),
      },
    ],
  },
  {
    id: 'L3',
    title: 'append a message to 10,000',
    goals: [
      {
        ...{ name: LIMIT, figure: 'cpu', most: 1.6, ours: appending('ours', 10_000), other: appending(LIMIT, 10_000) },
        net: appending('empty', 10_000),
      },
    ],
  },
  {
    id: 'K1',
    title: 'keystroke at 10,000 messages while an answer streams',
    goals: [{ name: 'ours at 10', figure: 'cpu', most: 1.1, ours: keystrokes('ours', 10_000), other: keystrokes('ours', 10), net: null }],
  },
];
