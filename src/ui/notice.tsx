import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { styled } from './styled.tsx';
import { appear, forcedLine } from './system.ts';

export type NoticeTone = 'neutral' | 'good' | 'warn' | 'bad';

const Frame = styled('div', {
  base: {
    ...appear,
    ...forcedLine,
    display: 'flex',
    alignItems: 'flex-start',
    gap: '3',
    px: '3',
    py: '2',
    minH: '12',
    borderRadius: 'card',
    textStyle: 'sm',
    color: 'text',
  },
  variants: {
    tone: {
      neutral: { bg: 'subtle' },
      good: { bg: 'goodTint' },
      warn: { bg: 'warnTint' },
      bad: { bg: 'badTint' },
    },
  },
});
const Mark = styled('span', {
  base: { display: 'grid', placeItems: 'center', flex: 'none', height: '32px' },
  variants: { tone: { neutral: { color: 'muted' }, good: { color: 'good' }, warn: { color: 'warn' }, bad: { color: 'bad' } } },
});
/** The button stands beside the sentence, or beneath it in a narrow place, in line with its first letter. */
const Words = styled('div', {
  base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '3', rowGap: '2', flex: '1 1 auto', minWidth: '0' },
});
const Sentence = styled('p', {
  base: { flex: '1 1 220px', minWidth: '0', margin: '0', minH: '8', alignContent: 'center', overflowWrap: 'anywhere' },
});
const Buttons = styled('div', { base: { display: 'flex', flexWrap: 'wrap', gap: '2', flex: 'none', maxW: 'full' } });

const icons: Record<NoticeTone, IconName> = { neutral: 'clock', good: 'check', warn: 'warning', bad: 'warning' };

export interface NoticeAction {
  readonly label: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly look?: 'filled' | 'outline';
}

export interface NoticeProps {
  readonly tone: NoticeTone;
  readonly icon?: IconName;
  /** One sentence: what happened, what is safe. */
  readonly children: ReactNode;
  /** The one thing to do. */
  readonly action?: NoticeAction | null;
  /** A way out beside it, where staying as it is must be said. */
  readonly second?: NoticeAction | null;
  readonly third?: NoticeAction | null;
  /** `alert` for what a person must hear now. */
  readonly role?: 'alert' | 'status' | 'note';
}

/** Where it happened: tint, icon, one sentence, one button. */
export function Notice({ tone, icon, children, action = null, second = null, third = null, role = 'note' }: NoticeProps): ReactNode {
  return (
    <Frame tone={tone} role={role}>
      <Mark tone={tone}>
        <Icon name={icon ?? icons[tone]} />
      </Mark>
      <Words>
        <Sentence>{children}</Sentence>
        {action === null ? null : (
          <Buttons>
            <Button look={action.look ?? 'outline'} onClick={action.onPress} disabled={action.disabled ?? false}>
              {action.label}
            </Button>
            {[second, third].map((other) =>
              other === null ? null : (
                <Button key={other.label} look="quiet" onClick={other.onPress}>
                  {other.label}
                </Button>
              ),
            )}
          </Buttons>
        )}
      </Words>
    </Frame>
  );
}
