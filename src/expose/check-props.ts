import { harmless } from './harmless.ts';
import { fields, ISOLATIONS, isConnection, isRecorder, PERSISTENCES } from './usable.ts';

/** Whether a value may be used, and in words what would be. */
interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly wanted: string;
}

const text = (longest: number): Rule => ({
  fits: (value) => typeof value === 'string' && value.length <= longest,
  wanted: `a string of at most ${longest} characters`,
});
const oneOf = (...words: readonly string[]): Rule => ({
  fits: (value) => typeof value === 'string' && words.includes(value),
  wanted: words.map((word) => `"${word}"`).join(' or '),
});
const callback: Rule = { fits: (value) => typeof value === 'function', wanted: 'a function' };
const isolation = oneOf(...ISOLATIONS);
const nonce: Rule = {
  fits: (value) => typeof value === 'string' && /^[\w+/=-]{1,256}$/u.test(value),
  wanted: "a Content-Security-Policy's nonce",
};
const persistence = oneOf(...PERSISTENCES);
const recorder: Rule = { fits: isRecorder, wanted: 'true, false or "with-text"' };
const flag: Rule = { fits: (value) => typeof value === 'boolean', wanted: 'true or false' };
const size: Rule = {
  fits: (value) =>
    typeof value === 'number' ? Number.isFinite(value) && value >= 0 : typeof value === 'string' && /^[\w\s.%()+*/,-]{1,64}$/u.test(value),
  wanted: 'a number of pixels or a CSS length such as "100%"',
};
const count: Rule = { fits: (value) => Number.isInteger(value) && (value as number) >= 0, wanted: 'a whole number' };

const connection: Rule = { fits: isConnection, wanted: '{ endpoint: an http(s) or page-relative address, getAccessToken: function }' };
const context: Rule = {
  fits: (value) =>
    Array.isArray(value) &&
    value.length <= 20 &&
    value.every((item) => text(64).fits(fields(item)?.key) && text(1_000).fits(fields(item)?.value)),
  wanted: 'at most 20 of { key: string, value: string }',
};
const conversationOrNull: Rule = {
  fits: (value) => value === null || text(128).fits(value),
  wanted: 'a conversation id, or null for a new one',
};

