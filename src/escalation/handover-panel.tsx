import { type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Handover, HandoverItem } from '../protocol/vocabulary.ts';
import { Button, focusRing, IconButton, Skeleton, styled, useSkeleton, VisuallyHidden } from '../ui/index.ts';
import { FieldLabel, InlinePanel, PanelButtons, TextArea } from './panel.tsx';

const Items = styled('ul', {
  base: {
    margin: '0',
    padding: '0',
    listStyleType: 'none',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'control',
  },
});
const ItemLine = styled('li', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '3',
    minH: '10',
    paddingInlineStart: '12px',
    paddingInlineEnd: '4px',
    textStyle: 'sm',
    '& + &': { borderTop: '1px solid', borderColor: 'line' },
  },
});
const Label = styled('label', { base: { flex: '0 0 auto', maxW: '45%', color: 'muted', overflowWrap: 'anywhere' } });
const Value = styled('input', {
  base: {
    ...focusRing,
    flex: '1 1 auto',
    minWidth: '0',
    minH: '8',
    px: '2',
    bg: 'transparent',
    color: 'text',
    fontFamily: 'inherit',
    textStyle: 'sm',
    fontVariantNumeric: 'tabular-nums',
    textOverflow: 'ellipsis',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '@media (pointer: coarse)': { fontSize: '16px' },
  },
});

export interface HandoverPanelProps {
  /** What would be passed on; null while it is prepared or when there is none to show. */
  readonly draft: Handover | null;
  readonly loading: boolean;
  /** True while the request is under way. */
  readonly busy: boolean;
  readonly onSend: (handover: Handover | undefined) => void;
  readonly onCancel: () => void;
}

/** The customer's consent: what a person will see, to be changed or thinned before it is sent. */
export function HandoverPanel(props: HandoverPanelProps): ReactNode {
  const t = useText();
  const skeleton = useSkeleton(props.loading);
  if (props.loading || skeleton) {
    return (
      <InlinePanel title={t('handover.title')} sentence={t('handover.loading')} onCancel={props.onCancel}>
        {skeleton ? <Skeleton lines={['90%', '70%', '40%']} /> : null}
        <PanelButtons>
          <Button look="quiet" onClick={props.onCancel}>
            {t('handover.cancel')}
          </Button>
        </PanelButtons>
      </InlinePanel>
    );
  }
  return <HandoverForm {...props} />;
}

function HandoverForm({ draft, busy, onSend, onCancel }: HandoverPanelProps): ReactNode {
  const t = useText();
  const field = useId();
  const [summary, setSummary] = useState(draft?.summary ?? '');
  const [items, setItems] = useState<readonly HandoverItem[]>(draft?.items ?? []);
  // Not `disabled` while it is under way: that would drop the focus on the page.
  const send = (): void => {
    // As it stands here, spaces and all: this is what is approved.
    if (!busy) onSend(summary.trim() === '' && items.length === 0 ? undefined : { summary, items });
  };
  const change = (key: string, value: string): void => setItems(items.map((one) => (one.key === key ? { ...one, value } : one)));
  return (
    <InlinePanel title={t('handover.title')} sentence={t('handover.sentence')} onCancel={onCancel}>
      <div>
        <FieldLabel htmlFor={field}>{t('handover.summary')}</FieldLabel>
        <TextArea id={field} rows={3} value={summary} maxLength={2000} onChange={(event) => setSummary(event.target.value)} />
      </div>
      {items.length === 0 ? null : (
        <Items aria-label={t('handover.items')}>
          {items.map((item) => (
            <ItemLine key={item.key}>
              <Label htmlFor={`${field} ${item.key}`}>
                {item.label}
                {item.masked ? <VisuallyHidden>{` (${t('handover.masked')})`}</VisuallyHidden> : null}
              </Label>
              <Value
                id={`${field} ${item.key}`}
                value={item.value}
                maxLength={2_000}
                onChange={(event) => change(item.key, event.target.value)}
              />
              <IconButton
                icon="close"
                label={t('handover.remove', { label: item.label })}
                onClick={() => setItems(items.filter((one) => one.key !== item.key))}
              />
            </ItemLine>
          ))}
        </Items>
      )}
      <PanelButtons>
        <Button look="quiet" onClick={onCancel}>
          {t('handover.cancel')}
        </Button>
        <Button look="filled" aria-disabled={busy} onClick={send}>
          {t('handover.send')}
        </Button>
      </PanelButtons>
    </InlinePanel>
  );
}

export interface LeaveMessagePanelProps {
  readonly busy: boolean;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** For when no one is on duty: the message stays in this conversation and is answered here. */
export function LeaveMessagePanel({ busy, onSend, onCancel }: LeaveMessagePanelProps): ReactNode {
  const t = useText();
  const field = useId();
  const [text, setText] = useState('');
  return (
    <InlinePanel title={t('leave.title')} onCancel={onCancel}>
      <div>
        <FieldLabel htmlFor={field}>{t('leave.field')}</FieldLabel>
        <TextArea id={field} rows={3} value={text} maxLength={8000} onChange={(event) => setText(event.target.value)} />
      </div>
      <PanelButtons>
        <Button look="quiet" onClick={onCancel}>
          {t('handover.cancel')}
        </Button>
        <Button look="filled" disabled={text.trim() === ''} aria-disabled={busy} onClick={() => (busy ? undefined : onSend(text.trim()))}>
          {t('leave.send')}
        </Button>
      </PanelButtons>
    </InlinePanel>
  );
}
