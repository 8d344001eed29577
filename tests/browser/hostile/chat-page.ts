import { expect, type Page } from '@playwright/test';
import { SHOP, SOURCE } from './inputs.ts';
import { type Watch, watch } from './oracle.ts';
import type { Scene } from './scene.ts';

interface Chat {
  sendMessage(text: string): Promise<string>;
  openConversation(id: string): void;
  newConversation(): void;
  exportTranscript(): Promise<string>;
}
export interface Host {
  later(props: Record<string, unknown>, options?: Record<string, unknown>): Promise<void>;
  chat: { handle: Chat; update(props: Record<string, unknown>): void; unmount(): void };
}

/** A page with the strictest policy that waits with its chat; where an answer's links may lead, beside the shop, are these. */
export async function arrive(
  page: Page,
  scene: Scene,
  as: string,
  module = 'AIChatInterface',
  more: readonly string[] = [],
): Promise<Watch> {
  const links = [`${SHOP}/`, SOURCE, `${scene.server.url}/`, ...more];
  const watching = await watch(page, scene.hosts, links);
  await page.goto(scene.page(as, module));
  await watching.begin();
  await page.evaluate(
    async ({ remote, origins }) => {
      const { configure } = await import(`${remote}/esm/embed.js`);
      configure({ connection: { endpoint: '/graphql', getAccessToken: () => '' }, linkOrigins: origins });
    },
    { remote: scene.remote.url, origins: [SHOP] },
  );
  return watching;
}

/** The chat of this person on such a page. */
export async function open(page: Page, scene: Scene, as: string, more: readonly string[] = []): Promise<Watch> {
  const watching = await arrive(page, scene, as, 'AIChatInterface', more);
  await page.evaluate(() => (window as unknown as Host).later({}));
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  return watching;
}

export const send = (page: Page, text: string) => page.evaluate((said) => (window as unknown as Host).chat.handle.sendMessage(said), text);
export const show = (page: Page, id: string) =>
  page.evaluate((which) => (window as unknown as Host).chat.handle.openConversation(which), id);
export const startAnew = (page: Page) => page.evaluate(() => (window as unknown as Host).chat.handle.newConversation());
export const update = (page: Page, props: Record<string, unknown>) =>
  page.evaluate((given) => (window as unknown as Host).chat.update(given), props);

interface Settled {
  readonly newest: string;
  /** Addresses its text links to, in their order. */
  readonly links: readonly string[];
  readonly own: string;
}

/** Waits, frame by frame, until a message holds these words and one of the person's own begins with those, and none grows; gives both, and where the first links to. */
export function settled(page: Page, words: string, said = ''): Promise<Settled> {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const root = document.querySelector('[data-ai-cs-agent]')?.shadowRoot;
          const rows = [...(root?.querySelectorAll('[role=log] [role=article]') ?? [])];
          const texts = rows.map(({ textContent }) => textContent ?? '');
          const at = texts.findLastIndex((text) => text.includes(wanted.words));
          const own = wanted.said === '' ? '' : texts.findLast((text) => text.startsWith(`You: ${wanted.said}`));
          const links = [...(rows[at]?.querySelectorAll('.aics-section a') ?? [])].map((link) => link.getAttribute('href') ?? '');
          if (at >= 0 && own !== undefined && !root?.querySelector('[data-open]')) resolve({ newest: texts[at] ?? '', links, own });
          else requestAnimationFrame(look);
        };
        look();
      }),
    { words, said },
  );
}

/** Every message of the open conversation, as it comes into sight from the newest to the oldest. */
export function readAll(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const root = document.querySelector('[data-ai-cs-agent]')?.shadowRoot;
    const log = root?.querySelector('[role=log]');
    let scroller: Element | null = log ?? null;
    while (scroller && !/auto|scroll/u.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
    const found = new Map<string, string>();
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (let turn = 0; turn < 200; turn += 1) {
      for (const row of log?.querySelectorAll('[data-message-row]') ?? [])
        found.set(row.getAttribute('data-message-row') ?? '', row.textContent ?? '');
      if (!scroller || scroller.scrollTop <= 0) break;
      scroller.scrollTop -= 2_000;
      await frame();
    }
    return [...found.values()].join('\n');
  });
}

/** The page still takes what a person types. */
export async function answersOn(page: Page): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Message' });
  await box.fill('Still here?');
  await expect(box).toHaveValue('Still here?');
  await box.fill('');
}
