import { SMALL } from './screen.ts';

/** Colours (CSS) the launcher paints with, the same as the chat's. */
export interface LauncherColors {
  readonly surface: string;
  readonly subtle: string;
  readonly line: string;
  readonly control: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
}
export interface LauncherPalette {
  readonly light: LauncherColors;
  readonly dark: LauncherColors;
}

function colors(palette: LauncherPalette, scheme: 'light' | 'dark'): string {
  const { surface, subtle, line, control, text, muted, accent, onAccent } = palette[scheme];
  return `--l-surface: ${surface}; --l-subtle: ${subtle}; --l-line: ${line}; --l-control: ${control}; --l-text: ${text}; --l-muted: ${muted};
  --l-accent: ${accent}; --l-on-accent: ${onAccent}; --l-shadow: 0 8px 24px rgb(15 18 23 / .12); color-scheme: ${scheme};`;
}

/** Over the whole of what can be seen, which the keyboard makes less, and clear of notch and home bar. */
const whole = `inset: 0; top: var(--l-view-top, 0px); bottom: auto; box-sizing: border-box; width: 100%; height: var(--l-view-height, 100dvh); border: 0; border-radius: 0; box-shadow: none;
  padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);`;

/**
 * The button's and the popup's look as plain CSS: the launcher is on every page of the host, so it
 * brings neither Chakra nor emotion.
 */
