import type { ReactNode } from 'react';
import { Chat } from '../chat/index.ts';
import { useChatProps } from './chat-props.ts';
import { checkedProps } from './check-props.ts';
import type { AIChatInterfaceProps } from './contract.ts';
import { Door } from './door.tsx';
import { Unread } from './unread.tsx';

/** One conversation with the assistant, and with a person when it comes to that. */
export function AIChatInterface(given: AIChatInterfaceProps): ReactNode {
  const props = checkedProps('AIChatInterface', given);
  const chat = useChatProps(props);
  return (
    <Door name="AIChatInterface" props={props}>
      <Chat {...chat} />
      {props.onUnreadChange ? <Unread onUnreadChange={props.onUnreadChange} /> : null}
    </Door>
  );
}

export default AIChatInterface;
