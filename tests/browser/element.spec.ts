import path from 'node:path';
import { expect, type Page, test, type WebSocket } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
const NONCE = 'bm9uY2Utb2YtdGhlLXBhZ2U=';
/** Told by a header: browsers then take the nonce out of the attribute, and only the element's property has it. */
const headers = (remote: string): Record<string, string> => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `script-src 'self' ${remote} 'nonce-${NONCE}'`,
    `style-src 'self' 'nonce-${NONCE}'`,
    "img-src 'self'",
    `connect-src 'self' ws: ${remote}`,
  ].join('; '),
});
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['esm'], headers);
});
test.afterAll(() => host.close());

interface Live {
  chat: HTMLElement & Record<string, unknown> & { handle: { sendMessage(text: string): Promise<string> } };
  told: { type: string; detail: unknown[] }[];
  embed: { defineElement(name: string): void };
  violations: string[];
}
/** Of the page: what it put into its window. */
declare function live(): Live;

interface Wanted {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly props?: object;
}

async function open(page: Page, { attributes = {}, props = {} }: Wanted = {}): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations, live: () => window });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
      violations.push(`${effectiveDirective} ${sample}`),
    );
  });
  const more = { as: 'ben', attributes: JSON.stringify(attributes), props: JSON.stringify(props) };
  await page.goto(host.page('strict-element.html', more));
  await page.waitForFunction(() => 'embed' in window);
  return sockets;
}

const root = (page: Page) => page.locator('#chat .aics-root');
const field = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const openOnes = (sockets: readonly WebSocket[]): number => sockets.filter((socket) => !socket.isClosed()).length;

test('the element’s nonce counts under a policy told by a header, and what was set before the module came is kept', async ({ page }) => {
  await open(page, { props: { placeholder: 'Ask the shop', theme: { radius: 4 } } });
  await expect(field(page)).toHaveAttribute('placeholder', 'Ask the shop');
  expect(await page.evaluate(() => [live().chat.getAttribute('nonce'), live().chat.nonce])).toEqual(['', NONCE]);
  expect(await root(page).evaluate((element) => getComputedStyle(element).display)).toBe('flex');
  expect(await root(page).evaluate((element) => getComputedStyle(element).getPropertyValue('--aics-radii-control'))).toBe('4px');
  expect(await page.evaluate(() => live().violations)).toEqual([]);
});

test('attributes and properties are live, are what they say, and change nothing of the line @all', async ({ page }) => {
  const sockets = await open(page, { attributes: { height: '420', heading: 'Help', theme: '{"brand":"#0a7d4b"}' } });
  await expect(page.getByText('Help', { exact: true })).toBeVisible();
  await page.evaluate(() => live().chat.handle.sendMessage('How do I print a packing slip?'));
  await expect.poll(() => openOnes(sockets)).toBe(1);
  expect(await root(page).evaluate((element) => element.getBoundingClientRect().height)).toBe(420);
  const accent = () => root(page).evaluate((element) => getComputedStyle(element).getPropertyValue('--aics-colors-accent').trim());
  const branded = await accent();
  const set = (name: string, value: string | null) =>
    page.evaluate(([of, to]) => (to === null ? live().chat.removeAttribute(of) : live().chat.setAttribute(of, to)), [name, value] as const);
  await set('color-scheme', 'dark');
  await expect(root(page)).toHaveAttribute('data-aics-scheme', 'dark');
  await set('color-scheme', null);
  await expect(root(page)).toHaveAttribute('data-aics-scheme', 'light');
  await set('theme', null);
  await expect.poll(accent).not.toBe(branded);
  await set('read-only', '');
  await expect(field(page)).toHaveCount(0);
  await set('read-only', 'false');
  await expect(field(page)).toBeVisible();
  // A property outdoes the attribute, until it is taken back.
  await set('placeholder', 'First');
  const property = (value: string | undefined) => page.evaluate((to) => void Object.assign(live().chat, { placeholder: to }), value);
  await property('Second');
  await expect(field(page)).toHaveAttribute('placeholder', 'Second');
  await property(undefined);
  await expect(field(page)).toHaveAttribute('placeholder', 'First');
  expect([sockets.length, openOnes(sockets)]).toEqual([1, 1]);
});

