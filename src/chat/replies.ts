import { useCallback, useMemo } from 'react';
import type { Outcome } from '../protocol/commands.ts';
import type { ChatCommands, Sent } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';
import { useLatest } from './events.ts';
import { canReopen } from './reopen.tsx';
import type { SheetState } from './sheet.ts';

/** What is written, into an open conversation or in reply to a closed one. */
export interface Replies {
  /** Null when the person is asked first whether to reopen the conversation or to start another one. */
  say(text: string): Sent | null;
  reopen(text: string): void;
  anew(text: string): void;
  /** Neither: the reply stays in the field. */
  keep(): void;
}

interface Known {
  readonly conversation: ConversationView | null;
  readonly staff: boolean;
  readonly sheet: SheetState;
  readonly commands: ChatCommands;
  readonly run: (work: Promise<Outcome>) => Promise<boolean>;
  readonly send: (text: string, anew?: boolean) => Sent;
  readonly setDraft: (text: string) => void;
}

export function useReplies(known: Known): Replies {
  const latest = useLatest(known);
  const say = useCallback(
    (text: string) => {
      const { conversation, staff, sheet, send } = latest.current;
      if (staff || conversation?.state !== 'CLOSED') return send(text);
      if (!canReopen(conversation)) return send(text, true);
      sheet.askReopen(text);
      // The composer empties itself after this; until it is decided the reply stays a draft, also through a reload.
      queueMicrotask(() => latest.current.setDraft(text));
      return null;
    },
    [latest],
  );
  return useMemo(
    () => ({
      say,
      reopen(text) {
        const { conversation, sheet, run, commands } = latest.current;
        if (!conversation) return;
        const reopened = run(commands.reopen(conversation.id));
        void sheet.during(reopened).then((well) => {
          if (!well) return;
          latest.current.setDraft('');
          latest.current.send(text);
        });
      },
      anew(text) {
        latest.current.sheet.close();
        latest.current.setDraft('');
        latest.current.send(text, true);
      },
      keep: () => latest.current.sheet.close(),
    }),
    [latest, say],
  );
}
