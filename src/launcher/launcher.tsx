import {
  type ComponentType, type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState, useSyncExternalStore,
} from 'react';
import type { AIChatInterfaceProps, FloatingChatButtonProps } from '../expose/contract.ts';
import { launcherEnglish as text } from '../i18n/launcher.ts';
import { type Loader, whenIdle } from './chat-loader.ts';
import { adoptLauncherCss, type LauncherPalette } from './launcher-css.ts';
import { ChatIcon, CloseIcon, Frame } from './launcher-parts.tsx';

/** The chat as the launcher shows it: the public chat, a place for the close button, and what it knows of unread messages. */
export type PopupChat = ComponentType<AIChatInterfaceProps & { headerEnd?: ReactNode; onUnreadChange?: (unread: number) => void }>;

export interface LauncherProps extends FloatingChatButtonProps {
  loader: Loader<PopupChat>;
  palette: LauncherPalette;
}

function openLabel(unread: number): string {
  if (unread === 0) return text['launcher.open'];
  return text['launcher.unread'][unread === 1 ? 'one' : 'other'].replace('{count}', String(unread));
}

/** An open menu, dialog or renaming inside the chat closes first: Escape belongs to it. */
function escapeIsTaken(event: KeyboardEvent, popup: HTMLElement | null): boolean {
  if (event.defaultPrevented || event.target instanceof HTMLInputElement) return true;
  const owner = event.target instanceof Element ? event.target.closest('[role="menu"], [role="listbox"], [role="dialog"]') : null;
  return owner !== null && owner !== popup;
}

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

/** Focus goes into the popup when it opens and back to the button when it closes while holding the focus. */
function usePopupFocus(open: boolean, ready: boolean, popup: { current: HTMLElement | null }, button: { current: HTMLElement | null }): void {
  const was = useRef(false);
  useLayoutEffect(() => {
    const focused = popup.current?.getRootNode() as Document | ShadowRoot | undefined;
    const inside = popup.current?.contains(focused?.activeElement ?? null) ?? false;
    if (open && !was.current) popup.current?.focus({ preventScroll: true });
    if (!open && was.current && (inside || focused?.activeElement === document.body || !focused?.activeElement)) button.current?.focus({ preventScroll: true });
    was.current = open;
  }, [open, popup, button]);
  useEffect(() => {
    const fine = typeof matchMedia !== 'function' || !matchMedia('(pointer: coarse)').matches;
    if (!open || !ready || !fine) return;
    const root = popup.current?.getRootNode() as Document | ShadowRoot | undefined;
    if (root?.activeElement === popup.current) popup.current?.querySelector<HTMLElement>('textarea:not([disabled])')?.focus({ preventScroll: true });
  }, [open, ready, popup]);
}

/** The round button in the corner and the popup it opens. Loads the chat when it is likely to be wanted, and mounts it on first opening. */
export function Launcher({ loader, palette, open: wanted, onOpenChange, placement = 'bottom-right', unreadCount, ...chat }: LauncherProps): ReactNode {
  const [open, setOpen] = useOpen(wanted, onOpenChange);
  const [opened, setOpened] = useState(open);
  const [known, setKnown] = useState(0);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLElement>(null);
  const popupId = useId();
  const code = useSyncExternalStore(loader.subscribe, loader.state, loader.state);
  if (open && !opened) setOpened(true);
  useLayoutEffect(() => {
    if (root.current) adoptLauncherCss(root.current, palette);
  }, [palette]);
  useEffect(() => whenIdle(() => void loader.load()), [loader]);
  useEffect(() => {
    if (open) void loader.load();
  }, [open, loader]);
  usePopupFocus(open, code.status === 'ready', popup, button);
  const unread = unreadCount ?? known;
  const Chat = code.status === 'ready' ? code.value : null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open || escapeIsTaken(event, popup.current)) return;
    event.stopPropagation();
    setOpen(false);
  };
  const close = (
    <button type="button" className="aics-launcher-plain" aria-label={text['launcher.close']} onClick={() => setOpen(false)}>
      <CloseIcon />
    </button>
  );
  return (
    <div ref={root} className="aics-launcher" data-placement={placement} data-scheme={chat.colorScheme ?? 'system'} data-open={open}>
      {opened && (
        <section ref={popup} id={popupId} className="aics-launcher-popup" role="dialog" aria-label={chat.title ?? text['launcher.title']} tabIndex={-1} hidden={!open} onKeyDown={onKeyDown}>
          {Chat ? (
            <Chat {...chat} height="100%" width="100%" headerEnd={close} onUnreadChange={setKnown} />
          ) : (
            <Frame title={chat.title ?? text['launcher.title']} close={close} failed={code.status === 'failed'} onRetry={() => void loader.load()} />
          )}
        </section>
      )}
      <button
        ref={button}
        type="button"
        className="aics-launcher-button"
        aria-label={open ? text['launcher.close'] : openLabel(unread)}
        aria-expanded={open}
        aria-controls={opened ? popupId : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
        onPointerEnter={() => void loader.load()}
        onFocus={() => void loader.load()}
      >
        {open ? <CloseIcon size={24} /> : <ChatIcon />}
        {!open && unread > 0 && (
          <span className="aics-launcher-badge" aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </button>
    </div>
  );
}
