import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../../../src/expose/contract.ts';
import type { HeadlessConversation, UnsentMessage } from '../../../src/expose/headless-contract.ts';
import { readable } from './readable.ts';

interface SaidProps {
  readonly chat: HeadlessConversation;
  readonly viewerId: string | null;
  readonly onAsk: (question: string) => void;
}

const ENDED: Partial<Record<ChatMessage['state'], string>> = {
  STOPPED: 'Stopped',
  TRUNCATED: 'Cut off: too long',
  FAILED: 'Could not be finished',
  INTERRUPTED: 'Interrupted',
};

/** What was said, as a table of who and what; the newest line stays in view while it grows. */
export function Said({ chat, viewerId, onAsk }: SaidProps) {
  const end = useRef<HTMLDivElement>(null);
  const { messages, unsent, status } = chat;
  const grown = messages.reduce((length, one) => length + one.text.length, unsent.length);
  useEffect(() => {
    if (grown > 0) end.current?.scrollIntoView({ block: 'end' });
  }, [grown]);
  const asked = chat.answering ? [] : (messages.at(-1)?.suggestions ?? []);
  const state = statement(chat);
  return (
    <div className="own-said">
      {status === 'none' && unsent.length === 0 && <p className="muted own-pad">Ask something. It is answered here, and kept.</p>}
      {chat.hasEarlier && (
        <button type="button" className="button" onClick={() => void chat.loadEarlier().catch(() => undefined)}>
          What was said before
        </button>
      )}
      <ol aria-label="What was said" aria-busy={status === 'loading'}>
        {messages.map((message) => (
          <Line key={message.id} message={message} own={message.author.id === viewerId} chat={chat} />
        ))}
        {unsent.map((one) => (
          <Unsent key={one.id} one={one} chat={chat} />
        ))}
      </ol>
      {state && (
        <p className="muted small own-pad" role="status">
          {state}
        </p>
      )}
      {asked.length > 0 && (
        <div className="own-next">
          {asked.map((question) => (
            <button key={question} type="button" className="button" onClick={() => onAsk(question)}>
              {question}
            </button>
          ))}
        </div>
      )}
      <div ref={end} />
    </div>
  );
}

function statement({ status, step, escalation, agent, state }: HeadlessConversation): string | null {
  if (status === 'loading') return 'Reading…';
  if (status === 'not-found') return 'There is no such talk, or it is no longer yours.';
  if (status === 'failed') return 'This talk could not be read.';
  if (state === 'CLOSED') return 'This talk is done.';
  if (step !== null) return step;
  if (escalation === 'CONNECTED') return `You are talking to ${agent ?? 'a person'}.`;
  return escalation === 'QUEUED' ? 'Waiting for a person.' : null;
}

function Line({ message, own, chat }: { message: ChatMessage; own: boolean; chat: HeadlessConversation }) {
  const { author, text, state, sources } = message;
  const ended = ENDED[state];
  return (
    <li className="own-said-line" data-state={state} data-own={own || undefined}>
      <b>{own ? 'You' : author.name}</b>
      <div>
        {author.role === 'ASSISTANT' ? readable(text) : text}
        {sources.length > 0 && (
          <p className="small own-sources">
            From:{' '}
            {sources.map((source, at) => (
              <span key={source.url}>
                {at > 0 && ', '}
                {source.title}
              </span>
            ))}
          </p>
        )}
        {ended && (
          <p className="small muted">
            {ended}.{' '}
            {!chat.answering && (
              <button type="button" className="button" onClick={() => void chat.retry()}>
                Answer again
              </button>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

function Unsent({ one, chat }: { one: UnsentMessage; chat: HeadlessConversation }) {
  return (
    <li className="own-said-line" data-state={one.state} data-own>
      <b>You</b>
      <div>
        {one.text}
        <p className="small muted">
          {one.state === 'refused' ? `Not sent: ${one.reason ?? 'refused'} ` : 'On its way '}
          {one.state === 'refused' && (
            <button type="button" className="button" onClick={() => chat.retryUnsent(one.id)}>
              Send again
            </button>
          )}
          {one.state !== 'sending' && (
            <button type="button" className="button" onClick={() => chat.discardUnsent(one.id)}>
              Remove
            </button>
          )}
        </p>
      </div>
    </li>
  );
}
