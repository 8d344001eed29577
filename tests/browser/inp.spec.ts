import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Served, serveBuild } from '../../scripts/look/serve.ts';
import { costOfKeys } from './support/main-thread.ts';

/** Milliseconds from a key or a click to what it changed being painted, on a machine made four times as slow. */
const MOST_MS = 100;
const SLOWER = 4;

let served: Served;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  await ensureBuilt();
  served = await serveBuild(path.resolve(import.meta.dirname, '../../dist'));
});
test.afterAll(() => served.close());

/** Every key and click since the last time, each as long as its slowest event (the browser rounds to 8 ms). */
async function interactions(page: Page): Promise<number[]> {
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  return page.evaluate(() => {
    const { longest } = window as unknown as { longest: Map<number, number> };
    const all = [...longest.values()];
    longest.clear();
    return all;
  });
}

async function slowPage(page: Page, state: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.addInitScript(() => {
    const longest = new Map<number, number>();
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        if (entry.interactionId) longest.set(entry.interactionId, Math.max(entry.duration, longest.get(entry.interactionId) ?? 0));
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.goto(`${served.url}/states?state=${state}&alone=1`);
  await page.locator(`[data-stage][data-state="${state}"][data-ready="true"]`).waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await interactions(page);
}

/** Interactions shorter than 16 ms are not reported by the browser at all. */
const worst = (durations: readonly number[]): number => Math.max(0, ...durations);

const steps: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  [
    'writing in the composer',
    'demo',
    async (page) =>
      page.getByRole('textbox', { name: 'Message' }).pressSequentially('Where is the parcel of order 1042 now?', { delay: 30 }),
  ],
  [
    'writing while an answer comes',
    'streaming',
    async (page) => page.getByRole('textbox', { name: 'Message' }).pressSequentially('And what about order 1043?', { delay: 30 }),
  ],
  [
    'opening a conversation',
    'demo',
    async (page) => {
      for (const id of ['talk-1', 'talk-2', 'talk-4', 'talk']) {
        await page.locator(`[data-conversation="${id}"]`).click();
        await page.waitForTimeout(250);
      }
    },
  ],
  [
    'switching the filter of two hundred',
    'list-many',
    async (page) => {
      for (const name of ['Closed', 'Open', 'All', 'Closed', 'All']) {
        await page.getByRole('button', { name, exact: true }).click();
        await page.waitForTimeout(250);
      }
    },
  ],
  [
    'searching two hundred',
    'list-many',
    async (page) => page.getByRole('searchbox', { name: 'Search conversations' }).pressSequentially('reorder points', { delay: 60 }),
  ],
];

/** A click that does nothing but change a word takes one or two frames; where it takes longer, it is the machine that is measured. */
const CALM_MS = 32;

async function bareClick(page: Page): Promise<number> {
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'bare';
    button.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:99999';
    button.onclick = () => {
      button.textContent = String(performance.now());
    };
    document.body.append(button);
  });
  for (let clicks = 0; clicks < 5; clicks += 1) {
    await page.locator('#bare').click({ force: true });
    await page.waitForTimeout(60);
  }
  await page.evaluate(() => document.getElementById('bare')?.remove());
  return worst(await interactions(page));
}

/** The worst a person may meet: the longest task has just begun when the key comes. */
for (const [name, state, act] of steps.slice(0, 2)) {
  test(`${name}: the main thread needs at most ${MOST_MS / SLOWER} ms from a key to its paint, so ${MOST_MS} ms at ${SLOWER}x CPU throttle`, async ({
    browser,
  }) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${served.url}/states?state=${state}&alone=1`);
    await page.locator(`[data-stage][data-state="${state}"][data-ready="true"]`).waitFor();
    const { keys, longest } = await costOfKeys(browser, page, () => act(page));
    const worst = Math.max(...keys) + longest;
    const told = `${name}: ${Math.max(...keys).toFixed(1)} ms of CPU at worst for one of ${keys.length} keys, after a task of ${longest.toFixed(1)} ms`;
    test.info().annotations.push({ type: 'main thread', description: told });
    console.log(told);
    expect(keys.length).toBeGreaterThan(20);
    expect(worst, told).toBeLessThanOrEqual(MOST_MS / SLOWER);
    await page.close();
  });
}

/** Moments of a busy machine are passed over; a slow page is slow in each round. */
const ROUNDS = 3;

for (const [name, state, act] of steps) {
  test(`${name} shows within ${MOST_MS} ms at ${SLOWER}x CPU throttle @bench`, async ({ browser }) => {
    test.setTimeout(180_000);
    const rounds: { ours: number; bare: number }[] = [];
    while (rounds.length < ROUNDS && !rounds.some(({ ours }) => ours <= MOST_MS)) {
      const page = await browser.newPage();
      await slowPage(page, state);
      const before = await bareClick(page);
      await act(page);
      const ours = worst(await interactions(page));
      rounds.push({ ours, bare: Math.max(before, await bareClick(page)) });
      await page.close();
    }
    const told = `${name}: worst interaction ${rounds.map(({ ours, bare }) => `${ours} ms (a bare click ${bare} ms)`).join(', then ')}`;
    test.info().annotations.push({ type: 'interaction to next paint', description: told });
    console.log(told);
    const best = Math.min(...rounds.map(({ ours }) => ours));
    test.skip(best > MOST_MS && rounds.every(({ bare }) => bare > CALM_MS), `This machine is too busy to measure it. ${told}`);
    expect(best, told).toBeLessThanOrEqual(MOST_MS);
  });
}