test('each handler is an event with its arguments, beside the property; the dear ones only where the property is set @all', async ({
  page,
}) => {
  await open(page);
  await page.evaluate(() => {
    const { chat } = live();
    chat.onMessageSend = ({ text }: { text: string }) => chat.setAttribute('data-heard', text);
  });
  await expect(field(page)).toBeVisible();
  const id = await page.evaluate(() => live().chat.handle.sendMessage('How do I print a packing slip?'));
  const told = (type: string) => page.evaluate((of) => live().told.flatMap(({ type, detail }) => (type === of ? [detail[0]] : [])), type);
  await expect.poll(() => told('response-end')).toEqual([expect.objectContaining({ conversationId: id })]);
  expect(await told('message-send')).toEqual([expect.objectContaining({ text: 'How do I print a packing slip?' })]);
  expect(await page.evaluate(() => live().chat.dataset.heard)).toBe('How do I print a packing slip?');
  expect(await told('status-change')).toContain('answering');
  expect(await told('line-change')).toEqual([]);
  await page.evaluate(() => void Object.assign(live().chat, { onLineChange: () => undefined }));
  await expect.poll(async () => (await told('line-change')).length).toBeGreaterThan(0);
});

test('module, isolation and place can change; removed, it leaves nothing, and put back it is there again @all', async ({ page }) => {
  const sockets = await open(page);
  await page.evaluate(() => live().chat.handle.sendMessage('How do I print a packing slip?'));
  await expect.poll(() => openOnes(sockets)).toBe(1);
  await field(page).fill('half a');
  const moved = await page.evaluate(() => {
    const { chat } = live();
    document.querySelector('#second')?.append(chat);
    return chat.parentElement?.id;
  });
  expect(moved).toBe('second');
  await expect(field(page)).toHaveValue('half a');
  expect([sockets.length, openOnes(sockets)]).toEqual([1, 1]);
  const isolated = () => page.locator('[data-ai-cs-agent]').evaluate((element) => element.shadowRoot !== null);
  expect(await isolated()).toBe(true);
  await page.evaluate(() => live().chat.setAttribute('isolation', 'scoped'));
  await expect.poll(isolated).toBe(false);
  await expect(field(page)).toBeVisible();
  await page.evaluate(() => live().chat.setAttribute('module', 'button'));
  await expect(page.getByRole('button', { name: 'Open chat' })).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await page.evaluate(() => live().chat.remove());
  await expect(page.locator('[data-ai-cs-agent], .aics-launcher, .aics-root')).toHaveCount(0);
  await expect.poll(() => openOnes(sockets)).toBe(0);
  expect(await page.evaluate(() => live().chat.handle)).toBeNull();
  await page.evaluate(() => {
    live().chat.removeAttribute('module');
    document.querySelector('#chat')?.append(live().chat);
  });
  await expect(field(page)).toBeVisible();
  expect(await page.evaluate(() => live().violations)).toEqual([]);
});

test('what could not be fetched is told as mount-error, and the next change of it tries again @all', async ({ page }) => {
  const wanted = '**/esm/**/*AIChatInterface*.js';
  await page.route(wanted, (route) => route.abort());
  await open(page);
  const told = () =>
    page.evaluate(() =>
      live()
        .told.filter(({ type }) => type === 'mount-error')
        .map(({ detail }) => detail),
    );
  await expect.poll(told).toEqual([expect.objectContaining({ reason: 'missing' })]);
  await page.unroute(wanted);
  await page.evaluate(() => live().chat.setAttribute('color-scheme', 'dark'));
  await expect(field(page)).toBeVisible();
});

test('another copy takes a name of its own, and a name that is taken stays as it is @all', async ({ page }) => {
  await open(page);
  await expect(field(page)).toBeVisible();
  const [same, other] = await page.evaluate(() => {
    const { chat, embed } = live();
    embed.defineElement('ai-cs-agent');
    embed.defineElement('other-chat');
    const second = document.createElement('other-chat');
    second.setAttribute('color-scheme', 'dark');
    second.nonce = chat.nonce;
    document.querySelector('#second')?.append(second);
    return [chat.constructor === customElements.get('ai-cs-agent'), second.constructor === chat.constructor];
  });
  expect([same, other]).toEqual([true, false]);
  await expect(page.locator('#second .aics-root')).toHaveAttribute('data-aics-scheme', 'dark');
  await expect(page.locator('#second').getByRole('textbox')).toBeVisible();
});

test('embed.js leaves no global, and what it keeps has names of its own @all', async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { before: Object.getOwnPropertyNames(window) }));
  await open(page, { props: { userId: 'ben', persistence: 'device' } });
  await page.evaluate(() => live().chat.handle.sendMessage('How do I print a packing slip?'));
  const left = await page.evaluate(async () => {
    const { before } = window as unknown as { before: string[] };
    const ours = Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return { ours, kept: [...Object.keys(sessionStorage), ...Object.keys(localStorage)], databases };
  });
  // What the page itself put there.
  expect(left.ours.sort()).toEqual(['before', 'chat', 'embed', 'live', 'told', 'violations']);
  expect(left.kept.filter((key) => !key.startsWith('ai-cs-agent'))).toEqual([]);
  expect(left.databases).toEqual(['ai-cs-agent']);
});
