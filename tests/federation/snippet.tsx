/** The lines of the integration guide, as a page of their own: type checked with the project and run by the browser tests. */
import { createRoot } from 'react-dom/client';
import { AIChatInterface } from '@/features/ai-cs-agent';

function Support() {
  return (
    <AIChatInterface
      userId="user-id-from-auth"
      useWebSocket={true}
      onEscalation={(reason, convoId) => console.log(`escalated: ${reason} in ${convoId}`)}
    />
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(<Support />);
