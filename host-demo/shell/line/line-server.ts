import { getAccessToken } from '../identity/session.ts';

/** What the demo's server says of the line; it answers 404 outside of demo mode. */
export interface LineServer {
  readonly refusesWebSockets: boolean;
  readonly latencyMs: number;
  /** ISO 8601; changes when the listener is back after a restart. */
  readonly startedAt: string;
  /** How many sockets or answers the last press hit. */
  readonly affected?: number;
  readonly answers?: readonly ServerAnswer[];
}

/** An answer as the database has it now. */
export interface ServerAnswer {
  readonly messageId: string;
  readonly attempts: number;
  /** Lower-case hex of the whole text; null while it is written. */
  readonly sha256: string | null;
}

const TIMEOUT_MS = 10_000;

/** Reads, or with a body presses. A token that was made to end is asked for anew once. Rejects with what a person may read. */
export async function askLine(path: '' | `?conversation=${string}` | `/${string}`, body?: object): Promise<LineServer> {
  for (const reason of ['initial', 'expired'] as const) {
    const response = await fetch(`/demo/line${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${await getAccessToken(reason)}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return (await response.json()) as LineServer;
    if (response.status === 404) throw new Error('This server lets nobody break its line: it does not run in demo mode.');
    if (response.status !== 401) throw new Error(`The server answered with status ${response.status}.`);
  }
  throw new Error('The server refused this person.');
}
