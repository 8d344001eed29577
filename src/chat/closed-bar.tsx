import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import { Button, focusRing, Notice, styled } from '../ui/index.ts';

const Frame = styled('div', { base: { display: 'flex', flexDirection: 'column', gap: '3' } });
const Ask = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '2', px: '1', textStyle: 'sm', color: 'muted' },
});
const Scores = styled('div', { base: { display: 'flex', gap: '1' } });
const Score = styled(Button, { base: { ...focusRing, minW: '36px', fontVariantNumeric: 'tabular-nums' } });

export interface ClosedBarProps {
  readonly satisfaction: number | null;
  /** Null when it can no longer be opened again. */
  readonly onReopen: (() => void) | null;
  readonly onRate: ((score: number) => void) | null;
}

/** In place of the composer once the conversation is closed. */
export function ClosedBar({ satisfaction, onReopen, onRate }: ClosedBarProps): ReactNode {
  const t = useText();
  return (
    <Frame>
      <Notice tone="neutral" icon="check" role="status" action={onReopen ? { label: t('closed.reopen'), onPress: onReopen } : null}>
        {satisfaction === null ? t('closed.sentence') : t('closed.rated', { count: satisfaction })}
      </Notice>
      {satisfaction === null && onRate ? (
        <Ask>
          <span>{t('closed.rate')}</span>
          <Scores role="group" aria-label={t('closed.rate')}>
            {[1, 2, 3, 4, 5].map((score) => (
              <Score key={score} aria-label={t('closed.rate.score', { count: score })} onClick={() => onRate(score)}>
                {score}
              </Score>
            ))}
          </Scores>
        </Ask>
      ) : null}
    </Frame>
  );
}
