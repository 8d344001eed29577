import { type ReactNode, type Ref, useMemo } from 'react';
import { EscalationBanner, HandoverPanel, LeaveMessagePanel, transitionLines } from '../escalation/index.ts';
import { type Translate, useText } from '../i18n/index.ts';
import type { Handover, Participant, Viewer } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { LinkState } from '../session/link.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { activeRun, transcriptItems } from '../session/select.ts';
import { type OpenMessage, Transcript, type TranscriptActions } from '../transcript/index.ts';
import { styled, WIDE } from '../ui/index.ts';
import { ChatSkeleton } from './chat-skeleton.tsx';
import { ClosedBar } from './closed-bar.tsx';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { type Fault, FaultNotice } from './fault.tsx';
import { Header } from './header.tsx';
import { type LinePhase, LinkLine } from './link-line.tsx';

const Frame = styled('section', {
  base: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minWidth: '0',
    minHeight: '0',
    bg: 'surface',
    position: 'relative',
    containerType: 'inline-size',
    containerName: 'aics',
  },
});
const Foot = styled('div', {
  base: { flex: 'none', width: '100%', maxW: '768px', mx: 'auto', px: '4', pb: '2', [WIDE]: { px: '6', pb: '3' } },
});
const Stack = styled('div', { base: { display: 'flex', flexDirection: 'column', gap: '2', '&:not(:empty)': { paddingTop: '2' } } });

/** What a customer can do here; an absent one is not offered. */
export interface PanelActions {
  readonly onSend: (text: string) => void;
  readonly onDraft: (text: string) => void;
  readonly onTyping?: (typing: boolean) => void;
  readonly onStop?: (runId: string) => void;
  readonly onNew?: () => void;
  readonly onBack?: () => void;
  readonly onClose?: () => void;
  readonly onReopen?: () => void;
  readonly onRename?: (title: string) => void;
  readonly onRateConversation?: (score: number) => void;
  /** Opens the consent panel. */
  readonly onPerson?: () => void;
  readonly onSendHandover?: (handover: Handover | undefined) => void;
  readonly onLeave?: () => void;
  readonly onSendLeave?: (text: string) => void;
  readonly onCancelSheet?: () => void;
  readonly onReturn?: () => void;
  readonly onClaim?: () => void;
  readonly onEarlier?: () => void;
  readonly onRetryLine?: () => void;
  readonly onFaultAction?: (fault: Fault) => void;
}

/** A panel that is open above the composer. */
export type Sheet =
  | { readonly kind: 'handover'; readonly draft: Handover | null; readonly loading: boolean; readonly busy: boolean }
  | { readonly kind: 'leave'; readonly busy: boolean };

export interface ChatPanelProps extends PanelActions {
  readonly status: 'none' | 'loading' | 'ready' | 'not-found' | 'failed';
  readonly conversation: ConversationView | null;
  readonly outbox: readonly OutboxEntry[];
  /** Names the conversation also while it is being started: its transcript begins anew when this changes. */
  readonly conversationKey?: string | null;
  readonly link: LinkState;
  readonly linePhase?: LinePhase;
  readonly viewer: Viewer | null;
  readonly draft: string;
  readonly faults: readonly Fault[];
  readonly sheet: Sheet | null;
  readonly loadingEarlier: boolean;
  readonly title?: string;
  readonly placeholder?: string;
  readonly welcomeMessage?: string;
  /** Four questions a customer really asks; ours when left out. */
  readonly questions?: readonly string[];
  readonly mostBytes?: number;
  readonly transcriptActions?: TranscriptActions;
  readonly openMessage?: OpenMessage | null;
  readonly origins?: ReadonlySet<string>;
  /** At the end of the header, e.g. what closes a popup. */
  readonly headerEnd?: ReactNode;
  readonly composerRef?: Ref<HTMLTextAreaElement>;
}

/** The chat as it is seen, from values alone: the gallery shows every state of it. */
export function ChatPanel(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { conversation, status } = props;
  const title = conversation?.title ?? props.title ?? t('chat.title');
  const empty = isEmpty(props);
  const blocked = status === 'not-found' || (status === 'failed' && conversation === null);
  return (
    <Frame aria-label={t('chat.region', { title: props.title ?? t('chat.title') })}>
      <PanelHeader {...props} shownTitle={title} empty={empty} />
      {empty ? <Empty {...props} /> : <Middle {...props} />}
      <Foot>
        {blocked ? null : (
          <LinkLine
            link={lineOf(props)}
            typing={othersTyping(props)}
            onRetry={() => props.onRetryLine?.()}
            {...(props.linePhase === undefined ? {} : { phase: props.linePhase })}
          />
        )}
        <Above {...props} />
        {blocked ? null : <Bottom {...props} />}
      </Foot>
    </Frame>
  );
}

const isStaff = (props: Pick<ChatPanelProps, 'viewer'>): boolean => props.viewer?.role === 'AGENT';

function isEmpty({ status, conversation, outbox }: ChatPanelProps): boolean {
  if (outbox.length > 0) return false;
  return (
    status === 'none' ||
    (status === 'ready' && conversation !== null && conversation.messages.length === 0 && conversation.transitions.length === 0)
  );
}

/** Without any line open there is nothing to say, unless a message waits to start the conversation: that one needs a line. */
function lineOf({ link, outbox }: ChatPanelProps): LinkState {
  return link.status === 'idle' && outbox.length > 0 ? { status: 'connecting' } : link;
}

