import { useEffect } from 'react';
import { tellWork, type Work } from '../queries/at-work.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { activeRun } from '../session/select.ts';
import type { Draft } from './drafts.ts';
import { useLatest } from './events.ts';
import type { Sheet } from './panel-props.ts';

interface Shown {
  readonly conversation: ConversationView | null;
  readonly outbox: readonly OutboxEntry[];
  readonly draft: Draft;
  readonly sheet: Sheet | null;
}

export function workOf({ conversation, outbox, draft, sheet }: Shown): readonly Work[] {
  const work: Work[] = [];
  if (conversation !== null && activeRun(conversation) !== null) work.push('answering');
  if (draft.get().trim() !== '') work.push('typed');
  if (outbox.length > 0) work.push('unsent');
  if (sheet !== null) work.push('filling');
  return work;
}

/** Answers for as long as the chat is shown; nothing is drawn for it. */
export function useAtWork(shown: Shown): void {
  const latest = useLatest(shown);
  useEffect(() => tellWork(() => workOf(latest.current)), [latest]);
}
