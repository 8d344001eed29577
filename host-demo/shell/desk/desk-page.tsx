import { AIChatInterface, ConversationList } from '@/features/ai-cs-agent/index.tsx';
import { Icon } from '../frame/icons.tsx';
import { Link, navigate } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';
import './desk.css';

const show = (id: string | null) => navigate(id ? `/desk/${encodeURIComponent(id)}` : '/desk');

/** Staff's side: who waits, what was said, and the answer. The remote shows it because the token says AGENT. */
export function DeskPage({ conversationId }: { conversationId: string | null }) {
  const me = useIdentity();
  const theme = useTheme();
  if (me.role !== 'AGENT') return <ForStaffOnly />;
  return (
    <div className="desk" data-open={conversationId !== null || undefined}>
      <h1 className="visually-hidden">Support desk</h1>
      <div className="desk-list">
        <ConversationList
          userId={me.userId}
          colorScheme={theme}
          selectedConversationId={conversationId}
          onSelect={show}
          height="100%"
          width="100%"
        />
      </div>
      <div className="desk-chat">
        <Link to="/desk" className="desk-back">
          <Icon name="back" />
          All conversations
        </Link>
        {conversationId === null ? (
          <div className="desk-empty">
            <h2>Choose a conversation</h2>
            <p className="small muted">You see what was said so far and answer as {me.name}.</p>
          </div>
        ) : (
          <AIChatInterface
            userId={me.userId}
            colorScheme={theme}
            conversationId={conversationId}
            onConversationChange={show}
            placeholder={`Answer as ${me.name}`}
            height="100%"
            width="100%"
          />
        )}
      </div>
    </div>
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
