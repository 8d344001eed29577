import { type ReactNode, type Ref, useCallback, useMemo, useRef } from 'react';
import { type EscalationCallback, type EscalationChangeCallback, useEscalationCallbacks } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import type { ContextItem } from '../protocol/context.ts';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import { type ChatCommands, useCommands, useOutbox } from '../queries/commands.ts';
import { useConversation, useMessage } from '../queries/conversation.ts';
import { useGrowth } from '../queries/growth.ts';
import { usePersistence, useStorageNotice, useViewer } from '../queries/viewer.ts';
import type { Announce, OpenMessage, TranscriptActions } from '../transcript/index.ts';
import { useAtWork } from './at-work.ts';
import { useAttention } from './attention.ts';
import { ChatPanel } from './chat-panel.tsx';
import { useCurrent } from './current.ts';
import { useDrafts } from './drafts.ts';
import { faultText } from './error-name.ts';
import { type ChatEvents, tell, useEvents } from './events.ts';
import type { Fault } from './fault.tsx';
import { type Faults, useFaults } from './faults.ts';
import { type ChatHandle, useHandle } from './handle.ts';
import type { PanelActions } from './panel-props.ts';
import { questionsFor } from './questions.ts';
import { useRead } from './read.ts';
import { useRecent } from './recent.ts';
import { useSend } from './send.ts';
import type { Slots } from './slots.ts';
import { type Steps, useSteps } from './steps.ts';
import { useTranscriptExport } from './transcript-export.ts';

export interface ChatProps extends ChatEvents {
  readonly ref?: Ref<ChatHandle>;
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
  /** Goes along with the first question of each conversation. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Put into the field while it is empty; again when it changes. */
  readonly suggestedMessage?: string;
  readonly startScreen?: { readonly greeting?: string; readonly prompts?: readonly string[] };
  readonly disclaimer?: string;
  readonly readOnly?: boolean;
  readonly announce?: Announce;
  /** Counts in the page's title while it is hidden; on where nothing is said. */
  readonly titleBadge?: boolean;
  readonly components?: Slots;
  readonly onEscalation?: EscalationCallback;
  readonly onEscalationChange?: EscalationChangeCallback;
  /** Exact origins links in answers may open. */
  readonly origins?: ReadonlySet<string>;
  /** Above the composer, in place of what is said of the escalation. */
  readonly bar?: ReactNode;
  /** In place of the chat's own card of keys. */
  readonly onShortcuts?: () => void;
  /** A way back, where the chat is one pane of two in a narrow place. */
  readonly onBack?: () => void;
  /** Last in the header, e.g. what closes the popup the chat lies in. */
  readonly headerEnd?: ReactNode;
}

/** The chat wired to the store: transcript, composer, escalation and the state of the line. */
export function Chat(props: ChatProps): ReactNode {
  const {
    title,
    placeholder,
    welcomeMessage,
    startScreen,
    context,
    disclaimer,
    readOnly,
    announce,
    components,
    origins,
    onBack,
    headerEnd,
    bar,
    onShortcuts,
  } = props;
  const t = useText();
  const chat = useWiring(props);
  const { current, found, viewer, drafts, outbox, faults, attention } = chat;
  const questions = useMemo(() => questionsFor(startScreen?.prompts, context, t), [startScreen?.prompts, context, t]);
  const denied: readonly Fault[] = attention.denied ? [{ name: 'notifications' }] : [];
  const id = current.id ?? '';
  const shownTitle = found.conversation?.title ?? title ?? t('chat.title');
  const { download, print } = chat.transcript;
  return (
    <ChatPanel
      {...found}
      {...{ title, placeholder, welcomeMessage, questions, disclaimer, readOnly, announce, components, origins, onBack }}
      {...{ headerEnd, bar, onShortcuts }}
      {...panelActions(id, chat.commands, faults, chat.steps)}
      greeting={startScreen?.greeting}
      outbox={outbox}
      conversationKey={current.key}
      viewer={viewer}
      draft={drafts}
      persistence={usePersistence()}
      faults={[...faults.shown, ...denied]}
      sheet={chat.steps.sheet.sheet}
      transcriptActions={chat.inTranscript}
      openMessage={chat.openMessage}
      composerRef={chat.composer}
      recent={useRecent(found.conversation, outbox, viewer?.id ?? null)}
      menuItems={attention.items}
      onSend={chat.steps.replies.say}
      onNew={chat.startNew}
      onPerson={() => void chat.steps.person.ask()}
      onRetryLine={found.retry}
      onFaultAction={(fault) => (fault.name === 'notifications' ? attention.dismiss() : faults.act(fault))}
      onEarlier={() => void found.loadEarlier().catch(faults.report)}
      onExport={() => void download(id, shownTitle).catch(faults.report)}
      onPrint={() => void print(id, shownTitle).catch(faults.report)}
    />
  );
}

