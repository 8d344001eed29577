/** The way to a person and back, as the host sees it. Like `contract.ts` it names no foreign type. */

/**
 * `AI`: the assistant alone. `REQUESTED`: a person is proposed, the customer has not agreed. `QUEUED`: waiting. `UNAVAILABLE`: nobody is on
 * duty. `MESSAGE_LEFT`: answered later. `CONNECTED`: with a person. `TRANSFERRING`: on the way to a colleague. `RETURNED`: back with the
 * assistant. `ENDED`: the talk with a person is over.
 */
export type ChatEscalationState =
  | 'AI'
  | 'REQUESTED'
  | 'QUEUED'
  | 'CONNECTED'
  | 'TRANSFERRING'
  | 'RETURNED'
  | 'UNAVAILABLE'
  | 'MESSAGE_LEFT'
  | 'ENDED';

/** Where a conversation stands on its way to a person. */
export interface ChatEscalation {
  /** New each time a way to a person begins; null in `AI`. */
  readonly id: string | null;
  readonly state: ChatEscalationState;
  readonly reason: string | null;
  readonly requestedBy: 'USER' | 'ASSISTANT' | 'AGENT' | 'SYSTEM' | null;
  /** ISO 8601. */
  readonly requestedAt: string | null;
  readonly agent: { readonly id: string; readonly name: string; readonly avatarUrl: string | null } | null;
  readonly transferReason: string | null;
  /** ISO 8601: when somebody is on duty again, where that is known. */
  readonly opensAt: string | null;
}

/** What staff are given, as the customer approves it. */
export interface ChatHandover {
  readonly summary: string;
  readonly items: readonly { readonly key: string; readonly label: string; readonly value: string; readonly masked: boolean }[];
}

export interface EscalationCommands {
  /**
   * Opens the customer's consent, as "Talk to a person" does; resolves with whether they gave it and the server took it. Without a
   * conversation it begins one that asks the assistant for a person, and resolves with false.
   */
  requestHuman(reason?: string): Promise<boolean>;
  /** Ends the waiting for a person, or declines one that was proposed; resolves with whether there was something to end. */
  cancelEscalation(): Promise<boolean>;
  /** The assistant takes over again, also from a person; resolves with whether it did. */
  returnToAssistant(): Promise<boolean>;
}
