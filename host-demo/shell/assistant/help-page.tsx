import { AICustomerServiceDemo } from '@/features/ai-cs-agent';
import { navigate } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';

const show = (conversationId: string | null) => navigate(conversationId ? `/help/${encodeURIComponent(conversationId)}` : '/help', { replace: true });

/** The whole chat with its list. The open conversation is in the address, so a reload or a shared link finds it. */
export function HelpPage({ conversationId }: { conversationId: string | null }) {
  const me = useIdentity();
  const theme = useTheme();
  return (
    <div className="fill">
      <h1 className="visually-hidden">Help</h1>
      <AICustomerServiceDemo
        userId={me.userId}
        organizationId={me.organizations[0]?.id}
        initialConversationId={conversationId ?? undefined}
        onConversationChange={show}
        colorScheme={theme}
        title="Fluxori help"
        height="100%"
      />
    </div>
  );
}
