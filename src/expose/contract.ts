/**
 * The public surface: what a shell may pass in and will be told. No foreign types, so a shell of any
 * React 19 version can compile against it. Additions are additive (rule V-01).
 */

/** Asked before each connect. `expired`: the last token was refused, a new one is needed. */
export type GetAccessToken = (reason: 'initial' | 'expired') => string | Promise<string>;

export interface ChatConnection {
  /** Absolute or page-relative URL of the GraphQL endpoint, e.g. `/graphql`. The WebSocket uses the same path. */
  endpoint: string;
  getAccessToken: GetAccessToken;
}

export type ColorScheme = 'light' | 'dark' | 'system';

/** What the customer is looking at; handed to the assistant with the next question. */
export interface ChatContextItem { key: string; value: string }

interface IdentityProps {
  /** The subject your token names. A disagreement is refused by the server and explained in the console. */
  userId?: string;
  /** One of the organisations your token names. */
  organizationId?: string;
  /** Endpoint and token source of this instance; else `configure()`, else the page's own origin. */
  connection?: ChatConnection;
  colorScheme?: ColorScheme;
  /** CSS length or pixels. */
  height?: number | string;
  /** CSS length or pixels. */
  width?: number | string;
}

export interface AIChatInterfaceProps extends IdentityProps {
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
  /** Sent along with the customer's next question. */
  context?: readonly ChatContextItem[];
  /** Put into the empty composer, e.g. "Where is order 1042?". A change of it fills an empty composer again. */
  suggestedMessage?: string;
  /** Once per escalation, on the first live event; never for one already there when the page opened. */
  onEscalation?: (reason: string, conversationId: string) => void;
}

export interface ConversationListProps extends IdentityProps {
  selectedConversationId?: string | null;
  onSelect?: (conversationId: string) => void;
  onNew?: () => void;
  useWebSocket?: boolean;
}

export interface AICustomerServiceDemoProps extends Omit<AIChatInterfaceProps, 'conversationId'> {}

export interface FloatingChatButtonProps extends AIChatInterfaceProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  placement?: 'bottom-right' | 'bottom-left';
  /** Unread messages on the badge, if the host knows them; else what the chat knows once it was opened. */
  unreadCount?: number;
}

export interface ChatConfiguration {
  connection: ChatConnection;
  /** Origins whose links the assistant's answers may open, e.g. `https://help.fluxori.example`. The page's own origin is always one. */
  linkOrigins?: readonly string[];
}
