import { useEffect, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Persistence } from '../session/environment.ts';

/** Ms a message may wait before it is said where it is kept: most are sent before anybody could read it. */
const PATIENCE_MS = 2_000;

/** Where unsent text is kept, in words, while it matters: a message waits, or what is being written would be lost with the page. */
export function useKeptHint(persistence: Persistence, waiting: boolean, writing: boolean): string | null {
  const t = useText();
  const long = useLasting(waiting, PATIENCE_MS);
  if (persistence === 'memory') return waiting || writing ? t('composer.kept.memory') : null;
  return long ? t(`composer.kept.${persistence}`) : null;
}

function useLasting(now: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => setLasting(true), ms);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [now, ms]);
  return now && lasting;
}
