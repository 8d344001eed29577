import { describe, expect, it } from 'vitest';
import { type Action, closing, type State, transitions } from '../../host-demo/server/escalation/states.ts';

type Table = typeof transitions;
type Row = Table['QUEUED'];

/** A cell left out. The line beneath each comment has to be an error: where it compiles, `npm run typecheck` fails. */
const { pass: _pass, ...withoutPass } = transitions.CONNECTED;
// @ts-expect-error The action `pass` is missing.
const shortRow: Row = withoutPass;
const { ENDED: _ended, ...withoutEnded } = transitions;
// @ts-expect-error The state ENDED is missing.
const shortTable: Table = withoutEnded;
// @ts-expect-error There is no state GONE to go to.
const strange: Row = { ...transitions.QUEUED, claim: 'GONE' };
const { QUEUED: _queued, ...withoutQueued } = closing;
// @ts-expect-error Closing has to say what it does to one who waits.
const shortClosing: typeof closing = withoutQueued;

describe('X-1: the table is total by its type', () => {
  it('has a cell for every action in every state', () => {
    const actions = Object.keys(transitions.AI) as Action[];
    for (const state of Object.keys(transitions) as State[]) expect(Object.keys(transitions[state])).toEqual(actions);
  });
  it('and what lacks one does not compile', () => {
    expect(Object.keys(shortRow)).toHaveLength(Object.keys(transitions.CONNECTED).length - 1);
    expect(Object.keys(shortTable)).toHaveLength(Object.keys(transitions).length - 1);
    expect(strange.claim).toBe('GONE');
    expect(Object.keys(shortClosing)).toHaveLength(Object.keys(closing).length - 1);
  });
});
