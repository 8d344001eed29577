import { ROWS, scrollerOf, watchBlank } from './places.ts';

/** What is looked at and not done. */
export interface Looks {
  /** Begins to look how much of the window has no row, at every scroll event. */
  watchBlank(): void;
  /** Ends it: per cent of the window without a row. */
  blank(): { readonly blank: number; readonly samples: number };
  /** What is mounted now: its height and that of the window, and the greatest number of nodes in one row. */
  mountedRows(): { readonly rows: number; readonly px: number; readonly window: number; readonly nodes: number };
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
  };
}

function countNodes(nodes: NodeIterator): number {
  let count = 0;
  while (nodes.nextNode()) count += 1;
  return count;
}
