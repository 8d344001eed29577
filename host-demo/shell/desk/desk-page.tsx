import { AgentDesk } from '@/features/ai-cs-agent/index.tsx';
import { navigate } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';

const show = (id: string | null) => navigate(id ? `/desk/${encodeURIComponent(id)}` : '/desk');

/** Staff's side; the open conversation is in the address. */
export function DeskPage({ conversationId }: { conversationId: string | null }) {
  const me = useIdentity();
  const theme = useTheme();
  if (me.role !== 'AGENT') return <ForStaffOnly />;
  return (
    <>
      <h1 className="visually-hidden">Support desk</h1>
      <AgentDesk
        userId={me.userId}
        colorScheme={theme}
        conversationId={conversationId}
        onConversationChange={show}
        height="100%"
        width="100%"
      />
    </>
  );
}

function ForStaffOnly() {
  return (
    <div className="page">
      <h1>The support desk is for staff</h1>
      <p className="muted">You are signed in as a customer. Open the desk as Mara beside this tab to watch both sides of a conversation.</p>
      <p>
        <a className="link" href="/desk?as=mara" target="_blank" rel="noopener">
          Open the desk as Mara
        </a>
      </p>
    </div>
  );
}
