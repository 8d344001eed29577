import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { appear, styled } from './system.ts';

export type NoticeTone = 'neutral' | 'good' | 'warn' | 'bad';

const Frame = styled('div', {
  base: {
    ...appear, display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: '3', rowGap: '2', px: '3', py: '2', minH: '12',
    borderRadius: 'card', textStyle: 'sm', color: 'text',
  },
  variants: {
    tone: {
      neutral: { bg: 'subtle' }, good: { bg: 'goodTint' }, warn: { bg: 'warnTint' }, bad: { bg: 'badTint' },
    },
  },
});
const Mark = styled('span', {
  base: { flex: 'none' },
  variants: { tone: { neutral: { color: 'muted' }, good: { color: 'good' }, warn: { color: 'warn' }, bad: { color: 'bad' } } },
});
const Sentence = styled('p', { base: { flex: '1 1 180px', minWidth: '0', margin: '0', overflowWrap: 'anywhere' } });

const icons: Record<NoticeTone, IconName> = { neutral: 'clock', good: 'check', warn: 'warning', bad: 'warning' };

export interface NoticeAction { readonly label: string; readonly onPress: () => void; readonly disabled?: boolean; readonly look?: 'filled' | 'outline' }

export interface NoticeProps {
  readonly tone: NoticeTone;
  readonly icon?: IconName;
  /** One sentence: what happened, what is safe. */
  readonly children: ReactNode;
  /** The one thing to do. */
  readonly action?: NoticeAction | null;
  /** `alert` for what a person must hear now. */
  readonly role?: 'alert' | 'status' | 'note';
}

/** Where it happened: tint, icon, one sentence, one button. */
export function Notice({ tone, icon, children, action = null, role = 'note' }: NoticeProps): ReactNode {
  return (
    <Frame tone={tone} role={role}>
      <Mark tone={tone}><Icon name={icon ?? icons[tone]} /></Mark>
      <Sentence>{children}</Sentence>
      {action === null ? null : (
        <Button look={action.look ?? 'outline'} onClick={action.onPress} disabled={action.disabled ?? false}>{action.label}</Button>
      )}
    </Frame>
  );
}
