/**
 * The public surface: what a shell may pass in and will be told. No foreign types, so a shell of any
 * React 19 version can compile against it. Additions are additive (rule V-01).
 */

import type { ChatConnection, ChatIsolation, ChatPersistence, IdentityChangeEvent, IdentityProps } from './instance-contract.ts';
import type { ChatConnectionState, ChatLine, ChatRecording } from './line-contract.ts';
import type { ChatEscalation, EscalationCommands } from './person-contract.ts';

export type {
  ChatConnection,
  ChatIsolation,
  ChatLabel,
  ChatPersistence,
  ChatTheme,
  ColorScheme,
  GetAccessToken,
  IdentityChangeEvent,
} from './instance-contract.ts';
export type { ChatConnectionState, ChatLine, ChatLineCounters, ChatRecording } from './line-contract.ts';
export type { ChatEscalation, ChatEscalationState, ChatHandover } from './person-contract.ts';

/** What the customer is looking at; handed to the assistant with the next question. */
export interface ChatContextItem {
  key: string;
  value: string;
}

export type MessageRole = 'USER' | 'ASSISTANT' | 'AGENT' | 'SYSTEM';
export type MessageState = 'PENDING' | 'STREAMING' | 'COMPLETED' | 'STOPPED' | 'TRUNCATED' | 'FAILED' | 'INTERRUPTED';

/** A message as it stands. `text` is Markdown for the assistant's, plain text for everyone else's: never put it into a page as HTML. */
export interface ChatMessage {
  readonly id: string;
  readonly author: { readonly id: string; readonly role: MessageRole; readonly name: string };
  readonly text: string;
  readonly state: MessageState;
  /** ISO 8601. */
  readonly at: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  /** What the person may want to ask next. */
  readonly suggestions: readonly string[];
}

/** `unsaved` text could not be kept by this browser; `not-sent`: one message was refused; `broken`: the chat itself failed while rendering. */
export type ChatErrorCode =
  | 'not-connected'
  | 'signed-out'
  | 'refused'
  | 'not-found'
  | 'unreachable'
  | 'rate-limited'
  | 'command-refused'
  | 'not-sent'
  | 'unsaved'
  | 'broken';

export interface ChatErrorEvent {
  readonly code: ChatErrorCode;
  /** For your log; people are told in the chat itself. */
  readonly message: string;
  readonly conversationId: string | null;
  /** Ms until trying again makes sense; null when there is no such time. */
  readonly retryAfterMs: number | null;
}

/** `answering`: the assistant works; `waiting`: for a person; `person`: one has joined. */
export type ChatStatus = 'empty' | 'loading' | 'ready' | 'answering' | 'waiting' | 'person' | 'closed' | 'failed';

export interface MessageSentEvent {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
}
export interface ResponseEvent {
  readonly conversationId: string;
  readonly message: ChatMessage;
}

/** What `ref` gives: the chat, steered from outside. Nothing here can do more than the person in front of it. */
export interface ChatHandle extends EscalationCommands {
  /** As if it had been typed and sent; resolves with the conversation's id once the server has it, rejects when it refuses. */
  sendMessage(text: string): Promise<string>;
  /** Ends the answer being written; resolves with whether there was one and it ended. */
  stop(): Promise<boolean>;
  /** Sends again what was not sent, else asks for the newest answer again; resolves with whether there was something and it was taken. */
  retry(): Promise<boolean>;
  /** Replaces what stands in the composer. */
  setComposerValue(text: string): void;
  focusComposer(): void;
  newConversation(): void;
  openConversation(conversationId: string): void;
  /** Closes the open conversation; resolves with whether there was one and it closed. */
  closeConversation(): Promise<boolean>;
  /** The whole open conversation as Markdown, history included; '' without one. */
  exportTranscript(): Promise<string>;
  /** What the flight recorder holds of this chat's connection; null while `recorder` is off. */
  exportRecording(): ChatRecording | null;
}

export type ChatRef = { current: ChatHandle | null } | ((handle: ChatHandle | null) => void) | null;

/** A React function component of yours that is shown in place of ours. It returns what React can render. */
export type ChatSlot<Props> = (props: Props) => unknown;

export interface HeaderSlotProps {
  readonly title: string;
  readonly subtitle: string;
  readonly conversationId: string | null;
  /** Null where it makes no sense now. */
  readonly onNew: (() => void) | null;
  readonly onClose: (() => void) | null;
  readonly onPerson: (() => void) | null;
  readonly onBack: (() => void) | null;
}
export interface MessageSlotProps {
  /** Drawn again while its text grows. */
  readonly message: ChatMessage;
  /** The reader wrote it. */
  readonly own: boolean;
}
export interface ComposerSlotProps {
  readonly value: string;
  readonly placeholder: string;
  onChange(text: string): void;
  /** Sends `value` and empties it. */
  onSend(): void;
  /** Null while no answer is being written. */
  readonly onStop: (() => void) | null;
}
export interface EmptySlotProps {
  /** The person's name as the token has it. */
  readonly name: string | null;
  readonly prompts: readonly string[];
  onAsk(question: string): void;
  readonly onPerson: (() => void) | null;
}
export interface ErrorSlotProps {
  readonly code: ChatErrorCode;
  readonly message: string;
  /** What our own button would do. */
  onAction(): void;
}

