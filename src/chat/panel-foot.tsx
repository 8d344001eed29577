import type { ReactNode } from 'react';
import { EscalationBanner, HandoverPanel, LeaveMessagePanel, QueueVoice } from '../escalation/index.ts';
import { type Translate, useText } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import { activeRun } from '../session/select.ts';
import { LOW, styled } from '../ui/index.ts';
import { ClosedBar } from './closed-bar.tsx';
import { Composer } from './composer.tsx';
import { useDraftText } from './drafts.ts';
import { errorNameOf, faultText } from './error-name.ts';
import { type Fault, FaultNotice } from './fault.tsx';
import { useKeptHint } from './kept.ts';
import { type ChatPanelProps, isStaff } from './panel-props.ts';
import { canReopen, ReopenPanel } from './reopen.tsx';
import { slot } from './slots.ts';

const Stack = styled('div', {
  base: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2',
    '&:not(:empty)': { paddingTop: '2' },
    [LOW]: { maxH: '40cqh', overflowY: 'auto' },
  },
  // What is being filled in has the place of the log.
  variants: { sheet: { true: { [LOW]: { maxH: 'calc(100cqh - 96px)' } }, false: {} } },
});
const Last = styled('div', { base: { paddingTop: '2', [LOW]: { paddingTop: '1' } } });
const Shut = styled('div', { base: { py: '2', [LOW]: { maxH: '50cqh', overflowY: 'auto', py: '1' } } });
const Quiet = styled('p', { base: { margin: '0', px: '1', py: '3', textStyle: 'sm', color: 'muted', textAlign: 'center' } });

/** Faults where they happened, the state of an escalation, and an open panel: one under the other, above the composer. */
export function Above(props: ChatPanelProps): ReactNode {
  const { conversation, faults, sheet, readOnly = false } = props;
  const banner = conversation !== null && conversation.state === 'OPEN' && sheet === null && !readOnly;
  return (
    <Stack sheet={sheet !== null}>
      {faults.map((fault) => (
        <OneFault key={fault.name} fault={fault} {...props} />
      ))}
      {props.bar}
      {banner && props.bar === undefined ? (
        <EscalationBanner
          escalation={conversation.escalation}
          live={conversation.live}
          staffId={isStaff(props) ? (props.viewer?.id ?? '') : null}
          onAsk={() => props.onPerson?.()}
          onReturn={() => props.onReturn?.()}
          onLeaveMessage={() => props.onLeave?.()}
          {...(props.onClaim ? { onClaim: props.onClaim } : {})}
        />
      ) : null}
      {sheet?.kind === 'handover' ? (
        <HandoverPanel
          draft={sheet.draft}
          loading={sheet.loading}
          busy={sheet.busy}
          onSend={(handover) => props.onSendHandover?.(handover)}
          onCancel={() => props.onCancelSheet?.()}
        />
      ) : null}
      {sheet?.kind === 'reopen' ? (
        <ReopenPanel
          text={sheet.text}
          busy={sheet.busy}
          onReopen={() => props.onReopenWith?.(sheet.text)}
          onNew={() => props.onNewWith?.(sheet.text)}
          onCancel={() => props.onCancelSheet?.()}
        />
      ) : null}
      {sheet?.kind === 'leave' ? (
        <LeaveMessagePanel busy={sheet.busy} onSend={(text) => props.onSendLeave?.(text)} onCancel={() => props.onCancelSheet?.()} />
      ) : null}
    </Stack>
  );
}

/** Apart from what is drawn above the composer, which takes room as soon as it holds anything. */
export function Voice(props: ChatPanelProps): ReactNode {
  const { conversation } = props;
  if (conversation === null || isStaff(props) || props.announce === 'off') return null;
  return <QueueVoice key={conversation.id} escalation={conversation.escalation} live={conversation.live} />;
}

function OneFault({ fault, ...props }: ChatPanelProps & { readonly fault: Fault }): ReactNode {
  const t = useText();
  const act = (): void => props.onFaultAction?.(fault);
  const Own = slot(props.components?.Error);
  if (!Own) return <FaultNotice fault={fault} onAction={act} />;
  return <Own code={errorNameOf(fault)} message={faultText(fault, t)} onAction={act} />;
}

/** Where one writes; what stands there when one cannot. */
export function Bottom(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { conversation, readOnly = false } = props;
  if (readOnly && props.bar !== undefined) return null;
  if (readOnly) return <Quiet role="note">{t('chat.read-only')}</Quiet>;
  if (conversation?.state === 'CLOSED') {
    const closing = conversation.transitions.findLast((one) => one.type === 'ConversationChanged' && one.state === 'CLOSED');
    return (
      <Shut>
        <ClosedBar
          key={conversation.id}
          closing={closing?.type === 'ConversationChanged' ? closing : null}
          viewerId={props.viewer?.id ?? conversation.customer.id}
          satisfaction={conversation.satisfaction}
          onReopen={canReopen(conversation) && props.sheet?.kind !== 'reopen' ? (props.onReopen ?? null) : null}
          onRate={isStaff(props) ? null : (props.onRateConversation ?? null)}
        />
        {isStaff(props) || props.sheet?.kind === 'reopen' ? null : (
          <Last>
            <Writing {...props} />
          </Last>
        )}
      </Shut>
    );
  }
  return (
    <Last>
      <Writing {...props} />
    </Last>
  );
}

/** What a reply comes to is said before it is written. */
function closedPlaceholder(conversation: ConversationView | null, t: Translate): string | null {
  if (conversation?.state !== 'CLOSED') return null;
  return t(canReopen(conversation) ? 'closed.placeholder' : 'closed.placeholder.new');
}

/** Drawn again with every letter, and nothing else of the chat with it. */
function Writing(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { conversation, draft, onStop } = props;
  const text = useDraftText(draft);
  const kept = useKeptHint(props.persistence ?? 'session', props.outbox.length > 0, text !== '');
  const run = activeRun(conversation);
  const agent = conversation?.escalation.state === 'CONNECTED' && !isStaff(props) ? conversation.escalation.agent : null;
  const reader = isStaff(props) ? conversation?.customer : agent;
  const placeholder =
    closedPlaceholder(conversation, t) ??
    (reader ? t('composer.placeholder.agent', { name: reader.name }) : (props.placeholder ?? t('composer.placeholder')));
  const stop = run && onStop ? () => onStop(run.runId) : null;
  const Own = slot(props.components?.Composer);
  if (Own) {
    const send = (): void => {
      if (text.trim() === '') return;
      props.onSend(text.trim());
      draft.set('');
    };
    return <Own value={text} placeholder={placeholder} onChange={draft.set} onSend={send} onStop={stop} />;
  }
  return (
    <Composer
      value={text}
      onChange={draft.set}
      onSend={props.onSend}
      onStop={stop}
      placeholder={placeholder}
      hint={kept ?? (agent || isStaff(props) ? '' : (props.disclaimer ?? t('composer.hint')))}
      {...(props.recent === undefined ? {} : { recent: props.recent })}
      {...(props.mostBytes === undefined ? {} : { mostBytes: props.mostBytes })}
      {...(props.onTyping ? { onTyping: props.onTyping } : {})}
      {...(props.composerRef ? { ref: props.composerRef } : {})}
    />
  );
}
