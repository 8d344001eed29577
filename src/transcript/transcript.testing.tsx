import { act, render } from '@testing-library/react';
import type { Participant } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { TranscriptItem } from '../session/select.ts';
import { ScopedRoot } from '../ui/index.ts';
import { Transcript, type TranscriptProps } from './transcript.tsx';

export const ada: Participant = { id: 'u', role: 'USER', name: 'Ada', avatarUrl: null };
export const bot: Participant = { id: 'a', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
let seq = 0;

/** Messages are numbered from 1 again. */
export function restart(): void {
  seq = 0;
}

export function said(author: Participant, text: string, extra: Partial<MessageView> = {}): TranscriptItem {
  seq += 1;
  const message: MessageView = {
    id: `m${seq}`,
    author,
    text,
    state: 'COMPLETED',
    attempt: 1,
    clientMessageId: null,
    runId: author.role === 'ASSISTANT' ? `r${seq}` : null,
    createdSeq: seq,
    at: new Date(2026, 10, 22, 10, seq).toISOString(),
    sources: [],
    suggestions: [],
    rating: null,
    error: null,
    activity: null,
    hash: 'ok',
    promise: null,
    asOf: seq,
    ...extra,
  };
  return { kind: 'message', key: message.id, message };
}

export function unsent(text: string, extra: Partial<OutboxEntry> = {}): TranscriptItem {
  const entry: OutboxEntry = {
    id: `o-${text}`,
    conversationKey: 'c',
    text,
    state: 'sending',
    error: null,
    createdAt: Date.now(),
    retryAt: null,
    opening: null,
    context: [],
    locale: null,
    ...extra,
  };
  return { kind: 'outgoing', key: entry.id, entry };
}

export interface Shown {
  show(items: readonly TranscriptItem[], extra?: Partial<TranscriptProps>): Promise<void>;
}

/** A transcript in the page, which can be shown again with other items. */
export async function transcript(items: readonly TranscriptItem[], extra: Partial<TranscriptProps> = {}): Promise<Shown> {
  const tree = (now: readonly TranscriptItem[], props: Partial<TranscriptProps>) => (
    <ScopedRoot>
      <Transcript items={now} describe={() => null} viewerId={null} hasEarlier={false} loadingEarlier={false} {...extra} {...props} />
    </ScopedRoot>
  );
  const view = render(tree(items, {}));
  await act(async () => undefined);
  return {
    show: async (now, props = {}) => {
      view.rerender(tree(now, props));
      await act(async () => undefined);
    },
  };
}
