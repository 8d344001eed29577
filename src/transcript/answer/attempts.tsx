import { type ReactNode, use, useEffect, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import type { MessageAttempt } from '../../protocol/vocabulary.ts';
import type { MessageView } from '../../session/conversation.ts';
import { isOpen } from '../../session/select.ts';
import { IconButton, styled } from '../../ui/index.ts';
import { ActionsContext } from '../actions.ts';

const Frame = styled('div', {
  base: { display: 'flex', alignItems: 'center', textStyle: 'xs', color: 'muted', fontVariantNumeric: 'tabular-nums' },
});

export interface Attempts {
  /** The answer as it is to be shown: the present one or an earlier attempt. */
  readonly shown: MessageView;
  /** From 1; the present one is the last. */
  readonly at: number;
  readonly count: number;
  go(at: number): void;
}

const none: readonly MessageAttempt[] = [];

/** Earlier attempts at an answer are asked for once it has ended again; a failure to get them leaves the present one alone. */
export function useAttempts(message: MessageView): Attempts {
  const { attempts: load } = use(ActionsContext);
  const { id, attempt } = message;
  const wanted = load !== undefined && attempt > 1 && !isOpen(message);
  const [earlier, setEarlier] = useState<readonly MessageAttempt[]>(none);
  const [picked, setPicked] = useState<number | null>(null);
  useEffect(() => {
    setPicked(null);
    if (!wanted) return undefined;
    let gone = false;
    load(id, attempt).then(
      (found) => {
        if (!gone) setEarlier(found.filter((one) => one.attempt < attempt && one.text !== ''));
      },
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [wanted, load, id, attempt]);
  const before = wanted ? earlier : none;
  const count = before.length + 1;
  const at = Math.min(picked ?? count, count);
  const old = before[at - 1];
  return {
    at,
    count,
    go: setPicked,
    shown: old ? { ...message, text: old.text, state: old.state, sources: old.sources, error: null } : message,
  };
}

/** "2 of 3" between two arrows. */
export function AttemptPager({ at, count, go }: Attempts): ReactNode {
  const t = useText();
  if (count < 2) return null;
  return (
    <Frame role="group" aria-label={t('attempts.label')}>
      <Step label={t('attempts.earlier')} end={at <= 1} onPress={() => go(at - 1)} />
      <span aria-live="polite">{t('attempts.place', { at, count })}</span>
      <Step label={t('attempts.later')} flip end={at >= count} onPress={() => go(at + 1)} />
    </Frame>
  );
}

interface StepProps {
  readonly label: string;
  readonly flip?: boolean;
  readonly end: boolean;
  readonly onPress: () => void;
}

/** At its end it is not `disabled`: that would take the focus from under the finger that pages. */
function Step({ label, flip = false, end, onPress }: StepProps): ReactNode {
  return <IconButton icon="back" flip={flip} label={label} aria-disabled={end} onClick={end ? undefined : onPress} />;
}
