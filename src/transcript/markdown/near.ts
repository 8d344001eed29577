/** Px above and below the log within which something counts as near: more than a turn of the wheel. */
const MARGIN_PX = 400;

interface Watch {
  readonly observer: IntersectionObserver;
  readonly waiting: Map<Element, () => void>;
}

/** One observer for each log. */
const watches = new WeakMap<Node, Watch>();

/**
 * Calls back once the element comes near to what is seen of its log; at once where the browser does not tell. Returns how to
 * give up waiting.
 */
export function whenNear(element: Element, callback: () => void): () => void {
  if (typeof IntersectionObserver !== 'function') {
    callback();
    return () => {};
  }
  const log = element.closest('[role=log]');
  const place = log ?? element.ownerDocument;
  const watch = watches.get(place) ?? begin(log);
  watches.set(place, watch);
  watch.waiting.set(element, callback);
  watch.observer.observe(element);
  return () => leave(watch, element);
}

function begin(log: Element | null): Watch {
  const waiting = new Map<Element, () => void>();
  const look = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) {
      const callback = waiting.get(target);
      if (!isIntersecting || !callback) continue;
      leave(watch, target);
      callback();
    }
  };
  const watch = { observer: new IntersectionObserver(look, { root: log, rootMargin: `${MARGIN_PX}px 0px` }), waiting };
  return watch;
}

function leave({ observer, waiting }: Watch, element: Element): void {
  if (waiting.delete(element)) observer.unobserve(element);
}
