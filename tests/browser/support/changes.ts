import { expect, type JSHandle, type Page, type TestInfo } from '@playwright/test';
import { type Snapshot, snapshot } from '../../federation/hosts/in-page.ts';
import { everyOverlay } from './overlays.ts';

/** The page as it was, kept within it: tens of thousands of lines are not sent back and forth for each look. */
export interface Before {
  readonly kept: JSHandle<Snapshot>;
  /** Computed properties looked at. */
  readonly properties: number;
  /** Script elements of the page. */
  readonly scripts: number;
}

/** The page as it is now, with everything of it that a chat could change. */
export async function look(page: Page): Promise<Before> {
  const kept = await page.evaluateHandle(snapshot);
  return { kept, ...(await kept.evaluate(({ properties, scripts }) => ({ properties, scripts }))) };
}

/** What of the page is not as it was. */
export async function changes(page: Page, { kept }: Before): Promise<string[]> {
  const now = await page.evaluateHandle(snapshot);
  const changed = await page.evaluate(
    ([first, last]) => {
      const known = new Set(first.lines);
      return last.lines.filter((line) => !known.has(line));
    },
    [kept, now] as const,
  );
  await now.dispose();
  return changed;
}

export const expectUnchanged = async (page: Page, before: Before, after: string): Promise<void> =>
  expect(await changes(page, before), after).toEqual([]);

/** What the pages below `tests/federation/hosts` put into their window when they are opened with `hold`. */
interface Held {
  later(props?: object): Promise<unknown>;
  chat: { update(props: object): void; unmount(): void };
}

/** Mounting, changing and unmounting in the same words for each kind of page. */
const steer = (page: Page) => ({
  mount: (props: object = {}): Promise<void> =>
    page.evaluate(async (given) => void (await (window as unknown as Held).later(given)), props),
  update: (props: object): Promise<void> => page.evaluate((given) => (window as unknown as Held).chat.update(given), props),
  unmount: (): Promise<void> => page.evaluate(() => (window as unknown as Held).chat.unmount()),
});

/** Opens a page that mounts nothing before it is told to, tall enough that nothing has to be scrolled to for pressing it. */
export async function openHeld(page: Page, address: string, viewport = { width: 1280, height: 1200 }) {
  await page.setViewportSize(viewport);
  await page.goto(address);
  await page.waitForFunction(() => 'later' in window);
  await page.evaluate(() => scrollTo({ top: 60, behavior: 'instant' }));
  return { chat: steer(page), before: await look(page) };
}

/** Of an unmounted chat nothing is left in the page, and of the files it fetched neither. */
export async function expectGone(page: Page, before: Before): Promise<void> {
  await expect(page.locator('[data-ai-cs-agent]')).toHaveCount(0);
  await expectUnchanged(page, before, 'unmounting');
  await expect.poll(() => page.evaluate(() => document.scripts.length)).toBe(before.scripts);
}

/** For the log: how much was compared, and after how many overlays. */
export function tellCompared(info: TestInfo, what: string, { properties }: Before, opened: number): void {
  const description = `${what}: ${properties} computed properties, ${opened} overlays`;
  info.annotations.push({ type: 'compared', description });
  console.log(`compared ${description}`);
}

/** List and chat at this address: mounted, everything opened, dark, unmounted. */
export async function expectNoLeaks(page: Page, address: string, what: string, info: TestInfo): Promise<void> {
  const { chat, before } = await openHeld(page, address);
  const same = (after: string) => expectUnchanged(page, before, after);
  await chat.mount();
  await expect(page.locator('[data-conversation]').first()).toBeVisible();
  await same('mounting');
  const opened = await everyOverlay(page, page.locator('#chat'), same);
  // Eight of the chat, two of the list, two of what is closed.
  expect(opened).toBe(12);
  await chat.update({ colorScheme: 'dark' });
  await expect(page.locator('.aics-root').first()).toHaveAttribute('data-aics-scheme', 'dark');
  await same('dark');
  await chat.unmount();
  await expectGone(page, before);
  tellCompared(info, what, before, opened);
}
