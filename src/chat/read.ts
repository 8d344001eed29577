import { useEffect } from 'react';
import { useCommands } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';

/** Tells the server what was read: the newest message, once the page is really seen. */
export function useRead(view: ConversationView | null, viewerId: string | null): void {
  const commands = useCommands();
  const newest = view?.messages.at(-1);
  const id = view?.id ?? null;
  const seq = newest && newest.author.id !== viewerId ? newest.createdSeq : 0;
  useEffect(() => {
    if (id === null || seq === 0 || viewerId === null) return undefined;
    const mark = (): void => {
      if (document.visibilityState === 'visible') commands.markRead(id, seq);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [commands, id, seq, viewerId]);
}
