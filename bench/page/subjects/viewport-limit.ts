import { box } from '../box.ts';
import { start } from '../start.ts';
import { ROW } from '../subject.ts';
import type { Said } from '../text.ts';

/** Pixels assumed for what is not mounted, so that the bar has a length. */
const ROW_PX = 90;

/** The cheapest list there can be: the rows one sees, as plain text, and a spacer for all the others. */
start({
  async mount(root) {
    const scroller = box(root);
    const spacer = scroller.appendChild(document.createElement('div'));
    let held: readonly Said[] = [];
    let text: Text | null = null;
    const rowOf = ({ own, text: said }: Said): HTMLElement => {
      const row = document.createElement('div');
      row.setAttribute(ROW, '');
      row.style.cssText = `padding:0 0 24px;white-space:pre-wrap;overflow-wrap:anywhere;${own ? 'text-align:right' : ''}`;
      text = row.appendChild(document.createTextNode(said));
      return row;
    };
    const space = (mounted: number): void => {
      spacer.style.height = `${Math.max(0, held.length - mounted) * ROW_PX}px`;
    };
    const toEnd = (): void => {
      scroller.scrollTop = scroller.scrollHeight;
    };
    const append = (said: Said): void => {
      held = [...held, said];
      scroller.append(rowOf(said));
      const first = spacer.nextElementSibling;
      if (first && scroller.scrollHeight - spacer.offsetHeight - (first as HTMLElement).offsetHeight > scroller.clientHeight)
        first.remove();
      space(scroller.childElementCount - 1);
      toEnd();
    };
    const open = (messages: readonly Said[]): void => {
      held = messages;
      scroller.replaceChildren(spacer);
      // As many as fill the window when each is as low as a row can be.
      const seen = messages.slice(-Math.ceil(scroller.clientHeight / 48));
      scroller.append(...seen.map(rowOf));
      space(seen.length);
      toEnd();
    };
    return {
      open: (messages) => () => open(messages),
      begin: () => append({ id: 'answer', own: false, text: '' }),
      write(more) {
        text?.appendData(more);
        toEnd();
      },
      finish: () => undefined,
      append,
      close: () => scroller.remove(),
    };
  },
});
