import type { Browser } from 'playwright';
import { palette } from '../../src/ui/palette.ts';
import { type Finding, inspect, openGallery, show, type View } from './visit.ts';

/** What a finger presses is at least 44 × 44 px wherever the pointer is coarse: every state once more, as a phone shows it. */
export async function targetsForFingers(browser: Browser, url: string, states: readonly string[]): Promise<readonly (Finding & View)[]> {
  const page = await openGallery(browser, url, true);
  if (!(await page.evaluate("matchMedia('(pointer: coarse)').matches")))
    throw new Error('This browser does not act as one that is touched.');
  const found: (Finding & View)[] = [];
  for (const state of states) {
    const view: View = { state, scheme: 'light', width: 360 };
    await show(page, view);
    const all = await inspect(page, Object.values(palette.light), true);
    found.push(...all.filter((finding) => finding.rule === 'target').map((finding) => ({ ...finding, ...view, rule: 'touch' })));
  }
  await page.context().close();
  return found;
}
