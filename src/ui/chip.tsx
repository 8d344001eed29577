import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { styled } from './styled.tsx';
import { forcedLine } from './system.ts';

const Frame = styled('span', {
  base: {
    ...forcedLine,
    display: 'inline-flex',
    alignItems: 'center',
    gap: '1',
    flex: 'none',
    maxW: 'full',
    px: '2',
    minH: '5',
    borderRadius: 'full',
    textStyle: 'xs',
    fontWeight: '500',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  variants: {
    tone: {
      neutral: { bg: 'subtle', color: 'muted' },
      good: { bg: 'goodTint', color: 'good' },
      warn: { bg: 'warnTint', color: 'warn' },
      bad: { bg: 'badTint', color: 'bad' },
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export interface ChipProps {
  readonly tone?: 'neutral' | 'good' | 'warn' | 'bad';
  readonly icon?: IconName;
  readonly children: ReactNode;
}

/** A short word about a state; never pressed. */
export function Chip({ tone = 'neutral', icon, children }: ChipProps): ReactNode {
  return (
    <Frame tone={tone}>
      {icon === undefined ? null : <Icon name={icon} size={12} />}
      {children}
    </Frame>
  );
}
