import { useEffect, useRef } from 'react';
import type { ConversationView } from '../session/conversation.ts';

export type EscalationCallback = (reason: string, conversationId: string) => void;

/**
 * Tells the host once per escalation, by its id, when it comes about while the conversation is looked at.
 * One that already stood there when the conversation was opened is not new; in a conversation that was
 * started here, every one is.
 */
export class EscalationWatch {
  readonly #told = new Set<string>();
  readonly #opened = new Set<string>();

  /** The id and reason to tell, or null. `startedHere`: the conversation began in this very chat. */
  see(view: Pick<ConversationView, 'id' | 'escalation'>, startedHere: boolean): { reason: string; conversationId: string } | null {
    const { id, state, reason } = view.escalation;
    const first = !this.#opened.has(view.id);
    this.#opened.add(view.id);
    if (id === null || state === 'AI' || this.#told.has(id)) return null;
    this.#told.add(id);
    return first && !startedHere ? null : { reason: reason ?? '', conversationId: view.id };
  }
}

export function useEscalationCallback(view: ConversationView | null, startedHere: boolean, callback: EscalationCallback | undefined): void {
  const watch = useRef<EscalationWatch | null>(null);
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  }, [callback]);
  useEffect(() => {
    if (view === null) return;
    watch.current ??= new EscalationWatch();
    const told = watch.current.see(view, startedHere);
    if (told) latest.current?.(told.reason, told.conversationId);
  }, [view, startedHere]);
}
