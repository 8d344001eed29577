import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';

function isTextField(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role=textbox]');
}

/** A finger points here: a field that has the focus brings up the keyboard. */
export const coarse = (): boolean => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

/** A Mac's Ctrl-F moves the caret; there it is Cmd-F. */
export const mac = (): boolean => typeof navigator === 'object' && /Mac|iP/u.test(navigator.platform);

function wantsFind(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'f') return false;
  return mac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

export interface Keyboard {
  readonly frame: RefObject<HTMLElement | null>;
  readonly helping: boolean;
  setHelping(helping: boolean): void;
  /** Rises each time somebody wants to find something in the conversation; 0 while nobody does. */
  readonly finding: number;
  endFinding(): void;
  onKeyDown(event: KeyboardEvent): void;
  onBlur(): void;
}

/**
 * Keys that work anywhere in the chat outside of text fields, and a focus that is never lost: when what had it goes away, the
 * composer gets it, or the chat itself where a field would bring up the keyboard of a phone.
 */
export function useKeyboard(composer: RefObject<HTMLTextAreaElement | null>, onShortcuts?: () => void): Keyboard {
  const frame = useRef<HTMLElement>(null);
  const last = useRef<Element | null>(null);
  const [helping, setHelping] = useState(false);
  const [finding, setFinding] = useState(0);
  useEffect(() => {
    const root = frame.current;
    if (!root) return undefined;
    const keep = (): void => {
      const gone = last.current;
      const owner = root.getRootNode() as Document | ShadowRoot;
      if (gone === null || gone.isConnected) return;
      last.current = null;
      const focused = owner.activeElement;
      if (focused === null || focused === owner.ownerDocument?.body || focused === document.body)
        (coarse() || composer.current === null ? root : composer.current).focus({ preventScroll: true });
    };
    // Not by React, which hears of no focus that is given while it is taking elements away.
    const note = (event: Event): void => {
      last.current = event.target instanceof Element ? event.target : null;
    };
    const observer = new MutationObserver(keep);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      root.removeEventListener('focusin', note);
    };
  }, [composer]);
  // A person who leaves is not called back. React tells of no blur when it takes an element away itself.
  const onBlur = useCallback(() => {
    last.current = null;
  }, []);
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (wantsFind(event) && frame.current?.querySelector('[role=log]')) {
        event.preventDefault();
        setFinding((times) => times + 1);
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
      if (event.key === '?') (onShortcuts ?? (() => setHelping(true)))();
      else if (event.key === '/' && composer.current) composer.current.focus();
      else return;
      event.preventDefault();
    },
    [composer, onShortcuts],
  );
  const endFinding = useCallback(() => setFinding(0), []);
  return { frame, helping, setHelping, finding, endFinding, onKeyDown, onBlur };
}
