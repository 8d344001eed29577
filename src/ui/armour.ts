/** `over`: no room in the page, placed by the window. */
export type Place = 'block' | 'over';

/** Inherited from the page on purpose: where it hides or disables a part of itself, us too; and its font. */
const INHERITED = ['font-family', 'color-scheme', 'visibility', 'pointer-events', 'cursor'];

const OVER: Readonly<Record<string, string>> = {
  position: 'fixed',
  inset: '0 auto auto 0',
  width: '0',
  height: '0',
  'z-index': 'var(--chat-launcher-layer, 1000)',
};

/**
 * What no inline style reaches: a page's `*::before { content: 'x' }` would stand beside what is ours, and its `::backdrop` lie over the
 * page where we go to the top layer. Of what is important, the rules of a shadow root outdo those around it.
 */
const ALONE = ':host::before,:host::after{content:none!important}:host::backdrop{display:none!important}';

/** The shadow root of an element of ours, which is then deaf in its pseudo-elements too. */
export function enclose(element: HTMLElement): ShadowRoot {
  if (element.shadowRoot) return element.shadowRoot;
  const shadow = element.attachShadow({ mode: 'open' });
  // Of its own window, which a portal may have made another than the one this code runs in: no other's sheet is let in.
  const { CSSStyleSheet: Sheet } = element.ownerDocument.defaultView as typeof globalThis & Window;
  const sheet = new Sheet();
  sheet.replaceSync?.(ALONE);
  shadow.adoptedStyleSheets?.push(sheet);
  return shadow;
}

const length = (value: number | string): string => (typeof value === 'number' ? `${value}px` : value);

/**
 * Makes an element of ours that lies in the page's own tree deaf to the page's CSS: inline and important, which nothing but
 * another important inline style outdoes. Set through the object model, which no Content-Security-Policy forbids.
 */
export function armour(
  element: HTMLElement,
  place: Place,
  { height, width }: { readonly height: number | string; readonly width: number | string },
): void {
  const { style } = element;
  const set = (name: string, value: string): void => style.setProperty(name, value, 'important');
  style.cssText = '';
  set('all', 'initial');
  for (const name of INHERITED) set(name, 'inherit');
  set('display', 'block');
  set('box-sizing', 'border-box');
  if (place === 'over') {
    lift(element, set);
    return;
  }
  // What the page floats beside it pushes the element whole, not what is in it out of it.
  set('display', 'flow-root');
  set('min-width', '0');
  set('min-height', '0');
  set('height', length(height));
  set('width', length(width));
}

/**
 * An ancestor with a transform, a filter or containment would be what `position: fixed` is placed by: then the element goes to
 * the top layer, which is placed by the window whatever is around it. Elsewhere it stays where the page's layers count.
 */
function lift(element: HTMLElement, set: (name: string, value: string) => void): void {
  set('position', 'fixed');
  set('inset', '0');
  const { left, top, width, height } = element.getBoundingClientRect();
  const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
  const free = Math.abs(left) < 1 && Math.abs(top) < 1 && Math.abs(width - clientWidth) < 1 && Math.abs(height - clientHeight) < 1;
  for (const [name, value] of Object.entries(OVER)) set(name, value);
  if (free || typeof element.showPopover !== 'function' || !element.isConnected) return;
  element.popover = 'manual';
  if (!element.matches(':popover-open')) element.showPopover();
}
