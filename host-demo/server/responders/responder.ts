/**
 * What produces an answer. The leased worker calls `respond`, appends what it yields to the log and knows nothing of models or articles;
 * a responder knows nothing of the log, the database or who is connected.
 */

export type SourceKind = 'HELP_ARTICLE' | 'ORDER' | 'PRODUCT' | 'POLICY';

/** Something the answer rests on. Only the server makes these; links in an answer's text are never made into sources (H31). */
export interface Source {
  readonly title: string;
  /** Absolute https URL of an article, or a path inside the shell such as `/orders/1042`. */
  readonly url: string;
  readonly kind: SourceKind;
}

export interface ResponderTurn {
  readonly role: 'user' | 'assistant' | 'agent';
  readonly text: string;
}

export interface ContextItem {
  readonly key: string;
  readonly value: string;
}

export interface ResponderRequest {
  readonly conversationId: string;
  /** From the token, never from the conversation's text: every tool is scoped to it (H32). */
  readonly organizationId: string;
  readonly customer: { readonly id: string; readonly name: string };
  /** Oldest first; the last ones are the unanswered messages of the customer. */
  readonly turns: readonly ResponderTurn[];
  /** What the host's page said the customer is looking at, e.g. `{ key: 'order', value: '1042' }`. */
  readonly context: readonly ContextItem[];
  /** BCP 47 tag, or null when the client did not say. */
  readonly locale: string | null;
  readonly escalationState: string;
  /** How many answers in a row, directly before this one, asked back instead of answering. */
  readonly clarifications: number;
  /** A member of staff edits and sends it: it comes at once, and a person is not offered, for one is there already. */
  readonly draft?: boolean;
  readonly signal: AbortSignal;
  /** In [0, 1); passed in so that a test can repeat a run. */
  readonly random: () => number;
}

export type ToolState = 'STARTED' | 'DONE' | 'FAILED';

export interface TextEvent {
  readonly type: 'text';
  readonly text: string;
}

export interface ToolEvent {
  readonly type: 'tool';
  readonly label: string;
  readonly state: ToolState;
}

export interface FinishEvent {
  readonly type: 'finish';
  readonly state: 'COMPLETED' | 'TRUNCATED' | 'FAILED';
  readonly sources: Source[];
  /** What the customer might say next, as they would say it. */
  readonly suggestions: string[];
  /** A short name for the conversation, when this answer is about something nameable. */
  readonly title?: string;
  /** Set when the answer asks back; the worker counts these in a row into `clarifications`. */
  readonly asked?: 'clarify';
  /** Set when a person should take over; the reason is shown to the customer and to staff. */
  readonly escalate?: { readonly reason: string };
  readonly error?: { readonly message: string; readonly retryable: boolean };
}

export type ResponderEvent = TextEvent | ToolEvent | FinishEvent;

/**
 * The iterable paces itself. It ends with exactly one `finish`; one that ends without (or throws) is an interrupted answer that may be
 * retried (F56). After `signal` aborts it yields nothing more and ends.
 */
export interface Responder {
  readonly name: string;
  respond(request: ResponderRequest): AsyncIterable<ResponderEvent>;
}