function othersTyping({ conversation, viewer }: ChatPanelProps): readonly Participant[] {
  return (conversation?.live.typing ?? []).filter((one) => one.id !== viewer?.id && one.role !== 'ASSISTANT');
}

/** Whether the way to a person is open: not while one is already asked for, and never for staff. */
function mayAskPerson(props: ChatPanelProps): boolean {
  const state = props.conversation?.escalation.state ?? 'AI';
  return (
    props.onPerson !== undefined &&
    !isStaff(props) &&
    props.conversation?.state !== 'CLOSED' &&
    (state === 'AI' || state === 'RETURNED' || state === 'ENDED')
  );
}

function PanelHeader(props: ChatPanelProps & { readonly shownTitle: string; readonly empty: boolean }): ReactNode {
  const t = useText();
  const { conversation, empty } = props;
  const open = conversation !== null && conversation.state === 'OPEN';
  return (
    <Header
      title={props.shownTitle}
      subtitle={subtitleOf(conversation, isStaff(props), t)}
      onBack={props.onBack ?? null}
      onNew={empty || isStaff(props) || props.status === 'not-found' ? null : (props.onNew ?? null)}
      onClose={open ? (props.onClose ?? null) : null}
      onRename={open ? (props.onRename ?? null) : null}
      onPerson={!empty && mayAskPerson(props) ? (props.onPerson ?? null) : null}
      headerEnd={props.headerEnd}
    />
  );
}

function subtitleOf(conversation: ConversationView | null, staff: boolean, t: Translate): string {
  if (staff && conversation) return t('chat.subtitle.customer', { name: conversation.customer.name });
  if (conversation?.state === 'CLOSED') return t('chat.subtitle.closed');
  const { state, agent } = conversation?.escalation ?? { state: 'AI', agent: null };
  return state === 'CONNECTED' && agent ? t('chat.subtitle.agent', { name: agent.name }) : t('chat.subtitle.assistant');
}

function Empty(props: ChatPanelProps): ReactNode {
  const t = useText();
  const questions = props.questions ?? [t('empty.question.1'), t('empty.question.2'), t('empty.question.3'), t('empty.question.4')];
  return (
    <EmptyState
      name={props.viewer?.name ?? null}
      welcome={props.welcomeMessage ?? null}
      questions={questions}
      onAsk={props.onSend}
      onPerson={mayAskPerson(props) ? (props.onPerson ?? null) : null}
    />
  );
}

function Middle(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { conversation, outbox } = props;
  const describe = useMemo(() => transitionLines(t), [t]);
  const items = useMemo(() => transcriptItems(conversation, outbox), [conversation, outbox]);
  if (conversation === null && items.length === 0)
    return props.status === 'loading' ? <ChatSkeleton waiting /> : <div style={{ flex: '1 1 0' }} />;
  return (
    <Transcript
      key={props.conversationKey ?? conversation?.id ?? ''}
      items={items}
      describe={describe}
      viewerId={isStaff(props) ? (props.viewer?.id ?? null) : null}
      hasEarlier={conversation?.hasEarlier ?? false}
      loadingEarlier={props.loadingEarlier}
      {...(props.onEarlier ? { onEarlier: props.onEarlier } : {})}
      {...(props.transcriptActions ? { actions: props.transcriptActions } : {})}
      openMessage={props.openMessage ?? null}
      {...(props.origins ? { origins: props.origins } : {})}
    />
  );
}

/** Faults where they happened, the state of an escalation, and an open panel: one under the other, above the composer. */
function Above(props: ChatPanelProps): ReactNode {
  const { conversation, faults, sheet } = props;
  const banner = conversation !== null && conversation.state === 'OPEN' && sheet === null;
  return (
    <Stack>
      {faults.map((fault) => (
        <FaultNotice key={fault.name} fault={fault} onAction={() => props.onFaultAction?.(fault)} />
      ))}
      {banner ? (
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
      {sheet?.kind === 'leave' ? (
        <LeaveMessagePanel busy={sheet.busy} onSend={(text) => props.onSendLeave?.(text)} onCancel={() => props.onCancelSheet?.()} />
      ) : null}
    </Stack>
  );
}

function Bottom(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { conversation, viewer } = props;
  if (conversation?.state === 'CLOSED') {
    return (
      <div style={{ paddingTop: 8, paddingBottom: 8 }}>
        <ClosedBar
          satisfaction={conversation.satisfaction}
          onReopen={props.onReopen ?? null}
          onRate={isStaff(props) ? null : (props.onRateConversation ?? null)}
        />
      </div>
    );
  }
  const run = activeRun(conversation);
  const { onStop } = props;
  const agent = conversation?.escalation.state === 'CONNECTED' && viewer?.role !== 'AGENT' ? conversation.escalation.agent : null;
  const reader = isStaff(props) ? conversation?.customer : agent;
  const placeholder = reader ? t('composer.placeholder.agent', { name: reader.name }) : (props.placeholder ?? t('composer.placeholder'));
  return (
    <div style={{ paddingTop: 8 }}>
      <Composer
        value={props.draft}
        onChange={props.onDraft}
        onSend={props.onSend}
        onStop={run && onStop ? () => onStop(run.runId) : null}
        placeholder={placeholder}
        hint={agent || isStaff(props) ? '' : t('composer.hint')}
        {...(props.mostBytes === undefined ? {} : { mostBytes: props.mostBytes })}
        {...(props.onTyping ? { onTyping: props.onTyping } : {})}
        {...(props.composerRef ? { ref: props.composerRef } : {})}
      />
    </div>
  );
}
