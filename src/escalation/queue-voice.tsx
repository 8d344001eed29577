import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import type { Escalation, LiveState } from '../protocol/vocabulary.ts';
import { VisuallyHidden } from '../ui/index.ts';

/** At most one place in line is read aloud in so many ms; what changed meanwhile is told as it is at the end of them. */
const EVERY_MS = 10_000;

export interface QueueVoiceProps {
  readonly escalation: Escalation;
  readonly live: Pick<LiveState, 'queuePosition' | 'etaSeconds' | 'overdue'>;
}

/**
 * Reads the place in line aloud when it changes. The banner, which shows it, is silent: it is drawn again with each
 * estimate. To be mounted as long as the conversation is: where one stands at the beginning is read by going there.
 */
export function QueueVoice({ escalation, live }: QueueVoiceProps): ReactNode {
  const t = useText();
  const place = escalation.state === 'QUEUED' ? live.queuePosition : null;
  const late = place !== null && live.overdue;
  const words = place === null ? '' : late ? t('escalation.voice.late') : wordsOf(place, live.etaSeconds, t);
  const said = useThinned(late ? 'late' : place, words);
  return (
    <VisuallyHidden as="div" aria-live="polite" aria-atomic="true" data-announcer="line">
      {said === '' ? null : <p key={said}>{said}</p>}
    </VisuallyHidden>
  );
}

function wordsOf(position: number, etaSeconds: number | null, t: Translate): string {
  if (etaSeconds === null) return t('escalation.voice', { position });
  return t('escalation.voice.eta', { position, count: Math.max(1, Math.round(etaSeconds / 60)) });
}

/** The words for the newest place, not more often than every so many ms, and only when the place is another than was told. */
function useThinned(place: number | 'late' | null, words: string): string {
  const [said, setSaid] = useState('');
  const told = useRef(place);
  const next = useRef(0);
  const latest = useRef(words);
  latest.current = words;
  useEffect(() => {
    if (place === told.current) return undefined;
    if (place === null) {
      told.current = null;
      setSaid('');
      return undefined;
    }
    const say = (): void => {
      told.current = place;
      next.current = Date.now() + EVERY_MS;
      setSaid(latest.current);
    };
    const wait = next.current - Date.now();
    if (wait <= 0) {
      say();
      return undefined;
    }
    const timer = setTimeout(say, wait);
    return () => clearTimeout(timer);
  }, [place]);
  return said;
}
