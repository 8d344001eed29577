import { expect, type Page, test } from '@playwright/test';
import { type Stage, serveStage } from './stage/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  stage = await serveStage();
});
test.afterAll(() => stage.close());

/** Numbers from a seed (mulberry32): a run that failed is told by its seed and can be seen again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Seen {
  /** Px of the viewport that no row covers, between the first and the last of it. */
  readonly blank: number;
  readonly gap: number;
  readonly top: number;
  /** The first row that is seen in part, and where it begins (px from the top of the log). */
  readonly key: string | null;
  readonly offset: number;
}

/** What a reader sees, once three frames were painted: what comes into view by another row's shrinking is measured in the second. */
function look(page: Page, key: string | null = null): Promise<Seen> {
  return page.evaluate(async (wanted) => {
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let frames = 0; frames < 3; frames += 1) await frame();
    const log = document.querySelector('[role=log]') as HTMLElement;
    const box = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll<HTMLElement>('[data-message-row]')]
      .filter((row) => getComputedStyle(row).visibility === 'visible')
      .map((row) => ({ key: row.dataset.messageRow ?? '', box: (row.parentElement as HTMLElement).getBoundingClientRect() }))
      .sort((a, b) => a.box.top - b.box.top);
    let [covered, blank] = [box.top, 0];
    const end = Math.min(box.bottom, box.top + log.scrollHeight);
    for (const row of rows) {
      if (row.box.top > covered + 1 && covered < end) blank += Math.min(row.box.top, end) - covered;
      covered = Math.max(covered, row.box.bottom);
    }
    if (covered + 1 < end) blank += end - covered;
    const first = rows.find((row) => (wanted === null ? row.box.bottom > box.top + 1 : row.key === wanted));
    return {
      blank,
      gap: log.scrollHeight - log.scrollTop - log.clientHeight,
      top: log.scrollTop,
      key: first?.key ?? null,
      offset: (first?.box.top ?? Number.NaN) - box.top,
    };
  }, key);
}

interface Hands {
  readonly stage: import('./stage/page.tsx').StagePage;
  answer: ReturnType<import('./stage/page.tsx').StagePage['backend']['beginAnswer']> | null;
}

async function open(page: Page, messages: number, options: { read?: number; width: number; height?: number }): Promise<void> {
  await page.setViewportSize({ width: options.width, height: options.height ?? 740 });
  await page.goto(stage.url);
  await page.waitForFunction(() => 'stage' in window);
  await page.evaluate(
    ([count, read]) => {
      const hands = window as unknown as Hands;
      hands.stage.talk('t', count ?? 0, read ?? count);
      hands.stage.open('t');
    },
    [messages, options.read] as const,
  );
  await page.locator('[data-message-row]').first().waitFor();
  await page.waitForTimeout(500);
}

const WORDS = 'the purchase order of the second warehouse was packed and leaves on Friday with PostNL ';

/** One thing that happens to a conversation while somebody reads it. */
type Happening = 'append' | 'grow' | 'grow much' | 'code' | 'restart' | 'finish' | 'burst' | 'narrow' | 'low' | 'person';
const HAPPENINGS: readonly Happening[] = [
  'append',
  'grow',
  'grow',
  'grow much',
  'code',
  'restart',
  'finish',
  'burst',
  'narrow',
  'low',
  'person',
];

