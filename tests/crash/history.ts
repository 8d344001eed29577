import type { ConversationEvent, Message } from '../../src/protocol/vocabulary.ts';

/**
 * What the writer wants of a send. `plain` is repeated with its id until it is answered; `once` is not, so that its outcome may stay
 * unknown; `again` repeats one that was answered. The others have to be refused: other words under an id that is taken, a
 * conversation of someone else, a text over the limit.
 */
export type Intent = 'plain' | 'once' | 'again' | 'conflict' | 'foreign' | 'large';

export interface Attempt {
  readonly server: string;
  /** ms of the campaign's clock. */
  readonly begun: number;
  readonly ended: number;
  readonly result: string;
}

/** One send, from its first attempt to what its writer knows of it. Times in ms of the campaign's clock. */
export interface Send {
  readonly writer: number;
  readonly intent: Intent;
  readonly conversationId: string;
  readonly clientMessageId: string;
  /** No two sends share one, but `again` and what it repeats. */
  readonly text: string;
  readonly attempts: readonly Attempt[];
  readonly begun: number;
  readonly ended: number;
  /** `ok` and `fail` were answered; of `unknown` nothing was heard, or only that the database was out of reach. */
  readonly outcome: 'ok' | 'fail' | 'unknown';
  /** Of the message that was acknowledged. */
  readonly message: { readonly id: string; readonly seq: number } | null;
  readonly runId: string | null;
  readonly deduplicated: boolean;
  readonly code: string | null;
}

/** What a live reader was given of one conversation, in its order. */
export interface Seen {
  readonly reader: number;
  readonly conversationId: string;
  readonly events: readonly ConversationEvent[];
  /** What no reader may be told here: null pages, a resync, a hole. */
  readonly faults: readonly string[];
}

export interface RunRow {
  readonly id: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly state: string;
}

/** One conversation at rest. */
export interface Told {
  readonly conversationId: string;
  /** The whole log as one server gives it. */
  readonly events: readonly ConversationEvent[];
  /** The same from the other server. */
  readonly again: readonly ConversationEvent[];
  /** Its messages as a snapshot has them. */
  readonly messages: readonly Message[];
}

export interface History {
  readonly sends: readonly Send[];
  readonly told: readonly Told[];
  readonly seen: readonly Seen[];
  readonly runs: readonly RunRow[];
}

export interface Anomaly {
  readonly what: string;
  readonly conversationId: string | null;
}
