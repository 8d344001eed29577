/** What every instance takes, whatever it shows: who asks, where the server is, and how it sits in the page. */

/** Asked before each connect. `expired`: the last token was refused, a new one is needed. */
export type GetAccessToken = (reason: 'initial' | 'expired') => string | Promise<string>;

export interface ChatConnection {
  /** Absolute or page-relative URL of the GraphQL endpoint, e.g. `/graphql`. The WebSocket uses the same path. */
  endpoint: string;
  getAccessToken: GetAccessToken;
}

/** `host`: as the page around the chat is, and as it changes. */
export type ColorScheme = 'light' | 'dark' | 'system' | 'host';

/** `shadow`: no CSS of yours reaches the chat. `scoped`: the chat lies in your own tree, where it does. */
export type ChatIsolation = 'shadow' | 'scoped';

/** Colours, corners and type of the host. What is left out, or is not what it says here, stays ours. */
export interface ChatTheme {
  /** `#rrggbb`. Moved towards black or white as far as text and focus rings need it; the text on it is chosen by contrast. */
  brand?: string;
  /** Pixels, 0 to 16: corners of controls; cards get one and a half of it, bubbles and the composer twice. Default 8. */
  radius?: number;
  /** A CSS `font-family`. Default: the page's own. */
  font?: string;
}

/** One text of the catalogue, or its forms by number. */
export type ChatLabel = string | { one: string; other: string };

/**
 * Where messages that are not sent yet, and what was begun to be written, are kept: with the tab (until it is closed), on the
 * device (through a crash, for all tabs of your origin), or in memory (until the page is left).
 */
export type ChatPersistence = 'session' | 'device' | 'memory';

/** Another person took over. What the earlier one left was removed before anything was drawn for this one. */
export interface IdentityChangeEvent {
  /** Messages of the earlier person that had not been sent. */
  readonly unsent: number;
}

/** What every component takes. */
export interface IdentityProps {
  /** The subject your token names. A disagreement is refused by the server and explained in the console. */
  userId?: string;
  /** One of the organisations your token names. */
  organizationId?: string;
  /** Endpoint and token source of this instance; else `configure()`, else the page's own origin. */
  connection?: ChatConnection;
  colorScheme?: ColorScheme;
  theme?: ChatTheme;
  /** `compact` takes less room between lines and around them. Default `comfortable`. */
  density?: 'comfortable' | 'compact';
  /** BCP 47, e.g. `de-CH`: numbers, plurals and dates, and the language the assistant is asked to answer in. Default `en`. */
  locale?: string;
  /** Texts in place of ours, by the keys of the catalogue, e.g. `{ 'composer.placeholder': 'Ask Northwind' }`. */
  labels?: { readonly [key: string]: ChatLabel };
  /** Give all chats of a page the same, as with `configure()`. `device` needs `userId`, or tokens that are JWTs. Default `session`. */
  persistence?: ChatPersistence;
  /** Keeps a bounded record of the line for `exportRecording()`, without text unless it says so. Default false. */
  recorder?: boolean | 'with-text';
  /** How the chat is kept apart from the page. Default: as configured, else `shadow`. */
  isolation?: ChatIsolation;
  /** The nonce of your `style-src`, where a policy asks for one. */
  nonce?: string;
  /** CSS length or pixels. */
  height?: number | string;
  /** CSS length or pixels. */
  width?: number | string;
}
