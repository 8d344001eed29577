import { listOf } from '../conversations.ts';
import { start } from '../start.ts';
import { ROW } from '../subject.ts';

const ROW_PX = 72;

/** The cheapest list of conversations: the rows one sees, as two lines of text each, and a spacer for all the others. */
start({
  async mount(root) {
    const box = root.appendChild(document.createElement('div'));
    box.style.cssText = 'height:100%;overflow-y:auto;font:14px/20px sans-serif';
    return {
      open(messages) {
        const { nodes } = listOf(messages.length);
        return () => {
          const rows = nodes.slice(0, Math.ceil(box.clientHeight / ROW_PX) + 1).map(({ title, lastMessage }) => {
            const row = document.createElement('div');
            row.setAttribute(ROW, '');
            row.style.cssText = `height:${ROW_PX}px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis`;
            const name = row.appendChild(document.createElement('b'));
            name.textContent = title;
            row.append(document.createElement('br'), lastMessage?.text ?? '');
            return row;
          });
          const spacer = document.createElement('div');
          spacer.style.height = `${(nodes.length - rows.length) * ROW_PX}px`;
          box.replaceChildren(...rows, spacer);
          box.scrollTop = 0;
        };
      },
      begin: () => undefined,
      write: () => undefined,
      finish: () => undefined,
      close: () => box.remove(),
    };
  },
});
