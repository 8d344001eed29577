import type { Escalation } from '../generated/schema.ts';

export type State = Escalation['state'];

export type Action =
  /** The assistant suggests a person. */
  | 'propose'
  /** The customer asks, or duty begins, or an agent gives the talk back to the queue. */
  | 'queue'
  /** The customer asks with nobody on duty, or the last one goes off duty. */
  | 'unavailable'
  | 'claim'
  | 'pass'
  | 'return'
  | 'leave'
  | 'end';

/** Every action in every state (rule X-1): the state it leads to, or null where it is refused with ILLEGAL_TRANSITION. */
export const transitions: Readonly<Record<State, Readonly<Record<Action, State | null>>>> = {
  AI: { propose: 'REQUESTED', queue: 'QUEUED', unavailable: 'UNAVAILABLE', claim: null, pass: null, return: null, leave: null, end: null },
  REQUESTED: {
    propose: null,
    queue: 'QUEUED',
    unavailable: 'UNAVAILABLE',
    claim: null,
    pass: null,
    return: 'RETURNED',
    leave: null,
    end: null,
  },
  QUEUED: {
    propose: null,
    queue: null,
    unavailable: 'UNAVAILABLE',
    claim: 'CONNECTED',
    pass: null,
    return: 'RETURNED',
    leave: 'MESSAGE_LEFT',
    end: null,
  },
  CONNECTED: {
    propose: null,
    queue: 'QUEUED',
    unavailable: null,
    claim: null,
    pass: 'TRANSFERRING',
    return: 'RETURNED',
    leave: null,
    end: 'ENDED',
  },
  TRANSFERRING: { propose: null, queue: 'QUEUED', unavailable: null, claim: 'CONNECTED', pass: null, return: null, leave: null, end: null },
  RETURNED: {
    propose: 'REQUESTED',
    queue: 'QUEUED',
    unavailable: 'UNAVAILABLE',
    claim: null,
    pass: null,
    return: null,
    leave: null,
    end: null,
  },
  UNAVAILABLE: {
    propose: null,
    queue: 'QUEUED',
    unavailable: null,
    claim: null,
    pass: null,
    return: 'RETURNED',
    leave: 'MESSAGE_LEFT',
    end: null,
  },
  MESSAGE_LEFT: {
    propose: null,
    queue: null,
    unavailable: null,
    claim: 'CONNECTED',
    pass: null,
    return: 'RETURNED',
    leave: null,
    end: null,
  },
  ENDED: {
    propose: 'REQUESTED',
    queue: 'QUEUED',
    unavailable: 'UNAVAILABLE',
    claim: null,
    pass: null,
    return: null,
    leave: null,
    end: null,
  },
};

/** What closing the conversation does to the escalation: the legal steps out of each state (rule X-6). */
export const closing: Readonly<Record<State, readonly Action[]>> = {
  AI: [],
  REQUESTED: ['return'],
  QUEUED: ['return'],
  CONNECTED: ['end'],
  TRANSFERRING: ['queue', 'return'],
  RETURNED: [],
  UNAVAILABLE: ['return'],
  MESSAGE_LEFT: ['return'],
  ENDED: [],
};

/** No escalation is going on: leaving one of these starts a new one with an id of its own (rule X-2). */
export function isAtRest(state: State): boolean {
  return state === 'AI' || state === 'RETURNED' || state === 'ENDED';
}

/** While a person talks to the customer the assistant is silent; while the customer waits it goes on answering (rule X-5). */
export function assistantAnswers(state: State): boolean {
  return state !== 'CONNECTED' && state !== 'TRANSFERRING';
}
