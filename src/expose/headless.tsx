import './needs-react.ts';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { TextProvider, useLocale } from '../i18n/index.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { Outcome } from '../protocol/commands.ts';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import { useCommands, useOutbox } from '../queries/commands.ts';
import { useMessage, useConversation as useView } from '../queries/conversation.ts';
import { useConversations as useList } from '../queries/conversations.ts';
import { useViewer } from '../queries/viewer.ts';
import { ChatRuntimeProvider, THREE_WAYS } from '../runtime.tsx';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { activeRun } from '../session/select.ts';
import { checkedProps } from './check-props.ts';
import { NOTHING, result } from './command-result.ts';
import type { ChatContextItem, ChatErrorCode, ChatErrorEvent } from './contract.ts';
import type {
  CommandResult,
  HeadlessConnection,
  HeadlessConversation,
  HeadlessConversations,
  HeadlessProviderProps,
  UnsentMessage,
} from './headless-contract.ts';

/** Who the page says is asking, for the hooks below a provider. */
const AskedFor = createContext<Pick<HeadlessProviderProps, 'userId' | 'organizationId'>>({});

/** Gives the hooks below it their server and identity; instances with the same ones share a connection and a cache with every other chat on the page. */
export function ChatHeadlessProvider({ children, ...given }: HeadlessProviderProps): ReactNode {
  const { connection, userId, organizationId, useWebSocket, persistence, recorder, locale, onIdentityChange } = checkedProps(
    'ChatHeadlessProvider',
    given,
  );
  const asked = useMemo(() => ({ userId, organizationId }), [userId, organizationId]);
  return (
    <TextProvider locale={locale}>
      <ChatRuntimeProvider {...{ connection, userId, useWebSocket, persistence, recorder, onIdentityChange }}>
        <AskedFor value={asked}>{children as ReactNode}</AskedFor>
      </ChatRuntimeProvider>
    </TextProvider>
  );
}

/** One conversation, live: what was said, what is not sent yet, and what can be done. With null, a new one. */
export function useConversation(conversationId: string | null): HeadlessConversation {
  const locale = useLocale();
  const { organizationId } = useContext(AskedFor);
  const { id, key, begin } = useStarted(conversationId);
  const { status, conversation, loadEarlier } = useView(id);
  const outbox = useOutbox(key);
  const commands = useCommands();
  const messages = useLiveMessages(id, conversation);
  const answer = messages.findLast((message) => message.author.role === 'ASSISTANT') ?? null;
  const run = activeRun(conversation);
  const target = id ?? (outbox.length > 0 ? key : null);
  const send = useCallback(
    (text: string, context?: readonly ChatContextItem[]) => {
      const sent = commands.send(target, text, { locale, organizationId, context });
      if (target === null) begin(sent.conversationKey, sent.conversationId);
      return sent.conversationId;
    },
    [commands, target, locale, organizationId, begin],
  );
  const on = (ask: (open: string) => Promise<Outcome>): Promise<CommandResult> =>
    id === null ? Promise.resolve(NOTHING) : result(ask(id));
  const newest = messages.at(-1)?.createdSeq;
  const markRead = useCallback(() => {
    if (id !== null && newest !== undefined) commands.markRead(id, newest);
  }, [commands, id, newest]);
  return {
    status,
    conversationId: id,
    title: conversation?.title ?? null,
    state: conversation?.state ?? null,
    escalation: conversation?.escalation.state ?? 'AI',
    agent: conversation?.escalation.agent?.name ?? null,
    messages,
    unsent: useUnsent(outbox),
    step: run !== null && answer?.activity?.state === 'STARTED' ? answer.activity.label : null,
    answering: run !== null,
    hasEarlier: conversation?.hasEarlier ?? false,
    loadEarlier,
    send,
    retryUnsent: commands.retryUnsent,
    discardUnsent: commands.discardUnsent,
    stop: () => (run === null ? Promise.resolve(NOTHING) : result(commands.stop(run.runId))),
    retry: () => (run !== null || !answer?.runId ? Promise.resolve(NOTHING) : result(commands.retryRun(answer.runId))),
    rename: (title) => on((open) => commands.rename(open, title)),
    close: () => on((open) => commands.close(open)),
    reopen: () => on((open) => commands.reopen(open)),
    rate: (score, comment) => on((open) => commands.rateConversation(open, score, comment)),
    rateMessage: (messageId, rating, reason) => result(commands.rateMessage(messageId, rating, reason)),
    requestPerson: (reason) => on((open) => commands.requestHuman(open, reason === undefined ? {} : { reason })),
    markRead,
  };
}

