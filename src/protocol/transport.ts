import type { Command, Outcome } from './commands.ts';
import type { StaffTransport } from './staff.ts';
import type {
  ChangePage,
  ConversationPage,
  ConversationState,
  EventPage,
  Handover,
  MessageAttempt,
  ResumePoint,
  Snapshot,
  Viewer,
} from './vocabulary.ts';

export interface ConversationFilter {
  readonly states?: readonly ConversationState[];
  readonly escalated?: boolean;
  readonly search?: string;
  readonly organizationId?: string;
}

/** Which way pages travel now. */
export type Carrier = 'websocket' | 'long-poll' | 'poll' | 'memory';

/**
 * A carrier: it moves pages and commands and decides nothing. Every method throws ChatError only.
 * A feed yields pages until it ends (the reader opens it again from its cursor) or throws; aborting
 * the signal ends it within one turn of the event loop and frees everything it held.
 */
export interface Transport {
  readonly carrier: Carrier;
  /** Refused with the reason when what the host passed disagrees with the token. */
  viewer(expected: { userId?: string; organizationId?: string }, signal?: AbortSignal): Promise<Viewer>;
  /** null for foreign and unknown ids alike. */
  snapshot(conversationId: string, options: { lastMessages: number; before?: number }, signal?: AbortSignal): Promise<Snapshot | null>;
  conversations(query: { filter?: ConversationFilter; first: number; after?: string }, signal?: AbortSignal): Promise<ConversationPage>;
  /** Finished attempts at an answer before the present one, oldest first; null for foreign and unknown ids alike. */
  messageAttempts(messageId: string, signal?: AbortSignal): Promise<readonly MessageAttempt[] | null>;
  handoverDraft(conversationId: string, signal?: AbortSignal): Promise<Handover | null>;
  readonly staff: StaffTransport;
  /** Pages after the point, then live. A null page says that access is gone. */
  events(conversationId: string, after: ResumePoint, signal: AbortSignal): AsyncIterable<EventPage | null>;
  changes(after: string | null, signal: AbortSignal): AsyncIterable<ChangePage>;
  send(command: Command, signal?: AbortSignal): Promise<Outcome>;
  /** Told whenever `carrier` changes or a socket opens or is lost; returns the end of the listening. */
  onCarrier?(listener: (carrier: Carrier) => void): () => void;
  /** The page woke up (F43, F44): what still looks open may be dead and is asked now. */
  wake?(): void;
  close(): void;
}
