import { Component, type ReactNode } from 'react';
import { Chat } from '../chat/index.ts';
import { useViewer } from '../queries/viewer.ts';
import { ChatRuntimeProvider } from '../runtime.tsx';
import { useChatProps } from './chat-props.ts';
import type { AIChatInterfaceProps } from './contract.ts';
import { Door } from './door.tsx';
import { Unread } from './unread.tsx';

export interface PopupChatProps extends AIChatInterfaceProps {
  readonly headerEnd?: ReactNode;
  readonly onUnreadChange?: (unread: number) => void;
}
export type PopupUnreadProps = Pick<
  PopupChatProps,
  'userId' | 'organizationId' | 'connection' | 'useWebSocket' | 'persistence' | 'recorder' | 'onUnreadChange'
>;

/** What the floating button fetches when it is wanted: the chat, with the popup's close button in its header. Its props are checked already. */
export function PopupChat({ headerEnd, onUnreadChange, ...props }: PopupChatProps): ReactNode {
  const chat = useChatProps(props);
  return (
    <Door name="FloatingChatButton" props={props}>
      <Chat {...chat} headerEnd={headerEnd} />
      {onUnreadChange ? <Unread onUnreadChange={onUnreadChange} /> : null}
    </Door>
  );
}

/** A badge that cannot be drawn is no badge: nothing of the page breaks, and nothing is shown in its place. */
class Silent extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

/** Only of someone the server knows: a page without a server, or a visitor who is not signed in, asks for nothing further. */
function KnownUnread({ userId, organizationId, onUnreadChange }: PopupUnreadProps): ReactNode {
  const { viewer } = useViewer({
    ...(userId === undefined ? null : { userId }),
    ...(organizationId === undefined ? null : { organizationId }),
  });
  return viewer && onUnreadChange ? <Unread onUnreadChange={onUnreadChange} /> : null;
}

/** The unread messages while the chat was not opened yet; the same runtime, and so the same line to the server, that the chat will use. */
export function PopupUnread(props: PopupUnreadProps): ReactNode {
  const { connection, userId, useWebSocket, persistence, recorder } = props;
  return (
    <Silent>
      <ChatRuntimeProvider {...{ connection, userId, useWebSocket, persistence, recorder }}>
        <KnownUnread {...props} />
      </ChatRuntimeProvider>
    </Silent>
  );
}
