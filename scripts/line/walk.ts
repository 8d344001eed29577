import type { Locator, Page } from 'playwright';

/** What one press did, as the panel says it. */
export interface Step {
  readonly button: string;
  /** What the panel said when the line held again. */
  readonly said: string;
  readonly transport: string;
  readonly recovery: string;
  /** Ms from the press until then. */
  readonly ms: number;
}

export interface Rest {
  readonly values: Readonly<Record<string, string>>;
  readonly answers: readonly string[];
}

const FIRST = 'How do I set up a webhook and check its signature?';
const SECOND = 'Which steps do I take to receive a purchase order in part?';
const WAIT = { timeout: 60_000 };

const panel = (page: Page): Locator => page.getByRole('region', { name: 'The line' });
const said = (page: Page): Locator => panel(page).getByRole('status');
const value = (page: Page, key: string): Locator => panel(page).locator(`[data-value=${key}] dd`);

/** A pointer that is drawn: a picture of a page has none. */
async function drawPointer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M2 1.5v17l4.6-4.2 2.9 6.6 3-1.3-2.9-6.5 6.3-.5z');
    for (const [name, text] of Object.entries({ fill: '#14171c', stroke: '#ffffff', 'stroke-width': '1.5' })) path.setAttribute(name, text);
    svg.append(path);
    svg.setAttribute('viewBox', '0 0 18 22');
    svg.setAttribute('aria-hidden', 'true');
    Object.assign(svg.style, { position: 'fixed', width: '22px', left: '700px', top: '640px', zIndex: '99', pointerEvents: 'none' });
    svg.style.transition = 'left 350ms ease-in-out, top 350ms ease-in-out';
    svg.id = 'drawn-pointer';
    document.body.append(svg);
  });
}

async function pointAt(page: Page, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('What is to be pressed is not on the page.');
  const place = { left: `${box.x + box.width * 0.86}px`, top: `${box.y + box.height * 0.7}px` };
  await page.evaluate((to) => Object.assign(document.getElementById('drawn-pointer')?.style ?? {}, to), place);
  await page.waitForTimeout(450);
}

async function ask(page: Page, question: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill(question);
  await page.waitForTimeout(500);
  await box.press('Enter');
  await page.getByRole('button', { name: 'Stop generating' }).waitFor(WAIT);
}

/** When a press has done its work: a number that rose, a text that stands, a switch that moved. */
type Holds = (page: Page, before: number) => Locator;

const resumed: Holds = (page, before) => value(page, 'resumes').filter({ hasText: new RegExp(`^(?!${before}$)`, 'u') });
const byLongPoll: Holds = (page) => value(page, 'transport').filter({ hasText: 'Long poll' });
const secondAttempt: Holds = (page) => panel(page).locator('[data-hash]').filter({ hasText: 'attempt 2' });
const tells =
  (text: RegExp): Holds =>
  (page) =>
    said(page).filter({ hasText: text });

/** Presses, waits until it shows that the line holds again, and looks at it for a moment. */
async function press(page: Page, button: string, holds: Holds, lookMs = 1_200): Promise<Step> {
  const target = panel(page).getByRole('button', { name: button });
  await pointAt(page, target);
  const before = Number(await value(page, 'resumes').innerText());
  const since = performance.now();
  await target.click();
  await holds(page, before).first().waitFor(WAIT);
  const ms = performance.now() - since;
  await page.waitForTimeout(lookMs);
  const [transport, recovery] = await Promise.all([value(page, 'transport').innerText(), value(page, 'recovery').innerText()]);
  return { button, said: await said(page).innerText(), transport, recovery, ms };
}

const written = (page: Page, characters: number): Promise<unknown> =>
  page.waitForFunction((least) => (document.querySelector('[role=log]')?.textContent?.length ?? 0) > least, characters, WAIT);

const agree = (page: Page, answers: number): Promise<void> =>
  panel(page)
    .locator('[data-hash=ok]')
    .nth(answers - 1)
    .waitFor(WAIT);

/** All six, in the middle of two answers. The chat is open and empty when it begins. */
export async function walk(page: Page): Promise<{ steps: readonly Step[]; rest: Rest }> {
  const steps: Step[] = [];
  await drawPointer(page);
  await ask(page, FIRST);
  await written(page, 110);
  steps.push(await press(page, 'Cut the socket', resumed, 600));
  steps.push(await press(page, 'Expire the token', resumed, 600));
  steps.push(await press(page, 'Refuse WebSockets', byLongPoll, 2_000));
  await agree(page, 1);
  await page.waitForTimeout(1_500);
  steps.push(await press(page, 'Refuse WebSockets', tells(/let in again/u), 600));
  // A WebSocket is tried again a minute after the last one failed.
  await value(page, 'transport').filter({ hasText: 'WebSocket' }).waitFor({ timeout: 90_000 });
  await page.waitForTimeout(1_200);
  const length = (await page.getByRole('log').innerText()).length;
  await ask(page, SECOND);
  await written(page, length + 140);
  steps.push(await press(page, '3 s latency', tells(/three seconds longer/u), 1_500));
  steps.push(await press(page, '3 s latency', tells(/latency is gone/u), 600));
  steps.push(await press(page, 'Kill the worker', secondAttempt, 1_500));
  steps.push(await press(page, 'Restart the server', resumed));
  await agree(page, 2);
  await page.waitForTimeout(1_500);
  return { steps, rest: await read(page) };
}

async function read(page: Page): Promise<Rest> {
  const values = await panel(page)
    .locator('[data-value]')
    .evaluateAll((all) => all.map((one) => [one.querySelector('dt')?.textContent ?? '', one.querySelector('dd')?.textContent ?? '']));
  const answers = await panel(page).locator('[data-hash]').allInnerTexts();
  return { values: Object.fromEntries(values) as Record<string, string>, answers: answers.map((text) => text.replaceAll(/\s+/gu, ' ')) };
}
