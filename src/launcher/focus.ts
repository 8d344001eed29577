import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

type Place = RefObject<HTMLElement | null>;

const rootOf = (element: HTMLElement | null): Document | ShadowRoot | undefined =>
  element?.getRootNode() as Document | ShadowRoot | undefined;

/** Focus goes into the chat when it opens and back to the button when it closes while holding the focus. */
export function usePopupFocus(open: boolean, ready: boolean, popup: Place, button: Place): void {
  const was = useRef(false);
  useLayoutEffect(() => {
    const focused = rootOf(popup.current);
    const inside = popup.current?.contains(focused?.activeElement ?? null) ?? false;
    if (open && !was.current) popup.current?.focus({ preventScroll: true });
    if (!open && was.current && (inside || focused?.activeElement === document.body || !focused?.activeElement))
      button.current?.focus({ preventScroll: true });
    was.current = open;
  }, [open, popup, button]);
  useEffect(() => {
    // On a phone the keyboard comes when it is asked for, not over the answer somebody came to read.
    const fine = typeof matchMedia !== 'function' || !matchMedia('(pointer: coarse)').matches;
    if (!open || !ready || !fine) return;
    if (rootOf(popup.current)?.activeElement === popup.current)
      popup.current?.querySelector<HTMLElement>('textarea:not([disabled])')?.focus({ preventScroll: true });
  }, [open, ready, popup]);
}

/** An open menu, dialog or renaming inside the chat closes first: Escape belongs to it. */
export function escapeIsTaken(event: KeyboardEvent, popup: HTMLElement | null): boolean {
  if (event.defaultPrevented || event.nativeEvent.isComposing || event.target instanceof HTMLInputElement) return true;
  const owner = event.target instanceof Element ? event.target.closest('[role="menu"], [role="listbox"], [role="dialog"]') : null;
  return owner !== null && owner !== popup;
}

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

/** While the chat covers the page, Tab goes around within it: what lies behind cannot be seen. */
export function keepTabInside(event: KeyboardEvent, popup: HTMLElement | null): void {
  if (event.key !== 'Tab' || event.defaultPrevented || !popup) return;
  const stops = [...popup.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0,
  );
  const at = rootOf(popup)?.activeElement;
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (!to || (at !== from && !(event.shiftKey && at === popup))) return;
  event.preventDefault();
  to.focus();
}
