import { type ComponentType, useEffect, useState } from 'react';
import { neededPart } from '../queries/parts.ts';
import { createBackoff } from '../session/backoff.ts';
import { LIMITS } from '../session/limits.ts';
import type { SaidProps } from './said.tsx';

const bring = neededPart('said', () => import(/* webpackChunkName: "said" */ './said.tsx'));
let Said: ComponentType<SaidProps> | null = null;

/** Has it fetched before anything was said, so that nobody waits for it then. Rejects where it cannot be had; the next call tries again. */
export async function fetchSaid(): Promise<void> {
  Said ??= (await bring()).Said;
}

/** Null until it is there: the composer is drawn before. Where it cannot be had it is tried again, and at once when the line is back. */
export function useSaid(): ComponentType<SaidProps> | null {
  const [, arrived] = useState(Said !== null);
  useEffect(() => {
    if (Said !== null) return undefined;
    const backoff = createBackoff({ firstMs: LIMITS.backoffFirstMs, maxMs: LIMITS.backoffMaxMs, random: Math.random });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const attempt = (): void => {
      clearTimeout(timer);
      fetchSaid().then(
        () => {
          if (!gone) arrived(true);
        },
        () => {
          if (!gone) timer = setTimeout(attempt, backoff.next());
        },
      );
    };
    addEventListener('online', attempt);
    attempt();
    return () => {
      gone = true;
      clearTimeout(timer);
      removeEventListener('online', attempt);
    };
  }, []);
  return Said;
}
