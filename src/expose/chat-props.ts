import { useMemo } from 'react';
import type { ChatProps } from '../chat/index.ts';
import { cleanText } from '../transcript/index.ts';
import { linkOrigins } from './configured.ts';
import type { AIChatInterfaceProps } from './contract.ts';

/** The public props as the chat's own: what belongs to the door is left out, the origins answers may link to are added, and nothing is hidden in its texts (H16). */
export function useChatProps(props: AIChatInterfaceProps): ChatProps {
  const origins = useMemo(() => new Set(linkOrigins()), []);
  const { connection: _connection, useWebSocket: _socket, colorScheme: _scheme, height: _height, width: _width, ...more } = props;
  const {
    theme: _theme,
    density: _density,
    locale: _locale,
    labels: _labels,
    onUnreadChange: _unread,
    onLineChange: _line,
    recorder: _recorder,
    persistence: _persistence,
    isolation: _isolation,
    nonce: _nonce,
    onIdentityChange: _identity,
    ...chat
  } = more;
  const { title, placeholder, disclaimer } = chat;
  return {
    ...chat,
    origins,
    ...(title === undefined ? null : { title: cleanText(title) }),
    ...(placeholder === undefined ? null : { placeholder: cleanText(placeholder) }),
    ...(disclaimer === undefined ? null : { disclaimer: cleanText(disclaimer) }),
  };
}
