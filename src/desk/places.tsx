import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import { Button, styled } from '../ui/index.ts';

const Frame = styled('div', {
  base: {
    display: 'grid',
    alignContent: 'center',
    justifyItems: 'center',
    gap: '1',
    flex: '1 1 0',
    minHeight: '0',
    px: '6',
    py: '6',
    bg: 'surface',
    textAlign: 'center',
  },
});
const Title = styled('h2', { base: { margin: '0', textStyle: 'lg', fontWeight: '600' } });
const Line = styled('p', { base: { margin: '0', maxW: '400px', textStyle: 'sm', color: 'muted' } });
const Way = styled('div', { base: { pt: '3' } });

export interface PlaceProps {
  readonly kind: 'choose' | 'gone' | 'staff-only';
  readonly onBack?: () => void;
}

/** Where there is no conversation to show, and why. */
export function Place({ kind, onBack }: PlaceProps): ReactNode {
  const t = useText();
  return (
    <Frame>
      <Title>{t(`desk.${kind}.title`)}</Title>
      <Line role={kind === 'gone' ? 'status' : undefined}>{t(`desk.${kind}.line`)}</Line>
      {onBack === undefined ? null : (
        <Way>
          <Button onClick={onBack}>{t('desk.gone.action')}</Button>
        </Way>
      )}
    </Frame>
  );
}
