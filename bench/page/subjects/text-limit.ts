import { box } from '../box.ts';
import { start } from '../start.ts';

/** Blocks in one section, as ours has them. */
const PER_SECTION = 8;

/** What the browser needs to show the text at all: plain text, nothing parsed, sections out of sight skipped. */
start({
  async mount(root) {
    const scroller = box(root);
    let section: HTMLElement | null = null;
    let blocks = 0;
    let text: Text | null = null;
    const paragraph = (): Text => {
      if (!section || blocks % PER_SECTION === 0) {
        section = scroller.appendChild(document.createElement('div'));
        section.style.cssText = 'content-visibility:auto;contain-intrinsic-size:auto 500px';
      }
      blocks += 1;
      const node = section.appendChild(document.createElement('p'));
      node.style.cssText = 'margin:0 0 12px;white-space:pre-wrap;overflow-wrap:anywhere';
      return node.appendChild(document.createTextNode(''));
    };
    return {
      begin() {
        section = null;
        text = paragraph();
      },
      write(more) {
        const parts = more.split('\n\n');
        parts.forEach((part, index) => {
          if (index > 0) text = paragraph();
          text?.appendData(part);
        });
        scroller.scrollTop = scroller.scrollHeight;
      },
      finish: () => undefined,
      close: () => scroller.remove(),
    };
  },
});
