import type { Carrier } from '../protocol/transport.ts';

/**
 * `idle`: no feed is open because none is asked for, so there is no line to speak of. Else the state of the line of one feed, what the screen shows of it. `sinceMs` is the clock's time (ms since
 * the epoch of `Environment.now`) at which the line went away; `attempt` counts from 1.
 */
export type LinkState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'live'; readonly carrier: Carrier }
  | { readonly status: 'reconnecting'; readonly sinceMs: number; readonly attempt: number }
  | { readonly status: 'offline' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'withdrawn' };

/** Same state: then nothing has to be drawn again. */
export function sameLink(a: LinkState, b: LinkState): boolean {
  if (a.status !== b.status) return false;
  if (a.status === 'live' && b.status === 'live') return a.carrier === b.carrier;
  if (a.status === 'reconnecting' && b.status === 'reconnecting') return a.sinceMs === b.sinceMs && a.attempt === b.attempt;
  return true;
}
