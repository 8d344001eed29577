import type { ReactNode } from 'react';
import { DemoPage } from '../demo/demo-page.tsx';
import { useChatProps } from './chat-props.ts';
import { checkedProps } from './check-props.ts';
import type { AICustomerServiceDemoProps } from './contract.ts';
import { Door } from './door.tsx';
import { Unread } from './unread.tsx';

/** The list and the chat as one page. */
export function AICustomerServiceDemo(given: AICustomerServiceDemoProps): ReactNode {
  const props = checkedProps('AICustomerServiceDemo', given);
  const chat = useChatProps(props);
  return (
    <Door name="AICustomerServiceDemo" props={props}>
      <DemoPage {...chat} userId={props.userId} />
      {props.onUnreadChange ? <Unread onUnreadChange={props.onUnreadChange} /> : null}
    </Door>
  );
}

export default AICustomerServiceDemo;
