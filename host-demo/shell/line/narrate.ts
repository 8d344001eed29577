import type { ChatLine } from '../../../src/expose/contract.ts';

export const WAYS = { websocket: 'WebSocket', 'long-poll': 'Long poll', poll: 'Poll', memory: 'Memory' } as const;

/** A number for people, e.g. `1,204`. */
export const figure = (value: number): string => value.toLocaleString('en-GB');

/** What happened between two moments of the line, in a sentence or two; null when there is nothing to tell. */
export function narrate(before: ChatLine | null, now: ChatLine): string | null {
  if (before === null || before.conversationId !== now.conversationId) return null;
  const happened = [recovered(before, now), takenOver(before, now), ended(before, now)].filter((sentence) => sentence !== null);
  return happened.length > 0 ? happened.join(' ') : null;
}

function recovered(before: ChatLine, now: ChatLine): string | null {
  if (now.counters.carrierChanges > before.counters.carrierChanges && now.transport)
    return `${WAYS[now.transport]} now, from the same cursor.`;
  if (now.counters.resumes === before.counters.resumes || now.lastRecoveryMs === null) return null;
  return `Reading again after ${figure(now.lastRecoveryMs)} ms, from the same cursor.`;
}

function takenOver(before: ChatLine, now: ChatLine): string | null {
  const was = new Map(before.answers.map(({ messageId, attempt }) => [messageId, attempt]));
  const taken = now.answers.find(({ messageId, attempt }) => attempt > (was.get(messageId) ?? attempt));
  return taken ? `Another worker took over: attempt ${taken.attempt}.` : null;
}

function ended(before: ChatLine, now: ChatLine): string | null {
  const open = new Set(before.answers.filter(({ hash }) => hash === 'pending').map(({ messageId }) => messageId));
  const settled = now.answers.findLast(({ messageId, hash }) => hash !== 'pending' && open.has(messageId));
  if (!settled) return null;
  if (settled.hash === 'ok') return 'The answer has ended, and its hash agrees.';
  if (settled.hash === 'mismatch') return 'The hash of the answer differs; the conversation was read again.';
  return 'The answer has ended; there was nothing to compare its hash with.';
}
