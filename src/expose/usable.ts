import type { ChatConnection, ChatIsolation, ChatPersistence } from './contract.ts';

/** What both `configure` and a component take; apart from the rules for props, so that configuring does not wait for those. */
export const ISOLATIONS: readonly ChatIsolation[] = ['shadow', 'scoped'];
export const PERSISTENCES: readonly ChatPersistence[] = ['session', 'device', 'memory'];

export const isIsolation = (value: unknown): value is ChatIsolation => (ISOLATIONS as readonly unknown[]).includes(value);
export const isPersistence = (value: unknown): value is ChatPersistence => (PERSISTENCES as readonly unknown[]).includes(value);
export const isRecorder = (value: unknown): value is boolean | 'with-text' => typeof value === 'boolean' || value === 'with-text';

export const fields = (value: unknown): Readonly<Record<string, unknown>> | null =>
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
