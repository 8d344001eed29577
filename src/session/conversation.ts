import type {
  ConversationState,
  Escalation,
  EscalationChanged,
  LiveState,
  Message,
  Participant,
  ResumePoint,
  ToolState,
  Transition,
} from '../protocol/vocabulary.ts';

/** Newest step the assistant spoke of while its answer is open, e.g. "Looking up order 1042". */
export interface Activity {
  readonly label: string;
  readonly state: ToolState;
}

/**
 * Whether the text was compared with the length and SHA-256 of its MessageFinished: `pending` not yet,
 * `ok`, `mismatch` (a new snapshot is asked for), `skipped` (nothing to compare, or no `crypto.subtle`, F62).
 */
export type HashState = 'pending' | 'ok' | 'mismatch' | 'skipped';

/**
 * A message as it stands. Its identity changes only when an event speaks of it. What is left out was never said: a finished message
 * of a snapshot is the very object that was read, so that opening costs no second copy of all that was loaded.
 */
export interface MessageView extends Message {
  readonly activity?: Activity | null;
  /** Left out: `skipped`. */
  readonly hash?: HashState;
  /** What MessageFinished promised about the whole text; none while open and for messages read from a snapshot. */
  readonly promise?: { readonly length: number; readonly sha256: string } | null;
  /** Events up to this seq are already in this message; they are skipped for it (rule K-2). Left out: those up to the cursor. */
  readonly asOf?: number;
}

/** One conversation folded from its log: what the screen shows. Made by `reduce` only. */
export interface ConversationView {
  readonly id: string;
  readonly title: string | null;
  readonly state: ConversationState;
  readonly escalation: Escalation;
  readonly organizationId: string;
  readonly reopenableUntil: string | null;
  readonly satisfaction: number | null;
  /** Staff only, else null: the conversation that holds the internal notes. */
  readonly notesId: string | null;
  readonly createdAt: string;
  readonly customer: Participant;
  /** The viewer's own read mark as of the last snapshot. */
  readonly readSeq: number;
  /** In the order of `createdSeq`. */
  readonly messages: readonly MessageView[];
  /** Changes of state and of the escalation, by seq: drawn as lines among the messages. */
  readonly transitions: readonly Transition[];
  /** Those of the escalation that came by the feed while it was read, and not by a snapshot, oldest first: what a host is told of. */
  readonly heard: readonly EscalationChanged[];
  readonly hasEarlier: boolean;
  readonly cursor: ResumePoint;
  readonly live: LiveState;
  readonly caughtUp: boolean;
  /** A text no longer agrees with the log: the reader takes a new snapshot. */
  readonly damaged: boolean;
}
