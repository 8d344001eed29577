import type { ContextInput } from '../generated/schema.ts';
import { bytesOf, cleanLine, cleanText, shorten } from '../log/text.ts';
import type { Limits } from './api.ts';
import { Refusal } from './refusal.ts';

export const mostContextItems = 20;
export const mostContextBytes = 4_096;
/** A UUID of any version, or another id of the same safe letters. */
const clientId = /^[A-Za-z0-9_-]{8,64}$/;
const titleLength = 60;

/** The text as it is stored. Throws INVALID_INPUT when nothing is left of it, TOO_LARGE beyond the limit (H34). */
export function checkText(text: string, limits: Limits): string {
  const clean = cleanText(text);
  if (clean.trim() === '') throw new Refusal('INVALID_INPUT', 'The message is empty. Write something first.');
  const bytes = bytesOf(clean);
  if (bytes > limits.messageBytes) {
    throw new Refusal('TOO_LARGE', `The message has ${bytes} bytes; ${limits.messageBytes} are possible. Shorten it or send it in parts.`);
  }
  return clean;
}

export function checkClientId(id: string): string {
  if (!clientId.test(id)) throw new Refusal('INVALID_INPUT', 'The id of the request is not a UUID.');
  return id;
}

/** Context as JSON text, cleaned. */
export function checkContext(items: readonly ContextInput[] | null | undefined): string {
  const clean = (items ?? []).map((item) => ({ key: cleanLine(item.key), value: cleanText(item.value) })).filter((item) => item.key !== '');
  const json = JSON.stringify(clean);
  if (clean.length > mostContextItems || bytesOf(json) > mostContextBytes) {
    throw new Refusal(
      'TOO_LARGE',
      `The context has ${clean.length} items and ${bytesOf(json)} bytes; ${mostContextItems} items and ${mostContextBytes} bytes are possible.`,
    );
  }
  return json;
}

/** A line a person wrote (reason, name, comment): cleaned and cut; null for none. */
export function optionalLine(text: string | null | undefined, length: number): string | null {
  const clean = shorten(cleanLine(text ?? ''), length);
  return clean === '' ? null : clean;
}

export function cleanLocale(locale: string | null | undefined): string | null {
  return locale && /^[A-Za-z0-9-]{2,35}$/.test(locale) ? locale : null;
}

/** A first question as the conversation's title: its first line, cut at a word. */
export function titleFrom(question: string): string {
  const line = cleanLine(question.trim().split('\n')[0] ?? '');
  if (line.length <= titleLength) return line;
  const cut = shorten(line, titleLength - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > titleLength / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