async function happen(page: Page, what: Happening, size: number, window: { width: number; height: number }): Promise<void> {
  if (what === 'narrow' || what === 'low') {
    // Rotation, or a keyboard that comes up; and back the next time.
    const now = page.viewportSize() ?? window;
    const turned =
      what === 'narrow' ? { width: now.height, height: now.width } : { width: now.width, height: Math.round(now.height * 0.6) };
    await page.setViewportSize(now.width === window.width && now.height === window.height ? turned : window);
    return;
  }
  await page.evaluate(
    async ({ what, size, words }) => {
      const hands = window as unknown as Hands;
      const { backend } = hands.stage;
      const talk = backend.conversation('t');
      const maya = { id: 'staff-1', role: 'AGENT', name: 'Maya', avatarUrl: null } as const;
      const started = (): NonNullable<Hands['answer']> => {
        hands.answer ??= backend.beginAnswer('t');
        return hands.answer;
      };
      if (what === 'append') backend.addMessage(talk, { author: maya, text: words.repeat(1 + size) });
      if (what === 'person') backend.addMessage(talk, { author: talk.customer, text: words.repeat(1 + size) });
      if (what === 'burst')
        for (let at = 0; at < 12; at += 1) backend.addMessage(talk, { author: maya, text: `${at} ${words.repeat(size)}` });
      if (what === 'grow') started().write(words.repeat(1 + size));
      if (what === 'grow much') started().write(`\n\n${words.repeat(30)}\n\n`.repeat(2 + size));
      if (what === 'code')
        started().write(`\n\n\`\`\`js\n${'const one = 1;\n'.repeat(20 + size * 10)}\`\`\`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`);
      if (what === 'restart') started().reset('WORKER_LOST' as never);
      if (what === 'finish' && hands.answer) {
        await hands.answer.finish('COMPLETED');
        hands.answer = null;
      }
    },
    { what, size, words: WORDS },
  );
}

/** One reader through many happenings: at the end they stay there; anywhere else nothing they read moves. */
async function read(page: Page, seed: number, steps: number, width: number): Promise<void> {
  const random = randomFrom(seed);
  const window = { width, height: 740 };
  await open(page, 60, window);
  let told = '';
  for (let step = 0; step < steps; step += 1) {
    const what = HAPPENINGS[Math.floor(random() * HAPPENINGS.length)] ?? 'append';
    const size = Math.floor(random() * 4);
    if (step % 8 === 4) {
      // Away from the end, or back to it.
      await page.locator('[role=log]').hover();
      await page.mouse.wheel(0, random() < 0.6 ? -(400 + random() * 1_500) : 100_000);
      await page.waitForTimeout(250);
    }
    const before = await look(page);
    await happen(page, what, size, window);
    await page.waitForFunction(() => (window as unknown as Hands).stage.caughtUp('t'));
    const resized = what === 'narrow' || what === 'low';
    // What the reader themselves says takes them to the end, wherever they were.
    const sticking = before.gap <= 48 || what === 'person';
    const after = await look(page, sticking ? null : before.key);
    told = `seed ${seed}, width ${width}, step ${step} (${what} ${size}): ${JSON.stringify({ before, after })}`;
    expect(after.blank, `blank, ${told}`).toBeLessThanOrEqual(1);
    if (sticking) expect(Math.abs(after.gap), `gap at the end, ${told}`).toBeLessThanOrEqual(1);
    else if (!resized) expect(Math.abs(after.offset - before.offset), `drift, ${told}`).toBeLessThanOrEqual(1);
  }
}

test('L6 through bursts, growth, new attempts and rotation the end stays the end and a place stays the place', async ({ page }) => {
  await read(page, 7, 24, 360);
});

for (const width of [360, 1280]) {
  test(`L6 the same over ${width} px and many seeds @all`, async ({ page }) => {
    test.setTimeout(600_000);
    for (let seed = 1; seed <= 8; seed += 1) await read(page, seed, 60, width);
  });
}

test('S2 L6 an answer that grows line by line stays at its end, and the list hears of it when that is left @all', async ({ page }) => {
  test.setTimeout(90_000);
  const size = { width: 360, height: 740 };
  await open(page, 60, { width: 360 });
  await happen(page, 'grow', 1, size);
  await look(page);
  const room = (): Promise<string> => page.evaluate(() => (document.querySelector('[role=log] > div') as HTMLElement).style.height);
  const bottom = (): Promise<number> => page.evaluate(() => (document.querySelector('[role=log]') as HTMLElement).scrollHeight);
  const ahead = async (): Promise<number> => (await bottom()) - Number.parseFloat(await room());
  const before = await bottom();
  const known = await room();
  // More than a window and all that the list draws beyond it.
  for (let line = 0; line < 80; line += 1) {
    await happen(page, 'grow', 0, size);
    const { gap, blank } = await look(page);
    expect([Math.abs(gap) <= 1, blank <= 1]).toEqual([true, true]);
  }
  expect((await bottom()) - before).toBeGreaterThan(80 * 24);
  expect(await room()).toBe(known);
  expect(await ahead()).toBeGreaterThan(740 + 800);
  // Whoever goes up sees a list that knows the row as it is, and each line that is added.
  await page.locator('[role=log]').hover();
  await page.mouse.wheel(0, -600);
  await expect.poll(ahead).toBeLessThanOrEqual(1);
  expect((await look(page)).blank).toBeLessThanOrEqual(1);
  const left = await bottom();
  await happen(page, 'grow', 2, size);
  await expect.poll(bottom).toBeGreaterThan(left);
  await expect.poll(ahead).toBeLessThanOrEqual(1);
  await page.mouse.wheel(0, 100_000);
  await expect.poll(async () => Math.abs((await look(page)).gap)).toBeLessThanOrEqual(1);
  for (let line = 0; line < 40; line += 1) await happen(page, 'grow', 0, size);
  await look(page);
  expect(await ahead()).toBeGreaterThan(500);
  await happen(page, 'finish', 0, size);
  const over = await look(page);
  expect([Math.abs(over.gap) <= 1, over.blank <= 1, (await ahead()) <= 1]).toEqual([true, true, true]);
});

