import { type ReactNode, useEffect, useState } from 'react';
import { CloseIcon } from './launcher-parts.tsx';
import type { Words } from './words.ts';

/** Ms after the page came: first the page, then the offer of help. */
const AFTER_MS = 1_500;

const keyOf = (teaser: string): string => `aics-teaser|${teaser.slice(0, 200)}`;

/** Storage may be off; then a teaser comes once for each page, which is how often this asks. */
function seen(teaser: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(teaser)) !== null;
  } catch {
    return false;
  }
}
function remember(teaser: string): void {
  try {
    sessionStorage.setItem(keyOf(teaser), '1');
  } catch {
    // It is only not remembered.
  }
}

export interface TeaserState {
  readonly shown: boolean;
  readonly dismiss: () => void;
}

/** Whether the teaser is to be seen: once per text and session, a moment after the page came, until it is sent away or the chat was opened. */
export function useTeaser(teaser: string | undefined, opened: boolean): TeaserState {
  const [shown, setShown] = useState<string | null>(null);
  const wanted = opened || !teaser ? null : teaser;
  useEffect(() => {
    if (wanted === null || seen(wanted)) return undefined;
    const timer = setTimeout(() => {
      remember(wanted);
      setShown(wanted);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return { shown: wanted !== null && shown === wanted, dismiss: () => setShown(null) };
}

interface TeaserProps {
  teaser: string;
  words: Words;
  onOpen: () => void;
  onDismiss: () => void;
}

/** One sentence beside the button: pressing it opens the chat. */
export function Teaser({ teaser, words, onOpen, onDismiss }: TeaserProps): ReactNode {
  return (
    <div className="aics-launcher-teaser" role="group" aria-label={words('launcher.teaser')}>
      <button type="button" className="aics-launcher-plain aics-launcher-said" onClick={onOpen}>
        {teaser}
      </button>
      <button type="button" className="aics-launcher-plain" aria-label={words('launcher.dismiss')} onClick={onDismiss}>
        <CloseIcon size={16} />
      </button>
    </div>
  );
}
