import type { ChatLine } from '../../../src/expose/contract.ts';

export const WAYS = { websocket: 'WebSocket', 'long-poll': 'Long poll', poll: 'Poll', memory: 'Memory' } as const;

/** A number for people, e.g. `1,204`. */
export const figure = (value: number): string => value.toLocaleString('en-GB');

/** The newest thing that happened between two moments of the line, in one sentence; null when there is nothing to tell. */
export function narrate(before: ChatLine | null, now: ChatLine): string | null {
  if (before === null || before.conversationId !== now.conversationId) return null;
  const was = new Map(before.answers.map((answer) => [answer.messageId, answer]));
  const settled = now.answers.findLast(({ messageId, hash }) => hash !== 'pending' && was.get(messageId)?.hash === 'pending');
  if (settled?.hash === 'ok') return 'The answer has ended, and its hash agrees.';
  if (settled?.hash === 'mismatch') return 'The hash of the answer differs; the conversation was read again.';
  if (settled) return 'The answer has ended; there was nothing to compare its hash with.';
  const taken = now.answers.find(({ messageId, attempt }) => attempt > (was.get(messageId)?.attempt ?? attempt));
  if (taken) return `Another worker took over: attempt ${taken.attempt}.`;
  if (now.counters.carrierChanges > before.counters.carrierChanges && now.transport)
    return `${WAYS[now.transport]} now, from the same cursor.`;
  if (now.counters.resumes > before.counters.resumes && now.lastRecoveryMs !== null)
    return `Reading again after ${figure(now.lastRecoveryMs)} ms, from where it had been.`;
  return null;
}
