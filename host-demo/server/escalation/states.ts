import type { Escalation } from '../generated/schema.ts';

export type State = Escalation['state'];

export type Action =
  /** The assistant, or staff, suggest a person. */
  | 'propose'
  /** The customer asks, or consents. */
  | 'ask'
  /** The same with nobody on duty. */
  | 'askNobody'
  | 'dutyBegins'
  /** The last one goes off duty. */
  | 'dutyEnds'
  | 'claim'
  | 'pass'
  /** Staff give the talk back, or are gone; a transfer is refused, or nobody takes it. */
  | 'requeue'
  | 'return'
  | 'leave'
  | 'end';

/**
 * Every action in every state (rule X-1): the state it leads to, or null where it is refused with ILLEGAL_TRANSITION. A cell that is missing
 * does not compile.
 */
export const transitions: Readonly<Record<State, Readonly<Record<Action, State | null>>>> = {
  AI: {
    propose: 'REQUESTED',
    ask: 'QUEUED',
    askNobody: 'UNAVAILABLE',
    dutyBegins: null,
    dutyEnds: null,
    claim: null,
    pass: null,
    requeue: null,
    return: null,
    leave: null,
    end: null,
  },
  REQUESTED: {
    propose: null,
    ask: 'QUEUED',
    askNobody: 'UNAVAILABLE',
    dutyBegins: null,
    dutyEnds: null,
    claim: null,
    pass: null,
    requeue: null,
    return: 'RETURNED',
    leave: null,
    end: null,
  },
  QUEUED: {
    propose: null,
    ask: null,
    askNobody: null,
    dutyBegins: null,
    dutyEnds: 'UNAVAILABLE',
    claim: 'CONNECTED',
    pass: null,
    requeue: null,
    return: 'RETURNED',
    leave: 'MESSAGE_LEFT',
    end: null,
  },
  CONNECTED: {
    propose: null,
    ask: null,
    askNobody: null,
    dutyBegins: null,
    dutyEnds: null,
    claim: null,
    pass: 'TRANSFERRING',
    requeue: 'QUEUED',
    return: 'RETURNED',
    leave: null,
    end: 'ENDED',
  },
  TRANSFERRING: {
    propose: null,
    ask: null,
    askNobody: null,
    dutyBegins: null,
    dutyEnds: null,
    claim: 'CONNECTED',
    pass: null,
    requeue: 'QUEUED',
    return: null,
    leave: null,
    end: null,
  },
  RETURNED: {
    propose: 'REQUESTED',
    ask: 'QUEUED',
    askNobody: 'UNAVAILABLE',
    dutyBegins: null,
    dutyEnds: null,
    claim: null,
    pass: null,
    requeue: null,
    return: null,
    leave: null,
    end: null,
  },
  UNAVAILABLE: {
    propose: null,
    ask: null,
    askNobody: null,
    dutyBegins: 'QUEUED',
    dutyEnds: null,
    claim: null,
    pass: null,
    requeue: null,
    return: 'RETURNED',
    leave: 'MESSAGE_LEFT',
    end: null,
  },
  MESSAGE_LEFT: {
    propose: null,
    ask: null,
    askNobody: null,
    dutyBegins: null,
    dutyEnds: null,
    claim: 'CONNECTED',
    pass: null,
    requeue: null,
    return: 'RETURNED',
    leave: null,
    end: null,
  },
  ENDED: {
    propose: 'REQUESTED',
    ask: 'QUEUED',
    askNobody: 'UNAVAILABLE',
    dutyBegins: null,
    dutyEnds: null,
    claim: null,
    pass: null,
    requeue: null,
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
  TRANSFERRING: ['requeue', 'return'],
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
