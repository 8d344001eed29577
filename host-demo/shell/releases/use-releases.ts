import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { checkReleases, onRunning, runningVersion } from '@/features/ai-cs-agent/remote.ts';
import type { RunningVersion } from '../../../host/index.ts';
import { readConfig } from '../config.ts';
import { getAs, postAs } from '../identity/session.ts';

/** What the demo's server says of the releases it gives. */
export interface ReleasesState {
  readonly revision: number;
  readonly channel: string;
  readonly gives: string;
  readonly before: string | null;
  /** Built from the working tree. */
  readonly newest: string;
  readonly older: { readonly version: string; readonly state: 'building' | 'ready' | 'missing'; readonly why: string | null } | null;
  readonly broken: readonly string[];
}

export type ReleaseAction = 'promote' | 'roll-back' | 'break' | 'mend';

const PATH = '/demo/releases';
const AGAIN_MS = 2_000;

/** Whether a registry decides here which version of the chat runs. */
export function useReleased(): boolean {
  const [released, setReleased] = useState(false);
  useEffect(() => {
    readConfig().then(
      (config) => setReleased(config.releases !== undefined),
      () => undefined,
    );
  }, []);
  return released;
}

export const useRunning = (): RunningVersion | null => useSyncExternalStore(onRunning, runningVersion);

export interface Releases {
  readonly state: ReleasesState | null;
  /** The server did not answer when it was asked last; it is asked again. */
  readonly silent: boolean;
  /** Why the last press did nothing; empty when it did something. */
  readonly refused: string;
  readonly press: (action: ReleaseAction) => void;
}

/** The server's releases while somebody looks at them: another person may move them, and one is built meanwhile. */
export function useReleases(): Releases {
  const [state, setState] = useState<ReleasesState | null>(null);
  const [silent, setSilent] = useState(false);
  const [refused, setRefused] = useState('');
  useEffect(() => {
    const leaving = new AbortController();
    const read = () => {
      getAs<ReleasesState>(PATH, leaving.signal).then(
        (now) => {
          setSilent(false);
          setState((known) => newer(known, now));
        },
        () => setSilent(!leaving.signal.aborted),
      );
    };
    read();
    const timer = setInterval(read, AGAIN_MS);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, []);
  const press = useCallback(
    (action: ReleaseAction) => {
      if (!state) return;
      postAs<ReleasesState>(`${PATH}/${action}`, { revision: state.revision })
        .then((now) => {
          setRefused('');
          setState((known) => newer(known, now));
          return checkReleases();
        })
        .catch((error: unknown) => setRefused(error instanceof Error ? error.message : String(error)));
    },
    [state],
  );
  return { state, silent, refused, press };
}

/** An answer that was slow says nothing about now. */
const newer = (known: ReleasesState | null, now: ReleasesState): ReleasesState => (known && known.revision > now.revision ? known : now);
