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
  return { ...(JSON.parse(row.body) as EventBody), seq: row.seq, at: toDateTime(row.at) } as LogEvent;
}

export function toDateTime(ms: number): string {
  return new Date(ms).toISOString();
}
