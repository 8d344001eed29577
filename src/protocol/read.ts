import { ChatError } from './chat-error.ts';

/**
 * Readers for values of unknown shape. What a field promises and does not hold throws a `defect`
 * ChatError that names the place; what is merely unknown falls back. Sizes are capped (HOSTILE H41).
 */
export type Fields = Readonly<Record<string, unknown>>;

/** Beyond these a value is not ours: a page holds at most 200 events, a text at most 256 kB. */
export const CAPS = { list: 2_000, text: 1_000_000, short: 20_000 } as const;

export function broken(place: string, expected: string): ChatError {
  return new ChatError('defect', `The server's answer breaks the protocol at ${place}: expected ${expected}.`);
}

/** Own properties only: a `__proto__` or inherited key in the payload never counts. */
export function fields(value: unknown, place: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(place, 'an object');
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

export function list<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): T[] {
  if (!Array.isArray(value) || value.length > CAPS.list) throw broken(place, `a list of at most ${CAPS.list}`);
  return value.map((item, index) => read(item, `${place}[${index}]`));
}

/** A list that an older server does not send counts as empty (F51). */
export function listOrEmpty<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): T[] {
  return value === null || value === undefined ? [] : list(value, place, read);
}

export function text(value: unknown, place: string, cap: number = CAPS.short): string {
  if (typeof value !== 'string' || value.length > cap) throw broken(place, `a text of at most ${cap} characters`);
  return value;
}

export function textOrNull(value: unknown, place: string, cap?: number): string | null {
  return value === null || value === undefined ? null : text(value, place, cap);
}

export function id(value: unknown, place: string): string {
  const read = text(value, place, 500);
  if (read === '') throw broken(place, 'an id');
  return read;
}

export function count(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw broken(place, 'a whole number from 0');
  return value;
}

export function countOrNull(value: unknown, place: string): number | null {
  return value === null || value === undefined ? null : count(value, place);
}

export function flag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') throw broken(place, 'true or false');
  return value;
}

/** A value this client was built before becomes `fallback` (F51); what is no text at all is broken. */
export function oneOf<T extends string>(value: unknown, known: readonly T[], fallback: T, place: string): T {
  const read = text(value, place, 200);
  return known.find((candidate) => candidate === read) ?? fallback;
}

export function orNull<T>(value: unknown, place: string, read: (value: unknown, place: string) => T): T | null {
  return value === null || value === undefined ? null : read(value, place);
}
