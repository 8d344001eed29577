import { type ComponentType, type ReactNode, useMemo } from 'react';
import { Gallery } from '../demo/states/gallery.tsx';
import type { LauncherScene } from '../demo/states/scene.ts';
import { createLoader } from '../launcher/chat-loader.ts';
import { Launcher, type PopupChat } from '../launcher/launcher.tsx';
import { palette } from '../ui/palette.ts';
import { Boundary } from './boundary.tsx';
import type { ColorScheme as AnyScheme } from './contract.ts';
import { NotConnected } from './not-connected.tsx';

/** The gallery has no page around it. */
type ColorScheme = Exclude<AnyScheme, 'host'>;

interface PopupProps {
  chat: ComponentType<{ headerEnd?: ReactNode }>;
  colorScheme: ColorScheme;
  launcher: LauncherScene;
  nonce: string | undefined;
}

const Nothing = (): ReactNode => null;

function Popup({ chat, colorScheme, launcher, nonce }: PopupProps): ReactNode {
  const loader = useMemo(
    () => createLoader<PopupChat>(() => Promise.resolve({ Chat: chat as PopupChat['Chat'], Unread: Nothing })),
    [chat],
  );
  return <Launcher open {...launcher} loader={loader} palette={palette} colorScheme={colorScheme} {...(nonce && { nonce })} />;
}

function Broken(): ReactNode {
  throw new Error('Broken on purpose, to show the panel that stands in for a chat that broke.');
}

/** The gallery: every state of the chat, from a backend within the page. */
export function States({ colorScheme = 'system', nonce }: { colorScheme?: ColorScheme; nonce?: string }): ReactNode {
  const doors = useMemo(
    () => ({
      popup: (chat: ComponentType<{ headerEnd?: ReactNode }>, scheme: ColorScheme, launcher: LauncherScene) => (
        <Popup chat={chat} colorScheme={scheme} launcher={launcher} nonce={nonce} />
      ),
      broken: () => (
        <Boundary name="States">
          <Broken />
        </Boundary>
      ),
      unconnected: () => <NotConnected />,
    }),
    [nonce],
  );
  return <Gallery colorScheme={colorScheme} nonce={nonce} doors={doors} />;
}

export default States;
