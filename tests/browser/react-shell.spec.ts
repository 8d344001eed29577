import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { buildReactShell } from '../federation/build.ts';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

/** A React 19 page that asks for a component as the guide shows it, of a remote that is another than it takes it for. */
const pages = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  const built = await buildReactShell();
  host = await serveHost([built, pages], ['react', 'isolated']);
  await rm(built, { recursive: true, force: true });
});
test.afterAll(() => host.close());

/** What is wrong with the remote until the returned function mends it. */
type Fault = (page: Page) => Promise<() => Promise<unknown>>;

/** An earlier version of the remote, which does not have this component. */
const withoutModule: Fault = async (page) => {
  const entry = '**/react/remoteEntry.js';
  await page.route(entry, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('"./AIChatInterface"', '"./AnotherInterface"');
    await route.fulfill({ response, body });
  });
  return () => page.unroute(entry);
};
/** Nothing is served below the version's number before it is released. */
const withoutVersion: Fault = async (page) => () =>
  page.route('**/9.9.9/**', async (route) =>
    route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/9.9.9/', '/') }) }),
  );
/** The other build's manifest stands at this one's address. */
const anotherBuild: Fault = async (page) => {
  const manifest = '**/react/mf-manifest.json';
  await page.route(manifest, async (route) =>
    route.fulfill({ response: await route.fetch({ url: `${host.remote}/isolated/mf-manifest.json` }) }),
  );
  return () => page.unroute(manifest);
};

const faults: readonly (readonly [string, Fault, Record<string, string>, string])[] = [
  ['a remote without the component', withoutModule, {}, 'RemoteError invalid'],
  ['a version that is not there', withoutVersion, { version: '/9.9.9' }, 'RemoteError missing'],
  ['another build at its address', anotherBuild, {}, 'RemoteError invalid'],
];
for (const [what, begin, more, reason] of faults)
  test(`${what}: React 19 is told why, shows what stands in, and has the chat without a reload once that is mended @all`, async ({
    page,
  }) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
    const mend = await begin(page);
    await page.goto(host.page('shell.html', more));
    await expect.poll(told).toContain(reason);
    const standIn = page.getByText('The chat is not here yet.');
    await expect(standIn).toBeVisible();
    await page.getByRole('button', { name: 'pressed 0' }).click();
    await mend();
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible({ timeout: 30_000 });
    await expect(standIn).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'pressed 1' })).toBeVisible();
    // All attempts ended alike, and a reload would have emptied the list.
    expect([...new Set(await told())]).toEqual([reason]);
    expect(errors).toEqual([]);
  });
