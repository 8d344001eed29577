import { useCallback, useEffect, useRef, useState } from 'react';
import type { Sent } from '../queries/commands.ts';

export interface Current {
  /** The conversation on the server; null while there is none. */
  readonly id: string | null;
  /** Where unsent messages are: the id, or that of a conversation that is only being started. */
  readonly key: string | null;
  /** The conversation began in this very chat. */
  readonly startedHere: boolean;
  begin(sent: Sent): void;
  startNew(): void;
  open(conversationId: string): void;
}

interface Props {
  readonly conversationId?: string | null;
  readonly initialConversationId?: string;
  readonly onConversationChange?: (id: string | null) => void;
}

/** Which conversation is looked at: the host's choice where it makes one, else our own. */
export function useCurrent({ conversationId, initialConversationId, onConversationChange }: Props): Current {
  const [own, setOwn] = useState<string | null>(initialConversationId ?? null);
  const [pending, setPending] = useState<string | null>(null);
  const [started, setStarted] = useState<ReadonlySet<string>>(new Set());
  const wanted = useRef<string | null>(null);
  const change = useRef(onConversationChange);
  useEffect(() => {
    change.current = onConversationChange;
  }, [onConversationChange]);
  const id = conversationId === undefined ? own : conversationId;
  // The host went elsewhere, or to what was just started: either way nothing is pending any more.
  useEffect(() => {
    if (conversationId === undefined) return;
    wanted.current = null;
    setPending(null);
  }, [conversationId]);
  const begin = useCallback((sent: Sent) => {
    wanted.current = sent.conversationKey;
    // One that is started from within another takes its place at once.
    setOwn(null);
    setPending(sent.conversationKey);
    setStarted((before) => new Set(before).add(sent.conversationKey));
    const arrive = (conversation: string): void => {
      setStarted((before) => new Set(before).add(conversation));
      // The customer may have opened another one meanwhile: they are not called back.
      if (wanted.current !== sent.conversationKey) return;
      wanted.current = null;
      setOwn(conversation);
      change.current?.(conversation);
    };
    // A refused start stays in the outbox, where it says so itself.
    sent.conversationId.then(arrive, () => undefined);
  }, []);
  const go = useCallback((conversation: string | null) => {
    wanted.current = null;
    setPending(null);
    setOwn(conversation);
    change.current?.(conversation);
  }, []);
  const startNew = useCallback(() => go(null), [go]);
  return { id, key: id ?? pending, startedHere: id !== null && started.has(id), begin, startNew, open: go };
}