export const launcherCss = (palette: LauncherPalette): string => `
.aics-launcher { ${colors(palette, 'light')} font-family: inherit; font-size: 15px; line-height: 24px; color: var(--l-text); }
.aics-launcher[data-scheme="dark"] { ${colors(palette, 'dark')} }
@media (prefers-color-scheme: dark) { .aics-launcher[data-scheme="system"] { ${colors(palette, 'dark')} } }
.aics-launcher *, .aics-launcher *::before { box-sizing: border-box; }

.aics-launcher-button, .aics-launcher-plain {
  all: unset; box-sizing: border-box; cursor: pointer; display: inline-flex; align-items: center; justify-content: center;
  -webkit-tap-highlight-color: transparent;
}
.aics-launcher-button {
  position: fixed; z-index: var(--chat-launcher-layer, 1000); bottom: calc(24px + env(safe-area-inset-bottom)); inset-inline-end: calc(24px + env(safe-area-inset-right)); width: 56px; height: 56px;
  border-radius: 9999px; background: var(--l-accent); color: var(--l-on-accent); box-shadow: var(--l-shadow);
}
.aics-launcher[data-placement="bottom-left"] .aics-launcher-button { inset-inline-end: auto; inset-inline-start: 24px; }
.aics-launcher-button:focus-visible, .aics-launcher-plain:focus-visible { outline: 2px solid var(--l-accent); outline-offset: 2px; }
.aics-launcher-button svg, .aics-launcher-plain svg { display: block; }
.aics-launcher-badge {
  position: absolute; top: -4px; inset-inline-end: -4px; min-width: 20px; height: 20px; padding: 0 4px; border-radius: 9999px;
  background: var(--l-surface); color: var(--l-accent); border: 2px solid var(--l-accent);
  font-size: 12px; line-height: 16px; font-weight: 600; text-align: center; font-variant-numeric: tabular-nums;
}

.aics-launcher-popup {
  position: fixed; z-index: var(--chat-launcher-layer, 1000); bottom: calc(96px + env(safe-area-inset-bottom)); inset-inline-end: calc(24px + env(safe-area-inset-right)); display: flex; flex-direction: column;
  width: min(400px, calc(100vw - 48px)); height: min(640px, calc(var(--l-view-height, 100dvh) - 120px - env(safe-area-inset-bottom))); overflow: hidden; outline: none;
  background: var(--l-surface); border: 1px solid var(--l-line); border-radius: 16px; box-shadow: var(--l-shadow); overscroll-behavior: contain;
}
.aics-launcher[data-placement="bottom-left"] .aics-launcher-popup { inset-inline-end: auto; inset-inline-start: 24px; }
.aics-launcher-popup[hidden] { display: none; }
/* A keyboard over the page, as on tablets: just above it. */
.aics-launcher-popup[data-keyboard="true"] { bottom: calc(24px + var(--l-view-gap, 0px)); height: min(640px, calc(var(--l-view-height, 100dvh) - 48px)); }
.aics-launcher-popup > * { flex: 1 1 auto; min-height: 0; }
.aics-launcher-frame { display: flex; flex-direction: column; height: 100%; }
.aics-launcher-bar { display: flex; align-items: center; justify-content: space-between; height: 56px; padding: 0 16px; border-bottom: 1px solid var(--l-line); }
.aics-launcher[data-density="compact"] .aics-launcher-bar { height: 48px; }
.aics-launcher-title { font-size: 15px; line-height: 24px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.aics-launcher-body { flex: 1; display: flex; flex-direction: column; gap: 16px; padding: 24px 16px; color: var(--l-muted); font-size: 13px; line-height: 18px; }
.aics-launcher-bone { height: 16px; border-radius: 8px; background: var(--l-subtle); }
.aics-launcher-failed { margin: auto; max-width: 280px; text-align: center; }
.aics-launcher-failed p { margin: 0 0 16px; }
.aics-launcher-plain { min-width: 32px; min-height: 32px; border-radius: 8px; color: var(--l-muted); }
.aics-launcher-plain:hover { background: var(--l-subtle); color: var(--l-text); }
.aics-launcher-again { padding: 0 16px; border: 1px solid var(--l-control); color: var(--l-text); font-size: 13px; line-height: 18px; font-weight: 500; }
@media (pointer: coarse) { .aics-launcher-plain { min-width: 44px; min-height: 44px; } }

.aics-launcher-teaser {
  position: fixed; z-index: var(--chat-launcher-layer, 1000); bottom: calc(92px + env(safe-area-inset-bottom)); inset-inline-end: calc(24px + env(safe-area-inset-right));
  display: flex; align-items: flex-start; gap: 4px; max-width: min(280px, calc(100vw - 48px)); padding: 4px; background: var(--l-surface);
  border: 1px solid var(--l-line); border-radius: 16px; box-shadow: var(--l-shadow);
}
.aics-launcher[data-placement="bottom-left"] .aics-launcher-teaser { inset-inline-end: auto; inset-inline-start: 24px; }
.aics-launcher-said { justify-content: flex-start; padding: 4px 4px 4px 12px; border-radius: 12px; color: var(--l-text); font-size: 15px; line-height: 24px; text-align: start; overflow-wrap: anywhere; }
.aics-launcher-said:hover { background: none; }

.aics-launcher[data-mode="side-panel"] .aics-launcher-popup {
  top: var(--l-view-top, 0px); bottom: auto; inset-inline-end: 0; width: min(440px, 100vw); height: var(--l-view-height, 100dvh); border-width: 0; border-inline-start-width: 1px; border-radius: 0;
}
.aics-launcher[data-mode="side-panel"][data-placement="bottom-left"] .aics-launcher-popup {
  inset-inline-end: auto; inset-inline-start: 0; border-inline-start-width: 0; border-inline-end-width: 1px;
}
.aics-launcher[data-mode="full-screen"] .aics-launcher-popup { ${whole} }
.aics-launcher[data-mode="full-screen"] .aics-launcher-popup[data-keyboard="true"] { padding-bottom: 0; }
.aics-launcher[data-open="true"]:not([data-mode="popup"]) .aics-launcher-button { display: none; }

@media ${SMALL} {
  .aics-launcher[data-mode] .aics-launcher-popup { ${whole} }
  .aics-launcher[data-mode] .aics-launcher-popup[data-keyboard="true"] { padding-bottom: 0; }
  .aics-launcher[data-open="true"] .aics-launcher-button { display: none; }
}
@media (forced-colors: active) {
  .aics-launcher-button, .aics-launcher-popup, .aics-launcher-teaser, .aics-launcher-again { border: 2px solid ButtonText; }
  .aics-launcher-bone { border: 1px solid CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  .aics-launcher-popup, .aics-launcher-teaser { animation: aics-launcher-in 160ms cubic-bezier(.2, 0, 0, 1); }
  @keyframes aics-launcher-in { from { opacity: 0; transform: translateY(8px); } }
}
`;

/** How many launchers use the rules of a document or shadow root, and how these are taken out of it. */
const adopted = new WeakMap<Node, { users: number; remove: () => void }>();

/**
 * Puts the rules into the document or shadow root that holds `element`, once, until the returned function was called for each. A
 * constructed sheet needs no nonce under a strict Content-Security-Policy; where there is none (old engines, jsdom) a style element
 * does the same.
 */
export function adoptLauncherCss(element: Element, palette: LauncherPalette, nonce?: string): () => void {
  const root = element.getRootNode();
  const known = adopted.get(root) ?? { users: 0, remove: insert(root, launcherCss(palette), nonce) };
  adopted.set(root, known);
  known.users += 1;
  return () => {
    known.users -= 1;
    if (known.users > 0) return;
    known.remove();
    adopted.delete(root);
  };
}

function insert(root: Node, css: string, nonce: string | undefined): () => void {
  if (
    (root instanceof Document || root instanceof ShadowRoot) &&
    'adoptedStyleSheets' in root &&
    typeof CSSStyleSheet.prototype.replaceSync === 'function'
  ) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
    return () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }
  const style = document.createElement('style');
  if (nonce !== undefined) style.nonce = nonce;
  style.textContent = css;
  (root instanceof ShadowRoot ? root : document.head).append(style);
  return () => style.remove();
}