test('L3 a message that comes at the end is followed in one movement: who goes up has the list draw what lies above @all', async ({
  page,
}) => {
  await open(page, 60, { width: 1280 });
  const upwards = await page.evaluate(async (words) => {
    const { backend } = (window as unknown as Hands).stage;
    const talk = backend.conversation('t');
    const maya = { id: 'staff-1', role: 'AGENT', name: 'Maya', avatarUrl: null } as const;
    const log = document.querySelector('[role=log]') as HTMLElement;
    let [top, times] = [log.scrollTop, 0];
    log.addEventListener('scroll', () => {
      if (log.scrollTop < top - 1) times += 1;
      top = log.scrollTop;
    });
    for (let at = 0; at < 12; at += 1) {
      // Lower and higher than others are: where it ends can only be guessed wrongly.
      backend.addMessage(talk, at % 2 === 0 ? { author: talk.customer, text: 'Yes' } : { author: maya, text: words.repeat(6) });
      for (let frames = 0; frames < 3; frames += 1) await new Promise((done) => requestAnimationFrame(done));
    }
    return times;
  }, WORDS);
  expect(upwards).toBe(0);
  const seen = await look(page);
  expect([Math.abs(seen.gap) <= 1, seen.blank <= 1]).toEqual([true, true]);
});

test('L6 pages of history come before what is read without moving it', async ({ page }) => {
  await open(page, 700, { width: 360 });
  const log = page.locator('[role=log]');
  await log.hover();
  let worst = 0;
  for (let pages = 0; pages < 12; pages += 1) {
    const rows = await page.evaluate(() => document.querySelector('[role=log] > div')?.clientHeight ?? 0);
    await log.evaluate((element) => element.scrollBy({ top: 300 - element.scrollTop, behavior: 'instant' }));
    const before = await look(page);
    await expect.poll(() => page.evaluate(() => document.querySelector('[role=log] > div')?.clientHeight ?? 0)).not.toBe(rows);
    await page.waitForTimeout(80);
    const after = await look(page, before.key);
    worst = Math.max(worst, Math.abs(after.offset - before.offset));
    expect(after.blank).toBeLessThanOrEqual(1);
  }
  expect(worst).toBeLessThanOrEqual(1);
});

test('opens at the first message that is new to the reader, and at the end where all of it is on the last screen', async ({ page }) => {
  await open(page, 60, { width: 360, read: 30 });
  const line = page.getByRole('separator');
  await expect(line).toBeInViewport();
  const seen = await look(page);
  expect(seen.blank).toBeLessThanOrEqual(1);
  expect(seen.gap).toBeGreaterThan(500);
  const place = await line.evaluate(
    (element) => element.getBoundingClientRect().top - (element.closest('[role=log]')?.getBoundingClientRect().top ?? 0),
  );
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThan(200);
  await open(page, 60, { width: 1280, read: 59 });
  await expect(page.getByRole('separator')).toBeInViewport();
  expect(Math.abs((await look(page)).gap)).toBeLessThanOrEqual(1);
  await happen(page, 'grow much', 1, { width: 1280, height: 740 });
  await page.waitForTimeout(100);
  expect(Math.abs((await look(page)).gap)).toBeLessThanOrEqual(1);
});
