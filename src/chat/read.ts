import { type RefObject, useEffect } from 'react';
import { useCommands } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';

/**
 * Tells the server what was read: the newest message, once the page is really seen. `place` is an element of the chat: while
 * the chat is laid aside, as in a popup that was closed, nothing is read and the button's badge counts.
 */
export function useRead(view: ConversationView | null, viewerId: string | null, place: RefObject<HTMLElement | null>): void {
  const commands = useCommands();
  const newest = view?.messages.at(-1);
  const id = view?.id ?? null;
  const seq = newest && newest.author.id !== viewerId ? newest.createdSeq : 0;
  useEffect(() => {
    if (id === null || seq === 0 || viewerId === null) return undefined;
    const mark = (): void => {
      const shown = place.current?.checkVisibility?.() ?? true;
      if (shown && document.visibilityState === 'visible') commands.markRead(id, seq);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    const observer = typeof IntersectionObserver === 'function' ? new IntersectionObserver(mark) : null;
    if (place.current) observer?.observe(place.current);
    return () => {
      document.removeEventListener('visibilitychange', mark);
      observer?.disconnect();
    };
  }, [commands, id, seq, viewerId, place]);
}
