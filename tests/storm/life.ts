import type { TransportName } from '../faults/schedule.ts';
import type { Clock } from './clock.ts';
import type { Screen, Violation } from './invariants.ts';
import type { Line } from './line.ts';
import type { Schedule } from './schedule.ts';
import type { Server } from './server.ts';
import type { Page, TabStorage } from './tab.ts';

/** The conversation that all tabs show. */
export const CONVERSATION = 'c1';

/** One tab through all its reloads, with what its person did and saw. */
export interface Tab {
  readonly index: number;
  readonly line: Line;
  readonly storage: TabStorage;
  page: Page | null;
  screen: Screen;
  hidden: number;
  noToken: number;
  wrongHint: number;
  clockOffMs: number;
  sending: number;
  /** Times of requests that send, by id of the message. */
  readonly tries: { at: number; id: string }[];
  readonly sent: string[];
  readonly maybe: Set<string>;
  waitedMs: number;
}

/** What a running schedule gives to those who act in it and judge it. */
export interface Life {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly transport: TransportName;
  readonly server: Server;
  readonly tabs: readonly Tab[];
  /** Code of a page runs now; the step ends with its promises. */
  enter(page: Page, act: () => void): void;
  load(tab: Tab): void;
  /** A person sent this text, whose answer has so many pieces. */
  said(text: string, pieces: number): void;
  note(text: string): void;
  fail(violation: Violation): void;
}

export function describe({ view, entries }: Screen): string {
  const newest = view?.messages.at(-1);
  const answer = newest ? `, newest ${newest.id} ${newest.state} attempt ${newest.attempt} with ${newest.text.length} characters` : '';
  const unsent = entries.map((entry) => `"${entry.text}" ${entry.state}`).join(', ');
  return `${view ? `cursor ${view.cursor.seq}, ${view.messages.length} messages${answer}` : 'nothing yet'}${unsent ? `; unsent ${unsent}` : ''}`;
}
