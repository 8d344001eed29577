import type { ConversationEvent } from '../../src/protocol/vocabulary.ts';
import type { History } from './history.ts';
import type { StrikeKind } from './plan.ts';
import type { Struck } from './strike.ts';

/** How long it took after one strike; null when nothing was there to recover. All in ms. */
export interface Recovery {
  readonly kind: StrikeKind;
  /** Until a send begun after the strike was acknowledged, on whichever server. */
  readonly sendsMs: number | null;
  /** Until the last of the answers the victim was writing had a new attempt or an end. */
  readonly answersMs: number | null;
}

export function recoveriesOf(struck: readonly Struck[], history: History): readonly Recovery[] {
  const acknowledged = history.sends.filter(({ outcome }) => outcome === 'ok').flatMap(({ attempts }) => attempts.slice(-1));
  const logs = new Map(history.told.map(({ conversationId, events }) => [conversationId, events]));
  return struck.map(({ kind, at, date, writing }) => {
    const ends = acknowledged.filter(({ begun }) => begun >= at).map(({ ended }) => ended - at);
    const answers = writing.map((id) => takenUpMs(logs.get(id) ?? [], date)).filter((ms) => ms !== null);
    return {
      kind,
      sendsMs: ends.length === 0 ? null : Math.min(...ends),
      answersMs: answers.length === 0 ? null : Math.max(...answers),
    };
  });
}

/** Servers stamp events with the clock of this machine, in whole ms. */
function takenUpMs(events: readonly ConversationEvent[], date: number): number | null {
  const after = events.find(({ type, at }) => (type === 'MessageReset' || type === 'MessageFinished') && Date.parse(at) >= date);
  return after ? Date.parse(after.at) - date : null;
}
