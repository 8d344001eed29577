import {
  type ComponentType,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { AIChatInterfaceProps, FloatingChatButtonProps } from '../expose/contract.ts';
import { useBackCloses } from './back-button.ts';
import { type Loader, type Loading, whenIdle } from './chat-loader.ts';
import { escapeIsTaken, keepTabInside, usePopupFocus } from './focus.ts';
import { adoptLauncherCss, type LauncherPalette } from './launcher-css.ts';
import { ChatIcon, CloseIcon, Frame } from './launcher-parts.tsx';
import { useSmallScreen, useVisibleArea } from './screen.ts';
import { Teaser, useTeaser } from './teaser.tsx';
import { useLauncherText, type Words } from './words.ts';

type UnreadListener = { onUnreadChange?: (unread: number) => void };

/** What the launcher fetches: the chat, and what knows of unread messages while the chat was not opened yet. */
export interface PopupChat {
  /** The public chat with a place for the close button. */
  readonly Chat: ComponentType<AIChatInterfaceProps & UnreadListener & { headerEnd?: ReactNode }>;
  /** Draws nothing. */
  readonly Unread: ComponentType<Pick<AIChatInterfaceProps, 'userId' | 'organizationId' | 'connection' | 'useWebSocket'> & UnreadListener>;
}

export interface LauncherProps extends FloatingChatButtonProps {
  /** Which way its texts run; the page's when left out. */
  direction?: 'ltr' | 'rtl';
  loader: Loader<PopupChat>;
  palette: LauncherPalette;
  /** The host's accent in place of the palette's, for this button. */
  accent?: { readonly accent: string; readonly onAccent: string } | null;
  /** Where it lies, for who has to look at the page around it. */
  place?: RefObject<HTMLDivElement | null>;
}

const openLabel = (unread: number, words: Words): string =>
  unread === 0 ? words('launcher.open') : words('launcher.unread', { count: unread });

/** `open` as the host says, or kept here when the host does not. */
function useOpen(open: boolean | undefined, onOpenChange: ((open: boolean) => void) | undefined): [boolean, (next: boolean) => void] {
  const [own, setOwn] = useState(open ?? false);
  const change = useCallback(
    (next: boolean) => {
      setOwn(next);
      onOpenChange?.(next);
    },
    [onOpenChange],
  );
  return [open ?? own, change];
}

/** The chat's code: fetched when the page has nothing better to do, or as soon as it is likely to be wanted. */
function useCode(loader: Loader<PopupChat>, open: boolean): Loading<PopupChat> {
  useEffect(() => whenIdle(() => void loader.load()), [loader]);
  useEffect(() => {
    if (open) void loader.load();
  }, [open, loader]);
  return useSyncExternalStore(loader.subscribe, loader.state, loader.state);
}

interface RoundButtonProps {
  open: boolean;
  unread: number;
  words: Words;
  controls: string | undefined;
  place: RefObject<HTMLButtonElement | null>;
  onToggle: () => void;
  onLikely: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

function RoundButton({ open, unread, words, controls, place, onToggle, onLikely, onKeyDown }: RoundButtonProps): ReactNode {
  return (
    <button
      ref={place}
      type="button"
      className="aics-launcher-button"
      aria-label={open ? words('launcher.close') : openLabel(unread, words)}
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
      onKeyDown={onKeyDown}
      onPointerEnter={onLikely}
      onFocus={onLikely}
    >
      {open ? <CloseIcon size={24} /> : <ChatIcon />}
      {!open && unread > 0 && (
        <span className="aics-launcher-badge" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </button>
  );
}

/** What was unread when the chat last said so; the host is told as well. */
function useKnownUnread(onUnreadChange: ((unread: number) => void) | undefined): readonly [number, (unread: number) => void] {
  const [known, setKnown] = useState(0);
  const tell = useRef(onUnreadChange);
  useEffect(() => {
    tell.current = onUnreadChange;
  }, [onUnreadChange]);
  const hear = useCallback((unread: number) => {
    setKnown(unread);
    tell.current?.(unread);
  }, []);
  return [known, hear];
}

interface PopupProps {
  id: string;
  place: RefObject<HTMLElement | null>;
  chat: AIChatInterfaceProps;
  code: Loading<PopupChat>;
  words: Words;
  open: boolean;
  /** It covers the page, which then cannot be reached until it closes. */
  covers: boolean;
  onClose: () => void;
  onRetry: () => void;
  onUnread: (unread: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Popup, side panel or the whole screen: the look differs, the parts do not. */
function Popup({ id, place, chat, code, words, open, covers, onClose, onRetry, onUnread, onKeyDown }: PopupProps): ReactNode {
  const title = chat.title ?? words('launcher.title');
  const close = (
    <button type="button" className="aics-launcher-plain" aria-label={words('launcher.close')} onClick={onClose}>
      <CloseIcon />
    </button>
  );
  const keys = (event: KeyboardEvent): void => {
    onKeyDown(event);
    if (covers) keepTabInside(event, place.current);
  };
  return (
    <section
      ref={place}
      id={id}
      className="aics-launcher-popup"
      role="dialog"
      aria-label={title}
      aria-modal={covers || undefined}
      tabIndex={-1}
      hidden={!open}
      onKeyDown={keys}
    >
      {code.status === 'ready' ? (
        <code.value.Chat {...chat} height="100%" width="100%" headerEnd={close} onUnreadChange={onUnread} />
      ) : (
        <Frame title={title} close={close} failed={code.status === 'failed'} words={words} onRetry={onRetry} />
      )}
    </section>
  );
}

/** From the page around, and from the browser: a dialog of the page's that the button lies in stays open. */
function keep(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The round button in the corner and the chat it opens. Loads the chat when it is likely to be wanted, and mounts it on first opening. */
export function Launcher(props: LauncherProps): ReactNode {
  const {
    loader,
    palette,
    open: wanted,
    onOpenChange,
    placement = 'bottom-right',
    unreadCount,
    teaser,
    mode = 'popup',
    accent,
    direction,
    place,
    ...chat
  } = props;
  const [open, setOpen] = useOpen(wanted, onOpenChange);
  const [opened, setOpened] = useState(open);
  const [known, hearUnread] = useKnownUnread(chat.onUnreadChange);
  const own = useRef<HTMLDivElement>(null);
  const root = place ?? own;
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLElement>(null);
  const id = useId();
  const code = useCode(loader, open);
  const small = useSmallScreen();
  const covers = small || mode === 'full-screen';
  const offer = useTeaser(teaser, opened);
  const words = useLauncherText(chat.labels, chat.locale);
  const close = useCallback(() => setOpen(false), [setOpen]);
  const load = (): void => void loader.load();
  if (open && !opened) setOpened(true);
  useLayoutEffect(() => {
    return root.current ? adoptLauncherCss(root.current, palette, chat.nonce) : undefined;
  }, [root, palette, chat.nonce]);
  usePopupFocus(open, code.status === 'ready', popup, button);
  useVisibleArea(popup, open);
  useBackCloses(open && small, id, close);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open || escapeIsTaken(event, popup.current)) return;
    keep(event);
    close();
  };
  return (
    <div
      ref={root}
      className="aics-launcher"
      style={accent ? ({ '--l-accent': accent.accent, '--l-on-accent': accent.onAccent } as CSSProperties) : undefined}
      data-placement={placement}
      data-mode={mode}
      data-scheme={chat.colorScheme ?? 'system'}
      data-open={open}
      data-density={chat.density ?? 'comfortable'}
      lang={chat.locale}
      dir={direction}
    >
      {opened && (
        <Popup {...{ id, chat, code, words, open, covers, onKeyDown }} place={popup} onClose={close} onRetry={load} onUnread={hearUnread} />
      )}
      {!opened && unreadCount === undefined && code.status === 'ready' && <code.value.Unread {...chat} onUnreadChange={hearUnread} />}
      {offer.shown && teaser && !open && <Teaser {...{ teaser, words }} onOpen={() => setOpen(true)} onDismiss={offer.dismiss} />}
      <RoundButton
        {...{ open, words, onKeyDown }}
        place={button}
        unread={unreadCount ?? known}
        controls={opened ? id : undefined}
        onToggle={() => setOpen(!open)}
        onLikely={load}
      />
    </div>
  );
}
