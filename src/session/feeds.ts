import type { ChangePage, EventPage, ResumePoint } from '../protocol/vocabulary.ts';
import type { Placement } from './follow.ts';

/**
 * Where a conversation's page stands. Events up to the cursor are repeats (F17). A first new event
 * that is not cursor + 1, or a hole within, is a gap (F20); so is a caught-up page without events
 * whose head is ahead: the server skipped this reader.
 */
export function placeEvents(page: EventPage, cursor: ResumePoint): Placement<ResumePoint> {
  if (page.resync || page.head.epoch !== cursor.epoch) return { kind: 'resync' };
  let { seq } = cursor;
  for (const event of page.events) {
    if (event.seq <= cursor.seq) continue;
    if (event.seq !== seq + 1) return { kind: 'gap' };
    seq = event.seq;
  }
  if (page.caughtUp && page.events.length === 0 && page.head.seq > seq) return { kind: 'gap' };
  return { kind: 'continues', point: seq === cursor.seq ? cursor : { epoch: cursor.epoch, seq }, progress: seq > cursor.seq };
}

/** A place in the lists' feed; null: from now on. */
export interface ChangePoint {
  readonly cursor: string | null;
}

/** The lists' cursors are opaque and every page goes on from its own, also one that asks for the lists afresh (`resync`). */
export function placeChanges(page: ChangePage, point: ChangePoint): Placement<ChangePoint> {
  const progress = point.cursor !== null && page.cursor !== point.cursor;
  return { kind: 'continues', point: page.cursor === point.cursor ? point : { cursor: page.cursor }, progress };
}
