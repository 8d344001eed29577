import { type ReactNode, use, useState } from 'react';
import type { MessageView } from '../session/conversation.ts';
import { isOpen } from '../session/select.ts';
import { type Growth, OpenMessageContext } from './actions.ts';

interface LiveMessageProps {
  readonly message: MessageView;
  readonly steady?: boolean;
  readonly children: (message: MessageView, growth: Growth | null) => ReactNode;
}

/**
 * A message, from its own subscription where it is open. It stays with that when it is over: drawn elsewhere all of it would be
 * made again at its end, and what is selected or scrolled within it would be gone.
 */
export function LiveMessage({ message, steady = false, children }: LiveMessageProps): ReactNode {
  const Open = use(OpenMessageContext);
  const open = isOpen(message);
  const [followed, setFollowed] = useState(open);
  if (open && !followed) setFollowed(true);
  if (!Open || !(open || followed)) return children(message, null);
  return (
    <Open message={message} steady={steady}>
      {children}
    </Open>
  );
}
