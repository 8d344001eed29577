import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Outcome } from '../protocol/commands.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import type { ChatCommands } from '../queries/commands.ts';

/** For how long (ms) a closed conversation can be taken back from the list; in the chat it stays possible for longer. */
export const UNDO_MS = 8_000;
/** How long (ms) a sentence stays that asks for nothing. */
const SAID_MS = 4_000;

/** What the list says of the last thing that was done from it. */
export interface RowNotice {
  readonly kind: 'closing' | 'closed' | 'reopening' | 'reopened' | 'close-failed' | 'reopen-failed' | 'rename-failed';
  readonly conversation: ConversationSummary;
  /** The server's own sentence where it gave one. */
  readonly message: string | null;
}

export interface RowCommands {
  readonly notice: RowNotice | null;
  /** Titles that were given and not yet heard back of. */
  readonly titles: ReadonlyMap<string, string>;
  readonly rename: (conversation: ConversationSummary, title: string) => void;
  readonly close: (conversation: ConversationSummary) => void;
  readonly reopen: (conversation: ConversationSummary) => void;
  /** Opens again what was closed last. */
  readonly undo: () => void;
  readonly dismiss: () => void;
  /** While somebody points at the notice or is in it, it stays. */
  readonly hold: (held: boolean) => void;
}

interface Done {
  readonly ok: boolean;
  readonly message: string | null;
}

const outcome = (asked: Promise<Outcome>): Promise<Done> =>
  asked.then(
    ({ error }) => ({ ok: error === null, message: error?.message ?? null }),
    () => ({ ok: false, message: null }),
  );

/** Takes the notice away by itself, later while it is held. */
function useEnd(notice: RowNotice | null, held: boolean, onEnd: () => void): void {
  useEffect(() => {
    if (notice === null || held || notice.kind === 'closing' || notice.kind === 'reopening') return undefined;
    const timer = setTimeout(onEnd, notice.kind === 'reopened' ? SAID_MS : UNDO_MS);
    return () => clearTimeout(timer);
  }, [notice, held, onEnd]);
}

/** Renaming, closing and opening again from the list: shown at once, said when it failed, and closing can be taken back. */
export function useRowCommands(commands: Pick<ChatCommands, 'rename' | 'close' | 'reopen'>): RowCommands {
  const [notice, setNotice] = useState<RowNotice | null>(null);
  const [held, setHeld] = useState(false);
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  const dismiss = useCallback(() => {
    setNotice(null);
    setHeld(false);
  }, []);
  useEnd(notice, held, dismiss);
  const rename = useCallback(
    (conversation: ConversationSummary, title: string) => {
      setTitles((before) => new Map(before).set(conversation.id, title));
      void outcome(commands.rename(conversation.id, title)).then(({ ok, message }) => {
        setTitles((before) => new Map([...before].filter(([id, given]) => id !== conversation.id || given !== title)));
        if (!ok) setNotice({ kind: 'rename-failed', conversation, message });
      });
    },
    [commands],
  );
  const close = useCallback(
    (conversation: ConversationSummary) => {
      setNotice({ kind: 'closing', conversation, message: null });
      void outcome(commands.close(conversation.id)).then(({ ok, message }) =>
        setNotice({ kind: ok ? 'closed' : 'close-failed', conversation, message }),
      );
    },
    [commands],
  );
  const reopen = useCallback(
    (conversation: ConversationSummary) => {
      setHeld(false);
      setNotice({ kind: 'reopening', conversation, message: null });
      void outcome(commands.reopen(conversation.id)).then(({ ok, message }) =>
        setNotice({ kind: ok ? 'reopened' : 'reopen-failed', conversation, message }),
      );
    },
    [commands],
  );
  const undo = useCallback(() => {
    if (notice !== null) reopen(notice.conversation);
  }, [notice, reopen]);
  return useMemo(
    () => ({ notice, titles, rename, close, reopen, undo, dismiss, hold: setHeld }),
    [notice, titles, rename, close, reopen, undo, dismiss],
  );
}
