import type { ChatConnection } from './contract.ts';

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
const flag: Rule = { fits: (value) => typeof value === 'boolean', wanted: 'true or false' };
const size: Rule = {
  fits: (value) => (typeof value === 'number' ? Number.isFinite(value) && value >= 0 : typeof value === 'string' && /^[\w\s.%()+*/,-]{1,64}$/u.test(value)),
  wanted: 'a number of pixels or a CSS length such as "100%"',
};
const count: Rule = { fits: (value) => Number.isInteger(value) && (value as number) >= 0, wanted: 'a whole number' };

const fields = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

function isAddress(value: unknown): boolean {
  if (typeof value !== 'string' || value === '' || value.length > 2_048) return false;
  const base = globalThis.location?.href ?? 'http://localhost/';
  return URL.canParse(value, base) && /^https?:$/u.test(new URL(value, base).protocol);
}

export function isConnection(value: unknown): value is ChatConnection {
  const { endpoint, getAccessToken } = fields(value) ?? {};
  return isAddress(endpoint) && typeof getAccessToken === 'function';
}

const connection: Rule = { fits: isConnection, wanted: '{ endpoint: an http(s) or page-relative address, getAccessToken: function }' };
const context: Rule = {
  fits: (value) => Array.isArray(value) && value.length <= 20 && value.every((item) => text(64).fits(fields(item)?.key) && text(1_000).fits(fields(item)?.value)),
  wanted: 'at most 20 of { key: string, value: string }',
};
const conversationOrNull: Rule = { fits: (value) => value === null || text(128).fits(value), wanted: 'a conversation id, or null for a new one' };

const identity = { userId: text(256), organizationId: text(256), connection, colorScheme: oneOf('light', 'dark', 'system'), height: size, width: size, useWebSocket: flag };
const chat = {
  ...identity,
  initialConversationId: text(128), conversationId: conversationOrNull, onConversationChange: callback, title: text(120), placeholder: text(200),
  welcomeMessage: text(1_000), context, suggestedMessage: text(4_000), onEscalation: callback,
};

/** What each door lets in; anything that is not named here is passed over. */
export const rules = {
  AIChatInterface: chat,
  ConversationList: { ...identity, selectedConversationId: conversationOrNull, onSelect: callback, onNew: callback },
  AICustomerServiceDemo: chat,
  FloatingChatButton: { ...chat, open: flag, onOpenChange: callback, placement: oneOf('bottom-right', 'bottom-left'), unreadCount: count },
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
 * named once per page in the console; null counts as left out where null means nothing.
 */
export function checkedProps<P extends object>(component: keyof typeof rules, given: P): P {
  const known: Readonly<Record<string, Rule>> = rules[component];
  const kept = new Map<string, unknown>();
  for (const [prop, rule] of Object.entries(known)) {
    const value: unknown = Object.hasOwn(given, prop) ? (given as Record<string, unknown>)[prop] : undefined;
    if (value === undefined) continue;
    if (rule.fits(value)) kept.set(prop, value);
    else if (value !== null) tell(component, prop, value, rule);
  }
  return Object.fromEntries(kept) as P;
}
