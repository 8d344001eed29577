import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import { Icon, Notice, styled } from '../ui/index.ts';

const Frame = styled('div', {
  base: {
    display: 'flex',
    flex: '1 1 auto',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2',
    minHeight: '0',
    px: '6',
    py: '6',
    textStyle: 'sm',
    color: 'muted',
    textAlign: 'center',
  },
});

/** One calm line where a chat would be; the host's developer is told the ways in the console. */
export function NotConnected(): ReactNode {
  const t = useText();
  return (
    <Frame role="status" data-state="not-connected">
      <Icon name="offline" />
      {t('error.not-connected')}
    </Frame>
  );
}

/** The server knows who asks, and says no. */
export function Refused(): ReactNode {
  const t = useText();
  return (
    <div style={{ padding: 16 }} data-state="refused">
      <Notice tone="bad" role="alert">
        {t('error.refused')}
      </Notice>
    </div>
  );
}