/** The person's conversations, live, newest activity first. */
export function useConversations(filter: { readonly search?: string; readonly open?: boolean } = {}): HeadlessConversations {
  const { search, open } = filter;
  const { organizationId } = useContext(AskedFor);
  const states = open === undefined ? undefined : [open ? ('OPEN' as const) : ('CLOSED' as const)];
  const { status, conversations, totalUnread, hasMore, loadMore, retry } = useList({ states, search, organizationId });
  return { status, conversations, totalUnread, hasMore, loadMore, refresh: retry };
}

/** The state of the line of a conversation; of the list, while one is shown, without an id. */
export function useConnection(conversationId: string | null = null): HeadlessConnection {
  const { link, error, retry } = useView(conversationId);
  const { viewer, error: viewerError } = useViewer(useContext(AskedFor));
  const found = viewerError ?? error;
  const told = useMemo(() => (found === null ? null : eventOf(found, conversationId)), [found, conversationId]);
  const { recorder } = useChatRuntime();
  const exportRecording = useCallback(() => recorder.export(), [recorder]);
  return { state: link.status, viewer, error: told, reconnect: retry, exportRecording };
}

interface Started {
  readonly id: string | null;
  /** Also of one that is only being started. */
  readonly key: string | null;
  readonly begin: (key: string, arrived: Promise<string>) => void;
}

function useStarted(wanted: string | null): Started {
  const [own, setOwn] = useState<{ readonly key: string; readonly id: string | null } | null>(null);
  const latest = useRef<string | null>(null);
  // The page chose a conversation: what was started here is one among others now.
  useEffect(() => {
    if (wanted === null) return;
    latest.current = null;
    setOwn(null);
  }, [wanted]);
  const begin = useCallback((key: string, arrived: Promise<string>) => {
    latest.current = key;
    setOwn({ key, id: null });
    const arrive = (id: string): void => {
      if (latest.current === key) setOwn({ key: id, id });
    };
    // A refused start stays in `unsent`, where it says so itself.
    arrived.then(arrive, () => undefined);
  }, []);
  const id = wanted ?? own?.id ?? null;
  return { id, key: id ?? own?.key ?? null, begin };
}

/** The view keeps its identity while an answer grows; here its newest text is put in. */
function useLiveMessages(id: string | null, view: ConversationView | null): readonly MessageView[] {
  const open = activeRun(view)?.messageId ?? '';
  const live = useMessage(id ?? '', open);
  const messages = view?.messages ?? NO_MESSAGES;
  return useMemo(() => (live === null ? messages : messages.map((one) => (one.id === live.id ? live : one))), [messages, live]);
}

function useUnsent(outbox: readonly OutboxEntry[]): readonly UnsentMessage[] {
  return useMemo(() => outbox.map(({ id, text, state, error }) => ({ id, text, state, reason: error?.message ?? null })), [outbox]);
}

const NO_MESSAGES: readonly MessageView[] = [];

function eventOf(error: ChatError, conversationId: string | null): ChatErrorEvent {
  return { code: codeOf(error), message: error.message, conversationId, retryAfterMs: error.retryAfterMs };
}

function codeOf({ kind, code, message }: ChatError): ChatErrorCode {
  if (message === THREE_WAYS) return 'not-connected';
  if (code === 'RATE_LIMITED') return 'rate-limited';
  if (code === 'NOT_FOUND' || kind === 'withdrawn') return 'not-found';
  if (kind === 'signed-out' || kind === 'expired') return 'signed-out';
  return kind === 'refused' ? 'refused' : 'unreachable';
}

export { useEscalation } from './use-escalation.ts';

export default ChatHeadlessProvider;
