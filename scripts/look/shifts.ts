import type { Page } from 'playwright';
import { type Finding, show, type View } from './visit.ts';

/** Cumulative layout shift (no unit) that nothing may exceed while a conversation loads and an answer is written. */
const MOST = 0.01;

const watch = `
  window.shifted ??= new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted.sum += entry.value;
  });
  window.shifted.sum = 0;
  window.shifted.observe({ type: 'layout-shift', buffered: false });
`;

const WIDTHS = [360, 1080] as const;
/** Conversations and lists as they come: short, long, with a person, many, list and chat side by side. */
const LOADED = ['short', 'long', 'with-person', 'closed', 'list', 'list-many', 'list-search', 'demo', 'desk', 'popup'] as const;

type Placed = Finding & View;

async function shifted(page: Page): Promise<number> {
  // What moved in the last frame is told in the next.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
  return Number(await page.evaluate('window.shifted.sum'));
}

const placed = (view: View, sum: number, when: string): readonly Placed[] =>
  sum <= MOST ? [] : [{ ...view, rule: 'shift', element: 'stage', detail: `layout shift ${sum.toFixed(4)} while ${when}` }];

/** Measures what moves by itself while an answer is written from its first word to its end, at a phone's and a page's width. */
export async function shiftWhileWriting(page: Page): Promise<readonly Placed[]> {
  const found: Placed[] = [];
  for (const width of WIDTHS) {
    const view: View = { state: 'streaming', scheme: 'light', width };
    // From another state, so that the answer begins anew.
    await show(page, { ...view, state: 'short' });
    await show(page, view);
    await page.evaluate(watch);
    await page.waitForTimeout(4_000);
    found.push(...placed(view, await shifted(page), 'an answer is written'));
  }
  return found;
}

async function shiftOf(page: Page, view: View): Promise<number> {
  // Changing the size of the window moves everything: that is over before the state is asked for.
  await show(page, { ...view, state: view.state === 'short' ? 'empty' : 'short' });
  await page.evaluate(watch);
  await show(page, view);
  return shifted(page);
}

/** Measures what moves by itself from the moment a conversation or a list is asked for until it stands. */
export async function shiftWhileLoading(page: Page): Promise<readonly Placed[]> {
  const found: Placed[] = [];
  for (const width of WIDTHS) {
    for (const state of LOADED) {
      const view: View = { state, scheme: 'light', width };
      const first = await shiftOf(page, view);
      // A fault shows again; a machine that was busy for a moment does not.
      found.push(...placed(view, first <= MOST ? first : Math.min(first, await shiftOf(page, view)), 'loading'));
    }
  }
  return found;
}
