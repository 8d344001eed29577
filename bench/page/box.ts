/** The scrolling box every subject without one of its own lies in: of one size, so that as much is drawn. */
export function box(root: HTMLElement): HTMLElement {
  const scroller = root.appendChild(document.createElement('div'));
  scroller.style.cssText = BOX;
  return scroller;
}

export const BOX = 'height:100%;overflow-y:auto;overflow-anchor:none;padding:0 280px;font:15px/24px sans-serif;box-sizing:border-box';