const bounded = (shape: Readonly<Record<string, Rule>>): Rule => ({
  fits: (value) => {
    const given = fields(value);
    return (
      given !== null &&
      Object.entries(given).every(([key, one]) => one === undefined || (Object.hasOwn(shape, key) && shape[key]?.fits(one)))
    );
  },
  wanted: `{ ${Object.entries(shape)
    .map(([key, one]) => `${key}?: ${one.wanted}`)
    .join(', ')} }`,
});
const listOf = (most: number, rule: Rule): Rule => ({
  fits: (value) => Array.isArray(value) && value.length <= most && value.every(rule.fits),
  wanted: `a list of at most ${most}, each ${rule.wanted}`,
});
const mapOf = (most: number, fits: (value: unknown) => boolean, wanted: string): Rule => ({
  fits: (value) => {
    const given = fields(value);
    return (
      given !== null && Object.keys(given).length <= most && Object.entries(given).every(([key, one]) => key.length <= 64 && fits(one))
    );
  },
  wanted,
});
const brand: Rule = { fits: (value) => typeof value === 'string' && /^#[\da-f]{6}$/iu.test(value), wanted: '"#rrggbb"' };
const radius: Rule = { fits: (value) => typeof value === 'number' && value >= 0 && value <= 16, wanted: 'a number from 0 to 16' };
const font: Rule = { fits: (value) => typeof value === 'string' && /^[\w\s"',.-]{1,200}$/u.test(value), wanted: 'a CSS font-family' };
const theme = bounded({ brand, radius, font });
const locale: Rule = {
  fits: (value) => {
    try {
      return typeof value === 'string' && Intl.getCanonicalLocales(value).length === 1;
    } catch {
      return false;
    }
  },
  wanted: 'a language tag such as "en" or "de-CH"',
};
const label = (value: unknown): boolean =>
  text(1_000).fits(value) || (text(1_000).fits(fields(value)?.one) && text(1_000).fits(fields(value)?.other));
const labels = mapOf(1_000, label, 'an object of texts, each a string or { one: string, other: string }');
const metadata = mapOf(10, text(1_000).fits, 'an object of at most 10 strings');
const startScreen = bounded({ greeting: text(200), prompts: listOf(4, text(300)) });
const components = bounded({ Header: callback, Message: callback, Composer: callback, Empty: callback, Error: callback });
const ref: Rule = {
  fits: (value) => typeof value === 'function' || Object.hasOwn(fields(value) ?? {}, 'current'),
  wanted: 'a ref object or a function',
};

const identity = {
  userId: text(256),
  organizationId: text(256),
  connection,
  colorScheme: oneOf('light', 'dark', 'system', 'host'),
  height: size,
  width: size,
  useWebSocket: flag,
  theme,
  density: oneOf('comfortable', 'compact'),
  locale,
  labels,
  persistence,
  recorder,
  isolation,
  nonce,
};
const chat = {
  ...identity,
  ref,
  initialConversationId: text(128),
  conversationId: conversationOrNull,
  onConversationChange: callback,
  title: text(120),
  placeholder: text(200),
  welcomeMessage: text(1_000),
  startScreen,
  disclaimer: text(300),
  readOnly: flag,
  announce: oneOf('off', 'boundaries', 'sentences', 'complete'),
  titleBadge: flag,
  context,
  metadata,
  suggestedMessage: text(4_000),
  components,
  onEscalation: callback,
  onEscalationChange: callback,
  onMessageSend: callback,
  onResponseStart: callback,
  onResponseEnd: callback,
  onStatusChange: callback,
  onConnectionChange: callback,
  onUnreadChange: callback,
  onIdentityChange: callback,
  onLineChange: callback,
  onError: callback,
};

/** What each door lets in; anything that is not named here is passed over. */
export const rules = {
  ChatHeadlessProvider: { ...identity, onIdentityChange: callback },
  AIChatInterface: chat,
  ConversationList: { ...identity, selectedConversationId: conversationOrNull, readOnly: flag, onSelect: callback, onNew: callback },
  AICustomerServiceDemo: chat,
  AgentDesk: {
    ...identity,
    initialConversationId: text(128),
    conversationId: conversationOrNull,
    onConversationChange: callback,
    shortcuts: flag,
    onLineChange: callback,
    onIdentityChange: callback,
    onError: callback,
  },
  FloatingChatButton: {
    ...chat,
    open: flag,
    onOpenChange: callback,
    placement: oneOf('bottom-right', 'bottom-left'),
    unreadCount: count,
    teaser: text(200),
    mode: oneOf('popup', 'side-panel', 'full-screen'),
  },
} as const satisfies Record<string, Record<string, Rule>>;

const told = new Set<string>();

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.slice(0, 40)}${value.length > 40 ? '…' : ''}"`;
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'an array' : 'an object') : String(value);
}

function tell(component: string, prop: string, value: unknown, rule: Rule): void {
  const key = `${component}.${prop}`;
  if (told.has(key)) return;
  told.add(key);
  console.error(`<${component}>: the prop "${prop}" must be ${rule.wanted}, but is ${shown(value)}. It is ignored.`);
}

/**
 * The host's props as far as they are what the contract says (H47). A wrong one is left out, which is its default, and
 * named once per page in the console; null counts as left out where null means nothing. Handlers come back harmless.
 */
export function checkedProps<P extends object>(component: keyof typeof rules, given: P): P {
  const known: Readonly<Record<string, Rule>> = rules[component];
  const kept = new Map<string, unknown>();
  for (const [prop, rule] of Object.entries(known)) {
    const value: unknown = Object.hasOwn(given, prop) ? (given as Record<string, unknown>)[prop] : undefined;
    if (value === undefined) continue;
    if (rule.fits(value)) kept.set(prop, rule === callback ? harmless(prop, value as () => unknown) : value);
    else if (value !== null) tell(component, prop, value, rule);
  }
  return Object.fromEntries(kept) as P;
}
