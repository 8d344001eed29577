import type { ReactNode } from 'react';
import { useText } from '../i18n/index.ts';
import { Skeleton, styled, useSkeleton, VisuallyHidden, WIDE } from '../ui/index.ts';

const Frame = styled('div', {
  base: {
    flex: '1 1 0',
    minHeight: '0',
    overflow: 'hidden',
    width: '100%',
    maxW: '768px',
    mx: 'auto',
    px: '4',
    py: '6',
    [WIDE]: { px: '6' },
  },
});
const Answer = styled('div', { base: { paddingInlineStart: '36px', marginTop: '24px' } });
const Own = styled('div', { base: { marginTop: '24px', marginInlineStart: 'auto', width: '48%' } });

/** The shape of a conversation while it is fetched. Its room is taken at once, its bars appear only when it takes long. */
export function ChatSkeleton({ waiting }: { readonly waiting: boolean }): ReactNode {
  const t = useText();
  const shown = useSkeleton(waiting);
  return (
    <Frame aria-busy="true">
      <VisuallyHidden>{t('line.connecting')}</VisuallyHidden>
      {shown ? (
        <>
          <Own>
            <Skeleton lines={['100%']} />
          </Own>
          <Answer>
            <Skeleton lines={['30%', '92%', '84%', '56%']} />
          </Answer>
          <Own>
            <Skeleton lines={['100%']} />
          </Own>
          <Answer>
            <Skeleton lines={['30%', '88%', '62%']} />
          </Answer>
        </>
      ) : null}
    </Frame>
  );
}
