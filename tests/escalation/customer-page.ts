import type { LiveState } from '../../src/protocol/vocabulary.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import type { Carrier } from './plan.ts';

/** What a life is lived on: the customer's page, over the backend itself or over real sockets. */
export interface CustomerPage {
  /** Every byte it was given. */
  readonly bytes: readonly string[];
  /** Ids of the escalations the host was told of, over all reloads. */
  readonly told: readonly string[];
  readonly carrier: Carrier;
  readonly view: ConversationView | null;
  /** A new page of the same browser tab. */
  reload(): Promise<void>;
  /** Goes on by another carrier, from where it stands. */
  carry(carrier: Carrier): Promise<void>;
  /** The line is gone until it is carried or reloaded. */
  lose(): Promise<void>;
  /** Has read up to the number. */
  catchUp(seq: number): Promise<void>;
  /** As the server says it now. */
  live(): Promise<LiveState | undefined>;
  close(): Promise<void>;
}
