/** How many new messages each chat of this page knows of. One count stands in the title, however many chats there are. */
const counts = new Map<object, number>();
let base = '';
let shown = '';

/** Puts the count before the page's title, or takes it away with 0. A title the page sets meanwhile is kept. */
export function setTitleCount(owner: object, count: number): void {
  if (count === 0) counts.delete(owner);
  else counts.set(owner, count);
  if (shown === '' || document.title !== shown) base = document.title;
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const next = total === 0 ? base : `(${total}) ${base}`;
  shown = total === 0 ? '' : next;
  if (document.title !== next) document.title = next;
}
