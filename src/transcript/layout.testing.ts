import { vi } from 'vitest';

/** jsdom lays nothing out: gives elements a size, so that the virtual list has something to measure. */
export function stubLayout(size = { width: 600, height: 4_000, row: 60 }): void {
  const Observer = class {
    readonly #callback: ResizeObserverCallback;
    constructor(callback: ResizeObserverCallback) {
      this.#callback = callback;
    }
    observe(target: Element): void {
      const height = target.getAttribute('role') === 'log' ? size.height : size.row;
      const entry = { target, contentRect: { width: size.width, height } as DOMRectReadOnly } as ResizeObserverEntry;
      queueMicrotask(() => this.#callback([entry], this as unknown as ResizeObserver));
    }
    unobserve(): void {}
    disconnect(): void {}
  };
  // Where a list puts itself right it scrolls; there is nothing to be scrolled.
  Object.assign(HTMLElement.prototype, { scrollTo: () => undefined, scrollBy: () => undefined });
  vi.stubGlobal('ResizeObserver', Observer);
  // The document's own window is another object than the test's global.
  Object.assign(document.defaultView ?? {}, { ResizeObserver: Observer });
  vi.spyOn(HTMLElement.prototype, 'offsetParent', 'get').mockImplementation(() => document.body);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(() => size.height);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(() => size.height);
}
