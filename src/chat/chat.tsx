import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { type EscalationCallback, useEscalationCallback } from '../escalation/index.ts';
import { useLocale, useText } from '../i18n/index.ts';
import type { ContextItem } from '../protocol/context.ts';
import { type ChatCommands, useCommands, useOutbox } from '../queries/commands.ts';
import { useConversation, useMessage } from '../queries/conversation.ts';
import { useStorageNotice, useViewer } from '../queries/viewer.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { OpenMessage, TranscriptActions } from '../transcript/index.ts';
import { ChatPanel, type PanelActions } from './chat-panel.tsx';
import { type Current, useCurrent } from './current.ts';
import { useDrafts } from './drafts.ts';
import { type Faults, useFaults } from './faults.ts';
import { useRead } from './read.ts';
import { type SheetState, useSheet } from './sheet.ts';

export interface ChatProps {
  /** Controlled: the open conversation, null is a new one. Left out: the chat keeps its own. */
  readonly conversationId?: string | null;
  readonly initialConversationId?: string;
  readonly onConversationChange?: (conversationId: string | null) => void;
  /** As the host believes it; a disagreement with the token is refused by the server. */
  readonly userId?: string;
  readonly organizationId?: string;
  readonly title?: string;
  readonly placeholder?: string;
  readonly welcomeMessage?: string;
  /** Goes along with the next question; once per value. */
  readonly context?: readonly ContextItem[];
  /** Put into the field while it is empty; again when it changes. */
  readonly suggestedMessage?: string;
  /** Four questions for the empty state. */
  readonly questions?: readonly string[];
  readonly onEscalation?: EscalationCallback;
  /** Exact origins links in answers may open. */
  readonly origins?: ReadonlySet<string>;
  /** A way back, where the chat is one pane of two in a narrow place. */
  readonly onBack?: () => void;
  /** Last in the header, e.g. what closes the popup the chat lies in. */
  readonly headerEnd?: ReactNode;
}

/** The chat wired to the store: transcript, composer, escalation and the state of the line. */
export function Chat(props: ChatProps): ReactNode {
  const t = useText();
  const current = useCurrent(props);
  const found = useConversation(current.id);
  const outbox = useOutbox(current.key);
  const commands = useCommands();
  const { viewer, error: viewerError } = useViewer({ userId: props.userId, organizationId: props.organizationId });
  const storage = useStorageNotice();
  const drafts = useDrafts(current.key, props.suggestedMessage);
  const composer = useRef<HTMLTextAreaElement>(null);
  const startNew = useCallback(() => {
    current.startNew();
    composer.current?.focus();
  }, [current.startNew]);
  const faults = useFaults({ ...found, viewerError, storage, onNew: startNew });
  const sheet = useSheet(current.id);
  const send = useSend(props, current, commands, outbox);
  const edit = useCallback(
    (unsent: string) => {
      drafts.set(commands.editUnsent(unsent));
      composer.current?.focus();
    },
    [commands, drafts.set],
  );
  const inTranscript = useTranscriptActions(commands, faults, send, edit);
  const openMessage = useMemo(() => (current.id === null ? null : openMessageOf(current.id)), [current.id]);
  useEscalationCallback(found.conversation, current.startedHere, props.onEscalation);
  useRead(found.conversation, viewer?.id ?? null);
  const askPerson = (): void => (current.id === null ? send(t('person.message')) : sheet.open('handover'));
  const { title, placeholder, welcomeMessage, questions, origins, onBack, headerEnd } = props;
  return (
    <ChatPanel
      {...found}
      {...{ title, placeholder, welcomeMessage, questions, origins, onBack, headerEnd }}
      {...panelActions(current.id ?? '', commands, faults, sheet)}
      outbox={outbox}
      conversationKey={current.key}
      viewer={viewer}
      draft={drafts.text}
      faults={faults.shown}
      sheet={sheet.sheet}
      transcriptActions={inTranscript}
      openMessage={openMessage}
      composerRef={composer}
      onSend={send}
      onDraft={drafts.set}
      onNew={startNew}
      onPerson={askPerson}
      onRetryLine={found.retry}
      onEarlier={() => {
        found.loadEarlier().catch(faults.report);
      }}
    />
  );
}

/** The open answer from its own subscription: tokens never pass through the list. */
function openMessageOf(conversationId: string): OpenMessage {
  return function LiveMessage({ message, children }) {
    const fresh = useMessage(conversationId, message.id);
    return children(fresh ?? message);
  };
}

function useSend(props: ChatProps, current: Current, commands: ChatCommands, outbox: readonly OutboxEntry[]): (text: string) => void {
  const locale = useLocale();
  const { context, organizationId } = props;
  const { id, key, begin } = current;
  const handed = useRef<readonly ContextItem[] | undefined>(undefined);
  // A second message while the first is still starting the conversation waits behind it.
  const target = id ?? (outbox.length > 0 ? key : null);
  return useCallback(
    (text: string) => {
      const fresh = context !== undefined && JSON.stringify(context) !== JSON.stringify(handed.current) ? context : undefined;
      handed.current = context;
      const sent = commands.send(target, text, { context: fresh, organizationId, locale });
      if (target === null) begin(sent);
    },
    [commands, target, context, organizationId, locale, begin],
  );
}

function useTranscriptActions(
  commands: ChatCommands,
  { run }: Faults,
  suggest: (text: string) => void,
  editUnsent: (id: string) => void,
): TranscriptActions {
  return useMemo(
    () => ({
      retryRun: (runId) => void run(commands.retryRun(runId)),
      rate: (messageId, rating) => void run(commands.rateMessage(messageId, rating)),
      suggest,
      editUnsent,
      retryUnsent: (unsent) => commands.retryUnsent(unsent),
      discardUnsent: (unsent) => commands.discardUnsent(unsent),
    }),
    [commands, run, suggest, editUnsent],
  );
}

function panelActions(
  id: string,
  commands: ChatCommands,
  { run, act }: Faults,
  sheet: SheetState,
): Omit<PanelActions, 'onSend' | 'onDraft'> {
  return {
    onTyping: (typing) => {
      if (id !== '') commands.typing(id, typing);
    },
    onStop: (runId) => void run(commands.stop(runId)),
    onClose: () => void run(commands.close(id)),
    onReopen: () => void run(commands.reopen(id)),
    onRename: (title) => void run(commands.rename(id, title)),
    onRateConversation: (score) => void run(commands.rateConversation(id, score)),
    onSendHandover: (handover) => sheet.during(run(commands.requestHuman(id, { handover }))),
    onLeave: () => sheet.open('leave'),
    onSendLeave: (text) => sheet.during(run(commands.leaveMessage(id, text))),
    onCancelSheet: sheet.close,
    onReturn: () => void run(commands.returnToAssistant(id)),
    onClaim: () => void run(commands.claim(id)),
    onFaultAction: act,
  };
}
