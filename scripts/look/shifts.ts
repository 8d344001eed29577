import type { Page } from 'playwright';
import { type Finding, show, type View } from './visit.ts';

/** Cumulative layout shift (no unit) that nothing may exceed while a conversation loads and an answer is written. */
const MOST = 0.01;

const watch = `
  window.shifted = { sum: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted.sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: false });
`;

/** Measures what moves by itself while an answer is written from its first word to its end, at a phone's and a page's width. */
export async function shiftWhileWriting(page: Page): Promise<readonly (Finding & View)[]> {
  const found: (Finding & View)[] = [];
  await page.evaluate(watch);
  for (const width of [360, 1080]) {
    const view: View = { state: 'streaming', scheme: 'light', width };
    // From another state, so that the answer begins anew.
    await show(page, { ...view, state: 'short' });
    await show(page, view);
    await page.evaluate('window.shifted.sum = 0');
    await page.waitForTimeout(4_000);
    const sum = Number(await page.evaluate('window.shifted.sum'));
    if (!(sum <= MOST)) found.push({ ...view, rule: 'shift', element: 'stage', detail: `layout shift ${sum.toFixed(4)} while an answer is written` });
  }
  return found;
}
