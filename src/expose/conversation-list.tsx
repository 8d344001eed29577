import type { ReactNode } from 'react';
import { ConversationListFeature } from '../conversations/index.ts';
import { checkedProps } from './check-props.ts';
import type { ConversationListProps } from './contract.ts';
import { Door } from './door.tsx';

/** The customer's conversations, or those staff may see. */
export function ConversationList(given: ConversationListProps): ReactNode {
  const props = checkedProps('ConversationList', given);
  return (
    <Door name="ConversationList" props={props}>
      <ConversationListFeature
        userId={props.userId}
        organizationId={props.organizationId}
        selectedConversationId={props.selectedConversationId}
        readOnly={props.readOnly}
        onSelect={props.onSelect}
        onNew={props.onNew}
      />
    </Door>
  );
}

export default ConversationList;
