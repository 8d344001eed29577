import type { ReactNode } from 'react';
import { InlinePanel, PanelButtons } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import { Button, styled } from '../ui/index.ts';

const Reply = styled('p', {
  base: {
    margin: '0',
    px: '3',
    borderInlineStart: '2px solid',
    borderColor: 'line',
    textStyle: 'md',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    unicodeBidi: 'plaintext',
    maxH: '96px',
    overflowY: 'auto',
  },
});

/** By this machine's clock, which only spares a press that would be refused: the server decides (C-9). */
export function canReopen({ state, reopenableUntil }: Pick<ConversationView, 'state' | 'reopenableUntil'>): boolean {
  return state === 'CLOSED' && reopenableUntil !== null && Date.parse(reopenableUntil) > Date.now();
}

export interface ReopenPanelProps {
  /** The reply that waits for the choice. */
  readonly text: string;
  readonly busy: boolean;
  readonly onReopen: () => void;
  readonly onNew: () => void;
  readonly onCancel: () => void;
}

/** Asked of whoever replies to a closed conversation: never reopened without being said. */
export function ReopenPanel({ text, busy, onReopen, onNew, onCancel }: ReopenPanelProps): ReactNode {
  const t = useText();
  return (
    <InlinePanel title={t('closed.ask.title')} sentence={t('closed.ask.sentence')} onCancel={onCancel}>
      <Reply>{text}</Reply>
      <PanelButtons>
        <Button look="quiet" onClick={onCancel}>
          {t('handover.cancel')}
        </Button>
        <Button onClick={onNew}>{t('closed.ask.new')}</Button>
        <Button look="filled" aria-disabled={busy} onClick={() => (busy ? undefined : onReopen())}>
          {t('closed.ask.reopen')}
        </Button>
      </PanelButtons>
    </InlinePanel>
  );
}
