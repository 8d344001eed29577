import { type Ref, type RefObject, useImperativeHandle } from 'react';
import type { Sent } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { Recording } from '../session/recorder-entries.ts';
import { activeRun, isOpen } from '../session/select.ts';
import { useLatest } from './events.ts';
import type { PersonSteps } from './person.ts';

/** A page knows the kinds of entries by name only: more of them may be added. */
type PublicRecording = Omit<Recording, 'entries'> & { readonly entries: readonly { readonly at: number; readonly type: string }[] };

/** The chat as its page steers it. */
export interface ChatHandle {
  sendMessage(text: string): Promise<string>;
  stop(): Promise<boolean>;
  retry(): Promise<boolean>;
  setComposerValue(text: string): void;
  focusComposer(): void;
  newConversation(): void;
  openConversation(conversationId: string): void;
  closeConversation(): Promise<boolean>;
  requestHuman(reason?: string): Promise<boolean>;
  cancelEscalation(): Promise<boolean>;
  returnToAssistant(): Promise<boolean>;
  exportTranscript(): Promise<string>;
  exportRecording(): PublicRecording | null;
}

export interface Steering {
  readonly conversation: ConversationView | null;
  readonly outbox: readonly OutboxEntry[];
  readonly readOnly: boolean;
  readonly composer: RefObject<HTMLTextAreaElement | null>;
  /** Null when the person is asked first. */
  send(text: string): Sent | null;
  readonly person: Pick<PersonSteps, 'ask' | 'cancel' | 'back'>;
  stop(runId: string): Promise<boolean>;
  retryRun(runId: string): Promise<boolean>;
  retryUnsent(id: string): void;
  setDraft(text: string): void;
  startNew(): void;
  open(conversationId: string): void;
  close(conversationId: string): Promise<boolean>;
  exported(): Promise<string>;
  recording(): Recording | null;
}

/** Fills the page's `ref`. The handle stays the same object; each call acts on what is open then. */
export function useHandle(ref: Ref<ChatHandle> | undefined, steering: Steering): void {
  const latest = useLatest(steering);
  useImperativeHandle(ref, () => createHandle(latest), [latest]);
}

function createHandle(latest: { readonly current: Steering }): ChatHandle {
  return {
    async sendMessage(text) {
      const now = latest.current;
      if (now.readOnly) throw new Error('sendMessage(): this chat is read only.');
      if (typeof text !== 'string' || text.trim() === '') throw new Error('sendMessage(): there is no text to send.');
      const sent = now.send(text.trim());
      if (sent === null) throw new Error('sendMessage(): this conversation is closed; the person is asked whether to reopen it.');
      return sent.conversationId;
    },
    async stop() {
      const run = activeRun(latest.current.conversation);
      return run !== null && latest.current.stop(run.runId);
    },
    retry: async () => retry(latest.current),
    setComposerValue: (text) => latest.current.setDraft(String(text)),
    focusComposer: () => latest.current.composer.current?.focus(),
    newConversation: () => latest.current.startNew(),
    openConversation: (id) => latest.current.open(id),
    async closeConversation() {
      const { conversation, close, readOnly } = latest.current;
      return !readOnly && conversation !== null && conversation.state === 'OPEN' && close(conversation.id);
    },
    requestHuman: async (reason) => latest.current.person.ask(typeof reason === 'string' ? reason : undefined),
    cancelEscalation: async () => latest.current.person.cancel(),
    returnToAssistant: async () => latest.current.person.back(),
    exportTranscript: () => latest.current.exported(),
    exportRecording: () => latest.current.recording(),
  };
}

async function retry({ conversation, outbox, readOnly, retryRun, retryUnsent }: Steering): Promise<boolean> {
  if (readOnly) return false;
  const refused = outbox.filter((entry) => entry.state === 'refused');
  for (const entry of refused) retryUnsent(entry.id);
  if (refused.length > 0) return true;
  const newest = conversation?.messages.findLast((message) => message.author.role === 'ASSISTANT');
  return newest !== undefined && !isOpen(newest) && newest.runId !== null && retryRun(newest.runId);
}
