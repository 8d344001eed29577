import { useCallback, useEffect, useRef } from 'react';
import type { Viewer } from '../protocol/vocabulary.ts';
import { useSetPresence } from '../queries/staff.ts';
import type { LinkState } from '../session/link.ts';

export interface Duty {
  readonly on: boolean;
  set(on: boolean): Promise<unknown>;
}

/**
 * Whether this member of staff is on duty. The server keeps it only while a desk is connected (rule X-9), so whoever was on
 * duty when the desk went away, or the line did, is so again when it is back. Who chose to be off duty stays off.
 */
export function useDuty(viewer: Viewer | null, link: LinkState): Duty {
  const say = useSetPresence();
  const on = viewer?.presence === 'ONLINE';
  const lapsed = viewer?.presence === 'AWAY';
  const live = link.status === 'live';
  const staff = viewer?.role === 'AGENT';
  const wished = useRef(false);
  wished.current = on || lapsed;
  const wasLive = useRef(false);
  useEffect(() => {
    const came = live && !wasLive.current;
    wasLive.current = live;
    // What fails here is said again with the next line.
    if (staff && wished.current && (came || lapsed)) say('ONLINE').catch(() => undefined);
  }, [live, lapsed, staff, say]);
  const set = useCallback((next: boolean) => say(next ? 'ONLINE' : 'OFFLINE'), [say]);
  return { on, set };
}
