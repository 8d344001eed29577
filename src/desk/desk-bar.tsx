import type { ReactNode } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, Menu, Notice, type NoticeAction, type NoticeTone, styled, WIDE } from '../ui/index.ts';
import { ConfirmPanel } from './confirm-panel.tsx';
import { PassPanel } from './pass-panel.tsx';
import { SavedPanel } from './saved-panel.tsx';
import type { Desk } from './use-desk.ts';

const Stack = styled('div', { base: { display: 'flex', flexDirection: 'column', gap: '2' } });
const Tools = styled('div', { base: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '1' } });
const Gap = styled('span', { base: { flex: '1 1 auto' } });
const Wide = styled('span', { base: { display: 'none', [WIDE]: { display: 'contents' } } });
const Narrow = styled('span', { base: { display: 'contents', [WIDE]: { display: 'none' } } });

export interface DeskBarProps {
  readonly desk: Desk;
  readonly conversation: ConversationView;
}

/** How the open conversation stands to this member of staff, and what they can do about it; above the field. */
export function DeskBar({ desk, conversation }: DeskBarProps): ReactNode {
  const t = useText();
  const { actions, suggestion, standing } = desk;
  const failure = actions.failure ?? suggestion.failure;
  const dismiss = (): void => (actions.failure === null ? suggestion.dismiss() : actions.dismiss());
  return (
    <Stack role="group" aria-label={t('desk.bar')}>
      {failure === null ? null : (
        <Notice tone="warn" role="alert" action={{ label: t('desk.dismiss'), onPress: dismiss }}>
          {failure}
        </Notice>
      )}
      {standing === 'mine' ? <Mine desk={desk} conversation={conversation} /> : <Standing desk={desk} conversation={conversation} />}
    </Stack>
  );
}

interface Said {
  readonly tone: NoticeTone;
  readonly icon: 'person' | 'clock' | 'check';
  readonly text: string;
  readonly action?: NoticeAction;
  readonly second?: NoticeAction;
}

function Standing({ desk, conversation }: DeskBarProps): ReactNode {
  const t = useText();
  const said = saidOf(desk, conversation, t);
  if (said === null) return null;
  return (
    <Notice tone={said.tone} icon={said.icon} action={said.action ?? null} second={said.second ?? null}>
      {said.text}
    </Notice>
  );
}

function saidOf(desk: Desk, { id, escalation, customer, satisfaction }: ConversationView, t: Translate): Said | null {
  const agent = cleanLabel(escalation.agent?.name ?? t('escalation.someone'));
  const reason = escalation.reason === null ? t('desk.reason.none') : cleanLabel(escalation.reason);
  const name = cleanLabel(customer.name);
  const take: NoticeAction = {
    label: t('desk.claim'),
    onPress: () => desk.claim(id),
    disabled: desk.actions.busy,
    look: 'filled',
  };
  switch (desk.standing) {
    case 'waiting':
      return escalation.state === 'MESSAGE_LEFT'
        ? { tone: 'neutral', icon: 'clock', text: t('desk.bar.message-left', { name }), action: take }
        : { tone: 'warn', icon: 'clock', text: t('desk.bar.waiting', { name, reason }), action: take };
    case 'passed': {
      const why = escalation.transferReason;
      const text = why === null ? t('desk.bar.passed.plain') : t('desk.bar.passed', { reason: cleanLabel(why) });
      const decline = { label: t('desk.decline'), onPress: () => void desk.actions.pass(id, {}) };
      return { tone: 'warn', icon: 'person', text, action: take, second: decline };
    }
    case 'theirs':
      return { tone: 'neutral', icon: 'person', text: t('desk.bar.theirs', { name: agent }) };
    case 'passing':
      return { tone: 'neutral', icon: 'clock', text: t('desk.bar.passing', { name: agent }) };
    case 'closed':
      return {
        tone: 'neutral',
        icon: 'check',
        text: satisfaction === null ? t('desk.bar.closed') : t('desk.bar.closed.rated', { count: satisfaction }),
      };
    case 'back':
      return { tone: 'neutral', icon: 'check', text: t('desk.bar.back') };
    default:
      return null;
  }
}

function Mine({ desk, conversation }: DeskBarProps): ReactNode {
  const t = useText();
  const { panel, open, close, actions, suggestion } = desk;
  const { id } = conversation;
  const name = cleanLabel(conversation.customer.name);
  const leave = (): void => desk.select(null);
  const handBack = async (): Promise<void> => {
    if (await actions.handBack(id)) leave();
  };
  const draft = suggestion.titles;
  return (
    <>
      {draft === null ? null : (
        <Notice tone="neutral" icon="document" role="status">
          {draft.length === 0 ? t('desk.suggest.ready') : t('desk.suggest.sources', { titles: draft.map(cleanLabel).join(', ') })}
        </Notice>
      )}
      {panel === 'saved' ? <SavedPanel onInsert={suggestion.insert} onClose={close} /> : null}
      {panel === 'pass' ? (
        <PassPanel
          organizationId={conversation.organizationId}
          busy={actions.busy}
          onPass={(to) => void actions.pass(id, to).then((passed) => (passed ? close() : undefined))}
          onClose={close}
        />
      ) : null}
      {panel === 'return' ? (
        <ConfirmPanel kind="return" name={name} busy={actions.busy} onConfirm={() => void handBack()} onClose={close} />
      ) : null}
      {panel === 'end' ? (
        <ConfirmPanel kind="end" name={name} busy={actions.busy} onConfirm={() => void actions.end(id)} onClose={close} />
      ) : null}
      <Tools>
        <Button look="outline" icon="document" aria-disabled={suggestion.busy} onClick={suggestion.ask}>
          {suggestion.busy ? t('desk.suggest.busy') : t('desk.suggest')}
        </Button>
        <Button look="quiet" aria-expanded={panel === 'saved'} onClick={() => open('saved')}>
          {t('desk.saved')}
        </Button>
        <Gap />
        <Wide>
          {(['pass', 'return', 'end'] as const).map((one) => (
            <Button key={one} look="quiet" aria-expanded={panel === one} onClick={() => open(one)}>
              {t(`desk.${one}`)}
            </Button>
          ))}
        </Wide>
        <Narrow>
          <Menu
            label={t('desk.more')}
            items={(['pass', 'return', 'end'] as const).map((one) => ({ key: one, label: t(`desk.${one}`), onSelect: () => open(one) }))}
          />
        </Narrow>
      </Tools>
    </>
  );
}
