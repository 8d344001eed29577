import { useCallback } from 'react';
import { drawnWithHooks } from '@/features/ai-cs-agent/index.tsx';
import { navigate } from '../frame/navigation.tsx';
import { useIdentity } from '../identity/identity-context.tsx';
import { makeOwnChat, type OwnChatProps } from './own-chat.tsx';

const OwnChat = drawnWithHooks<OwnChatProps>(makeOwnChat);

/** The same conversations in a chat this shell draws itself, from the remote's headless hooks. The open one is in the address. */
export function OwnChatPage({ conversationId }: { conversationId: string | null }) {
  const me = useIdentity();
  const open = useCallback((id: string | null) => navigate(id ? `/own-chat/${encodeURIComponent(id)}` : '/own-chat'), []);
  return (
    <div className="fill">
      <h1 className="visually-hidden">A chat of our own</h1>
      <OwnChat userId={me.userId} organizationId={me.organizations[0]?.id} conversationId={conversationId} onOpen={open} />
    </div>
  );
}
