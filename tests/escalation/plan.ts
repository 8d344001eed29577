import fc from 'fast-check';

export type Carrier = 'subscription' | 'long-poll' | 'poll';
/** One of the two members of staff. */
export type Member = 0 | 1;

/** One member of the union for each thing that is done, so that what is left after some of them is known. */
type Each<Who, Does extends string, More = unknown> = Does extends string ? { readonly who: Who; readonly does: Does } & More : never;
interface Said {
  readonly text: string;
}
interface Reasoned {
  readonly reason: string | null;
}

/** What somebody, or time, does. */
export type Step =
  | Each<'customer', 'say' | 'leave', Said>
  | Each<'customer', 'ask', Reasoned & { readonly summary: string | null; readonly value: string }>
  | Each<'customer', 'return' | 'close' | 'reopen' | 'type'>
  | Each<'assistant', 'answer', { readonly proposes: boolean }>
  | Each<Member, 'presence', { readonly presence: 'ONLINE' | 'AWAY' | 'OFFLINE' }>
  | Each<Member, 'desk', { readonly open: boolean }>
  | Each<Member, 'claim' | 'return' | 'close' | 'propose' | 'type' | 'note'>
  | Each<Member, 'say', Said>
  | Each<Member, 'requeue', Reasoned>
  | Each<Member, 'pass', Reasoned & { readonly to: Member }>
  | Each<'both', 'claim'>
  | Each<'clock', 'advance', { readonly ms: number }>
  | Each<'page', 'reload' | 'lose'>
  | Each<'page', 'carry', { readonly carrier: Carrier }>;

const member = fc.constantFrom<Member>(0, 1);
const words = fc.constantFrom('Hello?', 'Where is it?', 'And now?');
const reason = fc.option(fc.constantFrom('A refund', 'Shift ends'), { nil: null });
/** What could come out otherwise than it went in: spaces at the ends, control characters, half a pair, other forms of a letter. */
const approved = fc.oneof(
  fc.constantFrom(' kept\u0000 ', 'a\r\nb', 'half \ud83d', 'e\u0301 é', '••••', '\u202Eabc', ' \t'),
  fc.string({ maxLength: 12, unit: 'binary' }),
);

const customer = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ who: fc.constant('customer' as const), does: fc.constantFrom('say' as const, 'leave' as const), text: words }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      who: fc.constant('customer' as const),
      does: fc.constant('ask' as const),
      summary: fc.option(approved, { nil: null }),
      value: approved,
      reason,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      who: fc.constant('customer' as const),
      does: fc.constantFrom('return' as const, 'close' as const, 'reopen' as const, 'type' as const),
    }),
  },
);
const staff = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      who: member,
      does: fc.constant('presence' as const),
      presence: fc.constantFrom('ONLINE' as const, 'ONLINE' as const, 'AWAY' as const, 'OFFLINE' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ who: member, does: fc.constant('desk' as const), open: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ who: member, does: fc.constant('claim' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      who: member,
      does: fc.constantFrom('return' as const, 'close' as const, 'propose' as const, 'type' as const, 'note' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ who: member, does: fc.constant('say' as const), text: words }) },
  { weight: 2, arbitrary: fc.record({ who: member, does: fc.constant('requeue' as const), reason }) },
  { weight: 3, arbitrary: fc.record({ who: member, does: fc.constant('pass' as const), to: member, reason }) },
  { weight: 2, arbitrary: fc.constant({ who: 'both' as const, does: 'claim' as const }) },
);
const rest = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ who: fc.constant('assistant' as const), does: fc.constant('answer' as const), proposes: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      who: fc.constant('clock' as const),
      does: fc.constant('advance' as const),
      ms: fc.constantFrom(3_000, 31_000, 125_000, 300_000, 8 * 86_400_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ who: fc.constant('page' as const), does: fc.constantFrom('reload' as const, 'lose' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      who: fc.constant('page' as const),
      does: fc.constant('carry' as const),
      carrier: fc.constantFrom<Carrier>('subscription', 'long-poll', 'poll'),
    }),
  },
);

/** A whole life of one conversation: up to 25 steps of everybody in any order. */
export const plans: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 4, arbitrary: customer },
    { weight: 6, arbitrary: staff },
    { weight: 4, arbitrary: rest },
  ),
  { minLength: 4, maxLength: 25, size: 'max' },
);

export function wordsFor(step: Step): string {
  const { who, does, ...more } = step;
  return `${typeof who === 'number' ? `staff ${who}` : who} ${does}${Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : ''}`;
}
