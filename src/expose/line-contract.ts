/** The line as a page may watch it: the part of `contract.ts` about numbers. Like it, this names no foreign type. */

/** `idle`: nothing has to be followed yet. */
export type ChatConnectionState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline' | 'signed-out' | 'withdrawn';

/** Since the page connected; lists are not counted. */
export interface ChatLineCounters {
  readonly connects: number;
  readonly disconnects: number;
  readonly rotations: number;
  /** Times messages began to come another way. */
  readonly carrierChanges: number;
  /** Times reading went on from where it had been. */
  readonly resumes: number;
  /** Events dropped because they had been read. */
  readonly duplicates: number;
  /** Gaps found in what came, and mended. */
  readonly holes: number;
  readonly snapshots: number;
  /** Finished answers whose text was compared with what the server promised of it, and what came of it. */
  readonly hashOk: number;
  readonly hashMismatch: number;
  readonly hashSkipped: number;
}

/** The line in numbers. */
export interface ChatLine {
  readonly state: ChatConnectionState;
  readonly transport: 'websocket' | 'long-poll' | 'poll' | 'memory' | null;
  readonly conversationId: string | null;
  /** How far the conversation's log was read. */
  readonly cursor: { readonly epoch: string; readonly seq: number } | null;
  /** From noticing a loss to the next page, in ms. */
  readonly lastRecoveryMs: number | null;
  readonly counters: ChatLineCounters;
  /** The conversation's answers as far as they were read live, newest last. `length` in UTF-16 units. */
  readonly answers: readonly {
    readonly messageId: string;
    readonly attempt: number;
    readonly length: number;
    readonly hash: 'pending' | 'ok' | 'mismatch' | 'skipped';
    /** Of the text on screen, once it agreed. */
    readonly sha256: string | null;
  }[];
}

/** What the flight recorder holds: ids, numbers, lengths, codes and times; with `recorder="with-text"` what was said, too. JSON. */
export interface ChatRecording {
  readonly version: 1;
  readonly mode: 'redacted' | 'with-text';
  /** Ms since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Entries that gave way to newer ones. */
  readonly dropped: number;
  readonly counters: ChatLineCounters;
  /** `at`: ms since `startedAt`. The fields of each `type` are in `src/session/recorder-entries.ts`. */
  readonly entries: readonly { readonly at: number; readonly type: string }[];
}