export interface ChatComponents {
  Header?: ChatSlot<HeaderSlotProps>;
  Message?: ChatSlot<MessageSlotProps>;
  Composer?: ChatSlot<ComposerSlotProps>;
  Empty?: ChatSlot<EmptySlotProps>;
  Error?: ChatSlot<ErrorSlotProps>;
}

export interface ChatStartScreen {
  /** `{name}` becomes the person's first name. */
  greeting?: string;
  /** Up to four questions to start with. */
  prompts?: readonly string[];
}

export interface AIChatInterfaceProps extends IdentityProps {
  /** Steers the chat from outside. */
  ref?: ChatRef;
  /** Opened first when uncontrolled. */
  initialConversationId?: string;
  /** Controlled: the open conversation; null is a new one. Leave out for uncontrolled. */
  conversationId?: string | null;
  onConversationChange?: (conversationId: string | null) => void;
  /** false: queries and mutations over HTTP only. Default true. */
  useWebSocket?: boolean;
  title?: string;
  placeholder?: string;
  welcomeMessage?: string;
  /** What a new conversation begins with. */
  startScreen?: ChatStartScreen;
  /** The line below the composer; '' for none. */
  disclaimer?: string;
  /** The conversation can be read and nothing can be done in it. */
  readOnly?: boolean;
  /** How much of an answer is read aloud while it is written. Default `sentences`. */
  announce?: 'off' | 'boundaries' | 'sentences' | 'complete';
  /** Counts new messages in the page's title while the page is hidden. Default true. */
  titleBadge?: boolean;
  /** Sent along with the customer's next question. */
  context?: readonly ChatContextItem[];
  /** Sent along with the first question of each conversation, e.g. the plan or the version of your app. */
  metadata?: { readonly [key: string]: string };
  /** Put into the empty composer, e.g. "Where is order 1042?". A change of it fills an empty composer again. */
  suggestedMessage?: string;
  /** Parts of yours in place of ours. */
  components?: ChatComponents;
  /** Once per escalation, on the first live event that reaches the queue or finds nobody on duty; never for one already there when the page opened. */
  onEscalation?: (reason: string, conversationId: string) => void;
  /** Each step on the way to a person and back, in order; not for where it stood when the page opened. */
  onEscalationChange?: (escalation: ChatEscalation, conversationId: string) => void;
  onMessageSend?: (event: MessageSentEvent) => void;
  /** Once per attempt at an answer; never for one already there when the page opened. */
  onResponseStart?: (event: ResponseEvent) => void;
  onResponseEnd?: (event: ResponseEvent) => void;
  onStatusChange?: (status: ChatStatus, conversationId: string | null) => void;
  onConnectionChange?: (state: ChatConnectionState) => void;
  /** Unread messages over all of the person's conversations. */
  onUnreadChange?: (unread: number) => void;
  /** The line's numbers when they change, at most ten times a second. */
  onLineChange?: (line: ChatLine) => void;
  /** Once, in one of the page's chats, when the person changes. */
  onIdentityChange?: (event: IdentityChangeEvent) => void;
  /** Once each time something goes wrong; the person is told in the chat as well. */
  onError?: (error: ChatErrorEvent) => void;
}

export interface ConversationListProps extends IdentityProps {
  selectedConversationId?: string | null;
  /** They can be opened, and nothing can be done with them. */
  readOnly?: boolean;
  onSelect?: (conversationId: string) => void;
  onNew?: () => void;
  useWebSocket?: boolean;
}

/** Staff's side: the queue, the chat with staff's tools, hand-over and notes. */
export interface AgentDeskProps extends IdentityProps {
  /** Opened first when uncontrolled. */
  initialConversationId?: string;
  /** Controlled: the open conversation; null is none. Leave out for uncontrolled. */
  conversationId?: string | null;
  onConversationChange?: (conversationId: string | null) => void;
  /** false: no keys of one letter, for a page that has its own. Default true. */
  shortcuts?: boolean;
  useWebSocket?: boolean;
  onLineChange?: (line: ChatLine) => void;
  onIdentityChange?: (event: IdentityChangeEvent) => void;
  /** The server refuses the person, or the desk broke; the person is told as well. */
  onError?: (error: ChatErrorEvent) => void;
}

export interface AICustomerServiceDemoProps extends Omit<AIChatInterfaceProps, 'conversationId'> {}

export interface FloatingChatButtonProps extends AIChatInterfaceProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  placement?: 'bottom-right' | 'bottom-left';
  /** Unread messages on the badge, if the host knows them; else the chat asks for them itself once the page is idle. */
  unreadCount?: number;
  /** One sentence beside the closed button, e.g. "Questions about your stock?". Shown once per text and session, until it is dismissed or the chat was opened. */
  teaser?: string;
  /** How the chat opens; on phones it always covers the screen. Default `popup`. */
  mode?: 'popup' | 'side-panel' | 'full-screen';
}

export interface ChatConfiguration {
  connection: ChatConnection;
  /** Origins whose links the assistant's answers may open, e.g. `https://help.fluxori.example`. The page's own origin is always one. */
  linkOrigins?: readonly string[];
  /** As the prop of the same name, for every instance. */
  persistence?: ChatPersistence;
  /** As the prop of the same name, for every instance. */
  recorder?: boolean | 'with-text';
  /** As the prop of the same name, for every instance. */
  isolation?: ChatIsolation;
}
