import type { ResumePoint } from '../protocol/vocabulary.ts';
import { type Backoff, createBackoff } from './backoff.ts';

/**
 * The way out of one conversation. `asked`: the wait is the server's wish, which waking up does not cut short (F22).
 * `held`: an answer is being written; `answerAt`: the place by which the log shows the answer to what was sent last.
 * Both only while somebody reads the conversation (`watched`), since nobody else tells when the answer ends.
 */
export interface Lane {
  busy: boolean;
  readonly backoff: Backoff;
  cancelWait: (() => void) | null;
  asked: boolean;
  watched: boolean;
  held: boolean;
  answerAt: ResumePoint | null;
}

export function createLane(limits: { readonly backoffFirstMs: number; readonly backoffMaxMs: number }, random: () => number): Lane {
  const { backoffFirstMs: firstMs, backoffMaxMs: maxMs } = limits;
  return {
    busy: false,
    backoff: createBackoff({ firstMs, maxMs, random }),
    cancelWait: null,
    asked: false,
    watched: false,
    held: false,
    answerAt: null,
  };
}

export function stopWaiting(lane: Lane): void {
  lane.cancelWait?.();
  lane.cancelWait = null;
  lane.asked = false;
}

/** What the log tells up to `head`. */
export function holdLane(lane: Lane, answering: boolean, head: ResumePoint): void {
  const { answerAt } = lane;
  lane.watched = true;
  // In another epoch the number means nothing any more.
  lane.held = answering || (answerAt !== null && answerAt.epoch === head.epoch && head.seq < answerAt.seq);
}

/** Nobody reads it any more. */
export function releaseLane(lane: Lane): void {
  lane.watched = false;
  lane.held = false;
  lane.answerAt = null;
}
