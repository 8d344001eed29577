import { describe, expect, it } from 'vitest';
import { type Action, assistantAnswers, closing, isAtRest, type State, transitions } from './states.ts';

const states = Object.keys(transitions) as State[];

/** The contract's table, written down a second time as it is in schema.graphql. */
const allowed: Record<State, State[]> = {
  AI: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  RETURNED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  ENDED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  REQUESTED: ['QUEUED', 'UNAVAILABLE', 'RETURNED'],
  QUEUED: ['CONNECTED', 'RETURNED', 'MESSAGE_LEFT', 'UNAVAILABLE'],
  UNAVAILABLE: ['QUEUED', 'RETURNED', 'MESSAGE_LEFT'],
  MESSAGE_LEFT: ['CONNECTED', 'RETURNED'],
  CONNECTED: ['TRANSFERRING', 'QUEUED', 'RETURNED', 'ENDED'],
  TRANSFERRING: ['CONNECTED', 'QUEUED'],
};

describe('escalation states', () => {
  it.each(states)('X-1: %s leads where the contract says and nowhere else', (state) => {
    const reached = Object.values(transitions[state]).filter((to) => to !== null);
    expect(new Set(reached)).toEqual(new Set(allowed[state]));
  });

  it.each(states)('X-6: closing from %s takes legal steps to rest', (state) => {
    const end = closing[state].reduce<State>((at, action: Action) => {
      const next = transitions[at][action];
      if (next === null) throw new Error(`${action} is not possible in ${at}.`);
      return next;
    }, state);
    expect(isAtRest(end)).toBe(true);
  });

  it('X-5: the assistant is silent with a person and only then', () => {
    expect(states.filter((state) => !assistantAnswers(state))).toEqual(['CONNECTED', 'TRANSFERRING']);
  });
});
