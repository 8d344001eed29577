import { type ComponentType, useEffect, useState } from 'react';
import type {
  HeadlessConversation,
  HeadlessConversationSummary,
  HeadlessModule,
  HeadlessProviderProps,
} from '../../../src/expose/headless-contract.ts';
import { Icon } from '../frame/icons.tsx';
import { Composer } from './composer.tsx';
import { Said } from './said.tsx';
import './own-chat.css';

export interface OwnChatProps {
  readonly userId: string;
  readonly organizationId: string | undefined;
  /** null: a new one. */
  readonly conversationId: string | null;
  readonly onOpen: (conversationId: string | null) => void;
}

/** The remote's hooks, and nothing it draws: every element of this chat is the shell's own. */
export function makeOwnChat(hooks: HeadlessModule): ComponentType<OwnChatProps> {
  const Provider = hooks.ChatHeadlessProvider as ComponentType<HeadlessProviderProps>;
  return function OwnChat({ userId, organizationId, ...place }: OwnChatProps) {
    return (
      <Provider userId={userId} organizationId={organizationId}>
        <div className="own" data-open={place.conversationId !== null || undefined}>
          <List hooks={hooks} {...place} />
          <Talk hooks={hooks} {...place} />
        </div>
      </Provider>
    );
  };
}

interface Part extends Pick<OwnChatProps, 'conversationId' | 'onOpen'> {
  readonly hooks: HeadlessModule;
}

function List({ hooks, conversationId, onOpen }: Part) {
  const [search, setSearch] = useState('');
  const { status, conversations, totalUnread, hasMore, loadMore, refresh } = hooks.useConversations({ search });
  return (
    <nav className="own-list" aria-label="Talks">
      <div className="own-list-head">
        <h2>Talks{totalUnread > 0 && <span className="figures own-count">{totalUnread} new</span>}</h2>
        <button type="button" className="button" onClick={() => onOpen(null)}>
          New talk
        </button>
      </div>
      <label className="field">
        <Icon name="search" />
        <input type="search" aria-label="Find a talk" placeholder="Find" onChange={(event) => setSearch(event.target.value)} />
      </label>
      {status === 'loading' && <p className="muted small own-pad">Reading…</p>}
      {status === 'failed' && (
        <p className="notice">
          <span>The talks could not be read.</span>
          <button type="button" className="button" onClick={refresh}>
            Again
          </button>
        </p>
      )}
      <ul className="own-rows">
        {conversations.map((one) => (
          <li key={one.id}>
            <Row talk={one} open={one.id === conversationId} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <button type="button" className="button" onClick={loadMore}>
          More
        </button>
      )}
    </nav>
  );
}

interface RowProps extends Pick<OwnChatProps, 'onOpen'> {
  readonly talk: HeadlessConversationSummary;
  readonly open: boolean;
}

function Row({ talk, open, onOpen }: RowProps) {
  return (
    <button type="button" className="own-row" aria-current={open || undefined} onClick={() => onOpen(talk.id)}>
      <span className="own-row-title">{talk.title ?? 'Without a title'}</span>
      {talk.state === 'CLOSED' && <span className="chip">done</span>}
      {talk.unreadCount > 0 && <span className="chip figures">{talk.unreadCount} new</span>}
    </button>
  );
}

const LINE: Record<string, string> = {
  idle: 'not connected yet',
  connecting: 'connecting',
  live: 'live',
  reconnecting: 'connecting again',
  offline: 'offline; what you write is kept',
  'signed-out': 'signed out',
  withdrawn: 'no longer yours to see',
};

function Talk({ hooks, conversationId, onOpen }: Part) {
  const chat = hooks.useConversation(conversationId);
  const { state, viewer, error } = hooks.useConnection(chat.conversationId);
  useArrived(chat, conversationId, onOpen);
  useRead(chat);
  const closed = chat.state === 'CLOSED';
  const say = (text: string): void => {
    // A refused message stays in `unsent`, where it says so itself.
    chat.send(text).catch(() => undefined);
  };
  return (
    <section className="own-talk" aria-label="Talk">
      <header className="own-head">
        <button type="button" className="icon-button own-back" onClick={() => onOpen(null)}>
          <Icon name="back" />
          <span className="visually-hidden">All talks</span>
        </button>
        <h2>{chat.title ?? (chat.conversationId === null ? 'A new talk' : 'Without a title')}</h2>
        <span className="muted small own-line" role="status">
          {viewer?.name ?? 'Nobody'}, {LINE[state] ?? state}
          {error && `: ${error.code}`}
        </span>
        {chat.conversationId !== null && (
          <button type="button" className="button" onClick={() => void (closed ? chat.reopen() : chat.close())}>
            {closed ? 'Open again' : 'Done'}
          </button>
        )}
      </header>
      <Said chat={chat} viewerId={viewer?.id ?? null} onAsk={say} />
      {!closed && <Composer answering={chat.answering} onSend={say} onStop={() => void chat.stop()} />}
    </section>
  );
}

/** The first question of a new talk gave it an id: the address takes it, so that a reload goes on from there. */
function useArrived({ conversationId: arrived }: HeadlessConversation, wanted: string | null, onOpen: OwnChatProps['onOpen']) {
  useEffect(() => {
    if (wanted === null && arrived !== null) onOpen(arrived);
  }, [wanted, arrived, onOpen]);
}

/** What is on the screen counts as read, and what comes while the page is hidden once it is looked at. */
function useRead({ markRead }: HeadlessConversation) {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') markRead();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [markRead]);
}
