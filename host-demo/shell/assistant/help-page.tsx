import { useCallback, useEffect, useRef, useState } from 'react';
import { AICustomerServiceDemo } from '@/features/ai-cs-agent/index.tsx';
import { navigate } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';
import { useStartScreen } from '../merchant/use-records.ts';

/** The whole chat with its list. The open conversation is in the address, so a reload, a shared link and the way back find it. */
export function HelpPage({ conversationId }: { conversationId: string | null }) {
  const me = useIdentity();
  const theme = useTheme();
  const startScreen = useStartScreen();
  const said = useRef(conversationId);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (conversationId === said.current) return;
    // The address changed by itself (back, or "Help" in the menu): the chat starts again from there.
    said.current = conversationId;
    setTurn((value) => value + 1);
  }, [conversationId]);
  const show = useCallback((id: string | null) => {
    said.current = id;
    navigate(id ? `/help/${encodeURIComponent(id)}` : '/help');
  }, []);
  return (
    <div className="fill">
      <h1 className="visually-hidden">Help</h1>
      <AICustomerServiceDemo
        key={turn}
        userId={me.userId}
        organizationId={me.organizations[0]?.id}
        initialConversationId={conversationId ?? undefined}
        onConversationChange={show}
        colorScheme={theme}
        title="Fluxori help"
        startScreen={startScreen}
        height="100%"
      />
    </div>
  );
}
