/** The types of `headless`, for a shell that draws a chat of its own. Like `contract.ts` they name no foreign type. */
import type {
  ChatConnection,
  ChatConnectionState,
  ChatContextItem,
  ChatErrorEvent,
  ChatMessage,
  ChatPersistence,
  ChatRecording,
  IdentityChangeEvent,
  MessageRole,
} from './contract.ts';
import type { ChatEscalation, ChatHandover } from './person-contract.ts';

/** Around every component that uses the hooks of `headless`. */
export interface HeadlessProviderProps {
  userId?: string;
  organizationId?: string;
  connection?: ChatConnection;
  useWebSocket?: boolean;
  /** Once, when the person changes; what the earlier one left was removed. */
  onIdentityChange?: (event: IdentityChangeEvent) => void;
  /** Where unsent messages are kept. Default `session`. */
  persistence?: ChatPersistence;
  recorder?: boolean | 'with-text';
  locale?: string;
  children?: unknown;
}

/** A message that is not on the server yet. `refused` waits for the person: retry or discard it. */
export interface UnsentMessage {
  readonly id: string;
  readonly text: string;
  readonly state: 'queued' | 'sending' | 'refused';
  /** Why it was refused, for the person. */
  readonly reason: string | null;
}

/** Whether the server did what was asked; `reason` is for the person. */
export interface CommandResult {
  readonly done: boolean;
  readonly reason: string | null;
}

/** What `useConversation(id)` gives; with null, the conversation that the first `send` starts. */
export interface HeadlessConversation {
  readonly status: 'none' | 'loading' | 'ready' | 'not-found' | 'failed';
  readonly conversationId: string | null;
  readonly title: string | null;
  readonly state: 'OPEN' | 'CLOSED' | null;
  /** `AI` while the assistant answers; `CONNECTED` with a person, whose name is `agent`. */
  readonly escalation: string;
  readonly agent: string | null;
  /** Oldest first; the text of an answer grows while it is written. */
  readonly messages: readonly ChatMessage[];
  readonly unsent: readonly UnsentMessage[];
  /** What the assistant is doing, e.g. "Looking up order 1042"; null when it writes or rests. */
  readonly step: string | null;
  readonly answering: boolean;
  readonly hasEarlier: boolean;
  loadEarlier(): Promise<void>;
  /** Shown at once in `unsent`; resolves with the conversation's id once the server has it. Survives failures and reloads. */
  send(text: string, context?: readonly ChatContextItem[]): Promise<string>;
  retryUnsent(id: string): void;
  discardUnsent(id: string): void;
  stop(): Promise<CommandResult>;
  /** Asks for the newest answer again. */
  retry(): Promise<CommandResult>;
  rename(title: string): Promise<CommandResult>;
  close(): Promise<CommandResult>;
  reopen(): Promise<CommandResult>;
  /** 1 to 5. */
  rate(score: number, comment?: string): Promise<CommandResult>;
  rateMessage(messageId: string, rating: 'UP' | 'DOWN' | null, reason?: string): Promise<CommandResult>;
  /** Asks for a person; what your page shows of the conversation's summary is yours to ask consent for. */
  requestPerson(reason?: string): Promise<CommandResult>;
  /** Everything that is there counts as read; changes its identity with each new message. */
  markRead(): void;
}

/** What `useEscalation(id)` gives: the way to a person and back, live. With null, where every conversation begins. */
export interface HeadlessEscalation extends ChatEscalation {
  /** The place in the queue, 1 is next; null where nobody waits. */
  readonly queuePosition: number | null;
  readonly etaSeconds: number | null;
  /** Waiting for longer than was estimated: the moment to offer other ways. */
  readonly overdue: boolean;
  /** The other side is writing; ends by itself. */
  readonly typing: boolean;
  /** What a request would pass on, masked, for your page to show and let be changed; null without a conversation. */
  draft(): Promise<ChatHandover | null>;
  /** The customer's consent: `handover` is what they approved, and reaches staff as it is. */
  request(consent?: { readonly reason?: string; readonly handover?: ChatHandover }): Promise<CommandResult>;
  /** Ends the waiting, or declines. */
  cancel(): Promise<CommandResult>;
  /** Back from a person to the assistant. */
  returnToAssistant(): Promise<CommandResult>;
  /** Stops the waiting; a person answers in this conversation later. */
  leaveMessage(text: string): Promise<CommandResult>;
  /** Says that the person in front writes; thin, repeated while they do. */
  setTyping(typing: boolean): void;
}

export interface HeadlessConversationSummary {
  readonly id: string;
  readonly title: string | null;
  readonly state: 'OPEN' | 'CLOSED';
  readonly escalation: { readonly state: string };
  readonly unreadCount: number;
  /** ISO 8601. */
  readonly lastActivityAt: string;
}

/** What `useConversations(filter)` gives: live, newest activity first. */
export interface HeadlessConversations {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly conversations: readonly HeadlessConversationSummary[];
  readonly totalUnread: number;
  readonly hasMore: boolean;
  loadMore(): void;
  refresh(): void;
}

/** What `useConnection(id)` gives: the line of that conversation, or of the list. */
export interface HeadlessConnection {
  readonly state: ChatConnectionState;
  /** Who the token names; null while that is not known. */
  readonly viewer: { readonly id: string; readonly name: string; readonly role: MessageRole } | null;
  readonly error: ChatErrorEvent | null;
  reconnect(): void;
  /** What the flight recorder holds; null while `recorder` is off. */
  exportRecording(): ChatRecording | null;
}

/** What `load('headless')` gives. The provider is a React component. */
export interface HeadlessModule {
  ChatHeadlessProvider(props: HeadlessProviderProps): unknown;
  useConversation(conversationId: string | null): HeadlessConversation;
  useConversations(filter?: { readonly search?: string; readonly open?: boolean }): HeadlessConversations;
  useConnection(conversationId?: string | null): HeadlessConnection;
  useEscalation(conversationId: string | null): HeadlessEscalation;
}
