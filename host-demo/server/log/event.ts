import type { EventPage } from '../generated/schema.ts';

/** An event as readers get it. */
export type LogEvent = EventPage['events'][number];
export type EventType = NonNullable<LogEvent['__typename']>;

type Body<Event> = Event extends LogEvent
  ? Omit<Event, 'seq' | 'at' | '__typename'> & { readonly __typename: NonNullable<Event['__typename']> }
  : never;

/** An event before it has its number and time; those are given at the append. */
export type EventBody = Body<LogEvent>;

export interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly body: string;
}

/** The message an event speaks of, for the index; null for those about the conversation. */
export function messageOf(body: EventBody): string | null {
  if ('messageId' in body) return body.messageId;
  return 'message' in body ? body.message.id : null;
}

/** The stored text of an event: written once, so every reading at any later time gives the same bytes. */
export function encodeBody(body: EventBody): string {
  return JSON.stringify(body);
}

export function decodeEvent(row: EventRow): LogEvent {
  return numbered(JSON.parse(row.body) as EventBody, row.seq, row.at);
}

/** An event as it was appended, with what it got there. */
export function numbered(body: EventBody, seq: number, at: number): LogEvent {
  return { ...body, seq, at: toDateTime(at) } as LogEvent;
}

let newest = { ms: 0, text: new Date(0).toISOString() };

export function toDateTime(ms: number): string {
  // What is committed together has one time, so most calls ask for the one before.
  if (newest.ms !== ms) newest = { ms, text: new Date(ms).toISOString() };
  return newest.text;
}
