import type { Viewing } from '../authorisation.ts';
import type { Database } from '../db/database.ts';
import type { Closing } from '../log/follow.ts';
import type { GroupCommit } from '../log/group-commit.ts';
import type { GroupRead } from '../log/group-read.ts';
import type { ConversationRow } from '../log/row.ts';
import type { Wakes } from '../log/wake.ts';
import type { Beat } from '../replies/beat.ts';
import type { Responder } from '../responders/responder.ts';
import type { Limits, Logger } from './api.ts';

/** What every part of the backend is given; made once in backend.ts. */
export interface Context {
  readonly database: Database;
  readonly wakes: Wakes;
  readonly commits: GroupCommit;
  readonly reads: GroupRead;
  readonly beat: Beat;
  readonly responder: Responder;
  readonly limits: Limits;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A new id. */
  readonly random: () => string;
  readonly closing: Closing;
  readonly staffSees: (row: ConversationRow) => boolean;
  readonly held: HeldPolls;
}

/** Long polls being held, by identity and conversation. */
export type HeldPolls = Map<string, number>;

export type { Viewing };
