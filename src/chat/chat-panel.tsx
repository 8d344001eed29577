import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Participant } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { LinkState } from '../session/link.ts';
import { seenMessage } from '../session/seen.ts';
import { createItems, readUpTo } from '../session/select.ts';
import { cleanLabel, MessageSlotContext, useReadable } from '../transcript/index.ts';
import { focusRingAt, LOW, styled, WIDE } from '../ui/index.ts';
import { ChatSkeleton } from './chat-skeleton.tsx';
import { EmptyState } from './empty-state.tsx';
import { useKeyboard } from './keyboard.ts';
import { fetchSaid, useSaid } from './late-said.ts';
import { LINE_SAID, LinkLine } from './link-line.tsx';
import { Above, Bottom, Voice } from './panel-foot.tsx';
import { PanelHeader } from './panel-header.tsx';
import { type ChatPanelProps, isStaff, mayAskPerson } from './panel-props.ts';
import type { SaidProps } from './said.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { slot } from './slots.ts';

const Frame = styled('section', {
  base: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minWidth: '0',
    minHeight: '0',
    bg: 'surface',
    position: 'relative',
    // Its size comes from its place alone, so that what lies in it may go by its height as well.
    containerType: 'size',
    containerName: 'aics',
    ...focusRingAt('-2px'),
    // What floats over the end of the log stands above the line's state.
    [`&:has([${LINE_SAID}])`]: { '--aics-line-room': '24px' },
  },
});
const Foot = styled('div', {
  base: { flex: 'none', width: '100%', maxW: '768px', mx: 'auto', px: '4', pb: '2', [WIDE]: { px: '6', pb: '3' }, [LOW]: { pb: '1' } },
});

/** The chat as it is seen, from values alone: the gallery shows every state of it. */
export function ChatPanel(props: ChatPanelProps): ReactNode {
  const t = useText();
  const own = useRef<HTMLTextAreaElement>(null);
  const composerRef: RefObject<HTMLTextAreaElement | null> = props.composerRef ?? own;
  const { conversation, status, onShortcuts } = props;
  const { frame, helping, setHelping, finding, endFinding, ...keys } = useKeyboard(composerRef, onShortcuts);
  const empty = isEmpty(props);
  const blocked = status === 'not-found' || (status === 'failed' && conversation === null);
  const foot = { ...props, composerRef };
  useEffect(() => void fetchSaid().catch(() => undefined), []);
  return (
    <Frame ref={frame} tabIndex={-1} aria-label={t('chat.region', { title: props.title ?? t('chat.title') })} {...keys}>
      <PanelHeader {...props} empty={empty} onShortcuts={onShortcuts ?? (() => setHelping(true))} />
      <MessageSlotContext value={props.components?.Message ?? null}>
        {empty ? <Empty {...props} /> : <Middle {...props} find={finding} onFindEnd={endFinding} />}
      </MessageSlotContext>
      {/* What stands in place of the composer is another thing, not the composer grown: nothing is moved by it. */}
      <Foot key={conversation?.state === 'CLOSED' ? 'closed' : 'open'}>
        {blocked ? null : (
          <LinkLine
            link={lineOf(props)}
            typing={othersTyping(props)}
            onRetry={() => props.onRetryLine?.()}
            {...(props.linePhase === undefined ? {} : { phase: props.linePhase })}
          />
        )}
        <Voice {...props} />
        <Above {...foot} />
        {blocked ? null : <Bottom {...foot} />}
      </Foot>
      {helping ? <Shortcuts onClose={() => setHelping(false)} /> : null}
    </Frame>
  );
}

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

function Empty(props: ChatPanelProps): ReactNode {
  const t = useText();
  const { viewer, readOnly = false } = props;
  const name = viewer?.name ?? null;
  const all = props.questions ?? [t('empty.question.1'), t('empty.question.2'), t('empty.question.3'), t('empty.question.4')];
  const questions = readOnly ? [] : all;
  const onPerson = mayAskPerson(props) ? (props.onPerson ?? null) : null;
  const Own = slot(props.components?.Empty);
  if (Own) return <Own name={name} prompts={questions} onAsk={props.onSend} onPerson={onPerson} />;
  const first = name === null ? '' : (cleanLabel(name).split(/\s/u)[0] ?? '');
  const ours = name === null ? t('empty.greeting.anonymous') : t('empty.greeting', { name: first });
  const greeting = props.greeting === undefined ? ours : cleanLabel(props.greeting.replaceAll('{name}', first)).trim();
  return (
    <EmptyState greeting={greeting} welcome={props.welcomeMessage ?? null} questions={questions} onAsk={props.onSend} onPerson={onPerson} />
  );
}

/** The reader's mark as it was when the conversation came: it is moved on before anything of it is drawn. */
function useOpenedAt(conversation: ConversationView | null, reader: string): number | null {
  const opened = useRef<{ readonly of: string; readonly seq: number } | null>(null);
  if (conversation === null) return null;
  const of = `${reader} ${conversation.id}`;
  if (opened.current?.of !== of) opened.current = { of, seq: readUpTo(conversation, reader) };
  return opened.current.seq;
}

function Middle({ find, onFindEnd, ...props }: ChatPanelProps & Pick<SaidProps, 'find' | 'onFindEnd'>): ReactNode {
  const { conversation, outbox } = props;
  const readable = useReadable();
  const Said = useSaid();
  const [itemsOf] = useState(createItems);
  const items = itemsOf(conversation, outbox);
  // Until it is known who looks, it is taken for the customer: the line "New" would move what is read if it came later.
  const reader = props.viewer?.id ?? conversation?.customer.id ?? '';
  const seen = useMemo(() => conversation && seenMessage(conversation, reader), [conversation, reader]);
  const openedAt = useOpenedAt(conversation, reader);
  const nothing = conversation === null && items.length === 0;
  if (nothing && props.status !== 'loading') return <div style={{ flex: '1 1 0' }} />;
  const answered = items.some((item) => item.kind === 'message' && item.message.author.role !== 'USER');
  if (nothing || Said === null || (answered && !readable)) return <ChatSkeleton waiting />;
  return (
    <Said
      key={props.conversationKey ?? conversation?.id ?? ''}
      {...{ items, reader, seen, find, onFindEnd }}
      viewerId={isStaff(props) ? (props.viewer?.id ?? null) : null}
      hasEarlier={conversation?.hasEarlier ?? false}
      loadingEarlier={props.loadingEarlier}
      {...(props.onEarlier ? { onEarlier: props.onEarlier } : {})}
      {...(props.transcriptActions && !props.readOnly ? { actions: props.transcriptActions } : {})}
      openMessage={props.openMessage ?? null}
      {...(props.origins ? { origins: props.origins } : {})}
      readSeq={openedAt}
      {...(props.announce ? { announce: props.announce } : {})}
    />
  );
}
