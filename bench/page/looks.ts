import { ROWS, scrollerOf, watchBlank } from './places.ts';

/** What is looked at and not done. */
export interface Looks {
  /** Begins to look how much of the window has no row, at every scroll event. */
  watchBlank(): void;
  /** Ends it: per cent of the window without a row. */
  blank(): { readonly blank: number; readonly samples: number };
  /** What is mounted now: its height and that of the window, and the greatest number of nodes in one row. */
  mountedRows(): { readonly rows: number; readonly px: number; readonly window: number; readonly nodes: number };
  /** For so long, after every frame: the newest time written in the text as `t<ms since 1970>`, and when it was first painted. */
  painted(ms: number): Promise<readonly Painted[]>;
}

export interface Painted {
  readonly newest: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function looksAt(root: HTMLElement): Looks {
  let blank: Looks['blank'] = () => ({ blank: Number.NaN, samples: 0 });
  return {
    watchBlank() {
      blank = watchBlank(root);
    },
    blank: () => blank(),
    mountedRows() {
      const rows = [...root.querySelectorAll(ROWS)];
      const nodes = rows.map((row) => countNodes(document.createNodeIterator(row)));
      const px = rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
      return { rows: rows.length, px, window: scrollerOf(root).clientHeight, nodes: Math.max(...nodes) };
    },
    painted: (ms) => painted(root, ms),
  };
}

async function painted(root: HTMLElement, ms: number): Promise<readonly Painted[]> {
  const seen: Painted[] = [];
  const until = performance.now() + ms;
  while (performance.now() < until) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const newest = Number(newestIn([...root.querySelectorAll(ROWS)].at(-1)?.textContent ?? ''));
    if (newest > (seen.at(-1)?.newest ?? 0)) seen.push({ newest, at: performance.timeOrigin + performance.now() });
  }
  return seen;
}

/** Looked for from the end: the text grows, and only its end is new. */
function newestIn(text: string): string {
  for (let at = text.lastIndexOf('t'); at >= 0; at = text.lastIndexOf('t', at - 1)) {
    const time = /^t(\d{13})/u.exec(text.slice(at, at + 14))?.[1];
    if (time) return time;
    if (at === 0) break;
  }
  return '0';
}

function countNodes(nodes: NodeIterator): number {
  let count = 0;
  while (nodes.nextNode()) count += 1;
  return count;
}