/** Everything the panel shows and the page is told, for the conversation that is open. */
function useWiring(props: ChatProps) {
  const t = useText();
  const { readOnly = false } = props;
  const current = useCurrent(props);
  const found = useConversation(current.id);
  const outbox = useOutbox(current.key);
  const commands = useCommands();
  const { recorder } = useChatRuntime();
  const { viewer, error: viewerError } = useViewer({ userId: props.userId, organizationId: props.organizationId });
  const viewerId = viewer?.id ?? null;
  const composer = useRef<HTMLTextAreaElement>(null);
  // The host may know who it is before the server says so: what is begun meanwhile is kept, as what is sent is.
  const drafts = useDrafts(current.key, props.suggestedMessage, viewerId ?? props.userId ?? null, composer);
  const startNew = useCallback(() => {
    current.startNew();
    composer.current?.focus();
  }, [current.startNew]);
  const faults = useFaults({ ...found, viewerError, storage: useStorageNotice(), onNew: startNew });
  const { run } = faults;
  const send = useSend(props, current, commands, outbox);
  const edit = useCallback(
    (unsent: string) => {
      drafts.set(commands.editUnsent(unsent));
      composer.current?.focus();
    },
    [commands, drafts],
  );
  const steps = useSteps({
    ...{ id: current.id, conversation: found.conversation, readOnly, staff: viewer?.role === 'AGENT' },
    ...{ commands, faults, send, setDraft: drafts.set, opening: t('person.message') },
  });
  const { replies, person } = steps;
  const inTranscript = useTranscriptActions(commands, faults, replies.say, edit);
  const openMessage = useMemo(() => (current.id === null ? null : openMessageOf(current.id)), [current.id]);
  const transcript = useTranscriptExport();
  const { startedHere } = current;
  useEscalationCallbacks(current.id, found.conversation, props, tell);
  useRead(found.conversation, viewerId, composer);
  const describe = useCallback((fault: Fault) => faultText(fault, t), [t]);
  useAtWork({ conversation: found.conversation, outbox, draft: drafts, sheet: steps.sheet.sheet });
  useEvents({ ...found, startedHere, outbox, faults: faults.shown, describe }, props);
  const attention = useAttention(found.conversation, viewerId, { startedHere, titleBadge: props.titleBadge ?? true });
  useHandle(props.ref, {
    conversation: found.conversation,
    outbox,
    readOnly,
    composer,
    send: replies.say,
    person,
    stop: (runId) => run(commands.stop(runId)),
    retryRun: (runId) => run(commands.retryRun(runId)),
    retryUnsent: (unsent) => commands.retryUnsent(unsent),
    setDraft: drafts.set,
    startNew,
    open: current.open,
    close: (id) => run(commands.close(id)),
    exported: () => transcript.markdown(current.id),
    recording: () => recorder.export(),
  });
  return {
    ...{ current, found, outbox, commands, viewer, composer, drafts, startNew, faults, steps },
    ...{ inTranscript, openMessage, transcript, attention },
  };
}

/** The open answer from its own subscription: tokens never pass through the list. */
function openMessageOf(conversationId: string): OpenMessage {
  return function LiveMessage({ steady = false, ...props }) {
    return steady ? (
      <GrowingMessage conversationId={conversationId} {...props} />
    ) : (
      <EachMessage conversationId={conversationId} {...props} />
    );
  };
}

type OpenProps = Parameters<OpenMessage>[0] & { readonly conversationId: string };

function EachMessage({ conversationId, message, children }: OpenProps): ReactNode {
  return children(useMessage(conversationId, message.id) ?? message, null);
}

function GrowingMessage({ conversationId, message, children }: OpenProps): ReactNode {
  const { message: fresh, growth } = useGrowth(conversationId, message.id);
  return children(fresh ?? message, growth);
}

function useTranscriptActions(
  commands: ChatCommands,
  { run }: Faults,
  suggest: (text: string) => unknown,
  editUnsent: (id: string) => void,
): TranscriptActions {
  return useMemo(
    () => ({
      retryRun: (runId) => void run(commands.retryRun(runId)),
      rate: (messageId, rating, reason) => void run(commands.rateMessage(messageId, rating, reason)),
      attempts: (messageId, attempt) => commands.attempts(messageId, attempt),
      suggest: (text) => void suggest(text),
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
  { run }: Faults,
  { sheet, person, replies }: Steps,
): Omit<PanelActions, 'onSend' | 'onFaultAction'> {
  return {
    onTyping: (typing) => {
      if (id !== '') commands.typing(id, typing);
    },
    onStop: (runId) => void run(commands.stop(runId)),
    onClose: () => void run(commands.close(id)),
    onReopen: () => void run(commands.reopen(id)),
    onRename: (title) => void run(commands.rename(id, title)),
    onRateConversation: (score, comment) => void run(commands.rateConversation(id, score, comment)),
    onSendHandover: person.consent,
    onReopenWith: replies.reopen,
    onNewWith: replies.anew,
    onLeave: () => sheet.open('leave'),
    onSendLeave: (text) => void sheet.during(run(commands.leaveMessage(id, text))),
    onCancelSheet: () => (sheet.sheet?.kind === 'reopen' ? replies.keep() : person.dismiss()),
    onReturn: () => void run(commands.returnToAssistant(id)),
    onClaim: () => void run(commands.claim(id)),
  };
}
