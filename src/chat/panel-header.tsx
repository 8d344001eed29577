import type { ReactNode } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { MenuItem } from '../ui/index.ts';
import { Header } from './header.tsx';
import { type ChatPanelProps, isStaff, mayAskPerson } from './panel-props.ts';
import { slot } from './slots.ts';

interface PanelHeaderProps extends ChatPanelProps {
  readonly empty: boolean;
  readonly onShortcuts: () => void;
}

/** The bar above, ours or the host's, with what can be done now. */
export function PanelHeader(props: PanelHeaderProps): ReactNode {
  const t = useText();
  const { conversation, empty, readOnly = false } = props;
  const title = conversation?.title ?? props.title ?? t('chat.title');
  const subtitle = subtitleOf(conversation, isStaff(props), t);
  const open = conversation !== null && conversation.state === 'OPEN' && !readOnly;
  // A conversation that was not found offers a new one where it says so.
  const gone = props.status === 'not-found' || props.faults.some((fault) => fault.name === 'not-found');
  const onNew = empty || gone || readOnly || isStaff(props) ? null : (props.onNew ?? null);
  const onClose = open ? (props.onClose ?? null) : null;
  const onPerson = !empty && mayAskPerson(props) ? (props.onPerson ?? null) : null;
  const onBack = props.onBack ?? null;
  const Own = slot(props.components?.Header);
  if (Own) {
    return (
      <>
        <Own
          title={title}
          subtitle={subtitle}
          conversationId={conversation?.id ?? null}
          onNew={onNew}
          onClose={onClose}
          onPerson={onPerson}
          onBack={onBack}
        />
        {props.headerEnd}
      </>
    );
  }
  return (
    <Header
      title={title}
      subtitle={subtitle}
      standing={subtitle === t('chat.subtitle.assistant')}
      onBack={onBack}
      onNew={onNew}
      onClose={onClose}
      onRename={open ? (props.onRename ?? null) : null}
      onPerson={onPerson}
      more={moreOf(props, t)}
      headerEnd={props.headerEnd}
    />
  );
}

function moreOf(props: PanelHeaderProps, t: Translate): readonly MenuItem[] {
  const items: MenuItem[] = [];
  const { onExport, onPrint } = props;
  if (!props.empty && props.conversation !== null) {
    if (onExport) items.push({ key: 'export', label: t('export.markdown'), icon: 'down', onSelect: onExport });
    if (onPrint) items.push({ key: 'print', label: t('export.print'), onSelect: onPrint });
  }
  items.push(...(props.menuItems ?? []));
  items.push({ key: 'shortcuts', label: t('shortcuts.title'), onSelect: props.onShortcuts });
  return items;
}

function subtitleOf(conversation: ConversationView | null, staff: boolean, t: Translate): string {
  if (staff && conversation) return t('chat.subtitle.customer', { name: conversation.customer.name });
  if (conversation?.state === 'CLOSED') return t('chat.subtitle.closed');
  const { state, agent } = conversation?.escalation ?? { state: 'AI', agent: null };
  return state === 'CONNECTED' && agent ? t('chat.subtitle.agent', { name: agent.name }) : t('chat.subtitle.assistant');
}
