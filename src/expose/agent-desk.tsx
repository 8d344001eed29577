import { type ReactNode, useMemo } from 'react';
import { DeskPage } from '../demo/desk-page.tsx';
import { checkedProps } from './check-props.ts';
import { linkOrigins } from './configured.ts';
import type { AgentDeskProps } from './contract.ts';
import { Door } from './door.tsx';

/** Staff's side: the queue, the chat with staff's tools, hand-over and notes. */
export function AgentDesk(given: AgentDeskProps): ReactNode {
  const props = checkedProps('AgentDesk', given);
  const origins = useMemo(() => new Set(linkOrigins()), []);
  return (
    <Door name="AgentDesk" props={props}>
      <DeskPage
        userId={props.userId}
        organizationId={props.organizationId}
        conversationId={props.conversationId}
        initialConversationId={props.initialConversationId}
        onConversationChange={props.onConversationChange}
        shortcuts={props.shortcuts}
        origins={origins}
      />
    </Door>
  );
}

export default AgentDesk;
