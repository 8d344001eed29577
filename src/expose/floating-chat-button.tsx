import type { ReactNode } from 'react';
import { createLoader } from '../launcher/chat-loader.ts';
import { Launcher, type PopupChat } from '../launcher/launcher.tsx';
import { palette } from '../ui/palette.ts';
import { checkedProps } from './check-props.ts';
import type { FloatingChatButtonProps } from './contract.ts';

/** One for the page: however many buttons there are, the chat's code is fetched once, in a chunk of its own. */
const loader = createLoader<PopupChat>(async () => {
  const { PopupChat: Chat, PopupUnread: Unread } = await import('./popup-chat.tsx');
  return { Chat, Unread };
});

/** The round button in the corner and the chat it opens. */
export function FloatingChatButton(given: FloatingChatButtonProps): ReactNode {
  const props = checkedProps('FloatingChatButton', given);
  return <Launcher {...props} loader={loader} palette={palette} />;
}

export default FloatingChatButton;
