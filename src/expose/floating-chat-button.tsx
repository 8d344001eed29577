import './needs-react.ts';

import { type ReactNode, useRef } from 'react';
import { createLoader } from '../launcher/chat-loader.ts';
import { Launcher, type PopupChat } from '../launcher/launcher.tsx';
import { neededPart } from '../queries/parts.ts';
import { useScheme } from '../ui/color-scheme.ts';
import { accentFrom } from '../ui/contrast.ts';
import { directionOf } from '../ui/direction.ts';
import { Isolated } from '../ui/isolated.tsx';
import { palette } from '../ui/palette.ts';
import { checkedProps } from './check-props.ts';
import { configuredIsolation } from './configured.ts';
import type { FloatingChatButtonProps } from './contract.ts';

/** One for the page: however many buttons there are, the chat's code is fetched once, in a chunk of its own. */
const bring = neededPart('PopupChat', () => import(/* webpackChunkName: "PopupChat" */ './popup-chat.tsx'));
const loader = createLoader<PopupChat>(async () => {
  const { PopupChat: Chat, PopupUnread: Unread } = await bring();
  return { Chat, Unread };
});

/** The host's colour in both schemes, as the chat inside mends it. */
function accentOf(brand: string | undefined): { accent: string; onAccent: string } | null {
  const light = brand === undefined ? null : accentFrom(brand, 'light');
  const dark = brand === undefined ? null : accentFrom(brand, 'dark');
  if (light === null || dark === null) return null;
  return { accent: `light-dark(${light.accent}, ${dark.accent})`, onAccent: `light-dark(${light.onAccent}, ${dark.onAccent})` };
}

/** The page's own scheme is told as what it is now: the launcher's styles know light, dark and the machine's wish. */
function Button(props: FloatingChatButtonProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const around = useScheme(props.colorScheme ?? 'system', place);
  const colorScheme = props.colorScheme === 'host' ? around : props.colorScheme;
  const direction = directionOf(props.locale ?? 'en');
  return <Launcher {...props} {...{ colorScheme, direction, loader, palette, place }} accent={accentOf(props.theme?.brand)} />;
}

/** The round button in the corner and the chat it opens. */
export function FloatingChatButton(given: FloatingChatButtonProps): ReactNode {
  const props = checkedProps('FloatingChatButton', given);
  const { isolation = configuredIsolation() } = props;
  return (
    <Isolated on={isolation === 'shadow'} place="over" height={0} width={0}>
      {() => <Button {...props} />}
    </Isolated>
  );
}

export default FloatingChatButton;
