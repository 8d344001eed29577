import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type HostPage, serveHost } from '../federation/hosts/serve.ts';

const folder = path.resolve(import.meta.dirname, '../federation/hosts/pages');
let host: HostPage;
test.beforeAll(async () => {
  host = await serveHost(folder, ['react', 'isolated', 'esm']);
});
test.afterAll(() => host.close());

type Load = (options: object) => { load<T>(module: string): Promise<T>; ready(): Promise<{ mount(element: Element | null): void }> };
/** What the page of these tests has in its window. */
interface Window {
  readonly loadRemoteChat: Load;
  readonly told: string[];
}
declare const window: Window;

/** A page of nothing but the loader; a reload would empty its list. */
async function open(page: Page): Promise<void> {
  await page.goto(host.page('embed.html', { as: 'ben', hold: '1' }));
  await page.evaluate(async (loader) => Object.assign(window, await import(loader), { told: [] }), '/loader.js');
}
const told = (page: Page): Promise<string[]> => page.evaluate(() => window.told);

test('the features a build names are those it has', async ({ page }) => {
  await open(page);
  const found = await page.evaluate(async (remote) => {
    const features = ['headless', 'mount'];
    const byFederation = async (build: string) => {
      const chat = window.loadRemoteChat({ manifest: `${remote}/${build}/mf-manifest.json`, name: `ai_cs_agent_${build}` });
      const { contract } = await chat.load<{ contract: { features: string[] } }>('contract');
      const kinds = features.map((name) =>
        chat.load(name).then(
          () => 'there',
          ({ kind }) => kind,
        ),
      );
      return { named: contract.features, have: await Promise.all(kinds) };
    };
    const embed = await import(`${remote}/esm/embed.js`);
    return {
      react: await byFederation('react'),
      isolated: await byFederation('isolated'),
      esm: { named: embed.contract.features, have: features.map((name) => (name in embed ? 'there' : 'invalid')) },
    };
  }, host.remote);
  const both = (names: readonly string[]) => ['headless', 'mount'].filter((name) => names.includes(name));
  expect(both(found.react.named)).toEqual(['headless']);
  expect(both(found.isolated.named)).toEqual(['mount']);
  expect(both(found.esm.named)).toEqual(['mount']);
  // Whoever asks for what a version has not got is told so.
  expect(found.react.have).toEqual(['there', 'invalid']);
  expect(found.isolated.have).toEqual(['invalid', 'there']);
  expect(found.esm.have).toEqual(['invalid', 'there']);
});

test('ready(): the stand-in of the page is shown at once and gives way to the chat, though what it told of the failure threw', async ({
  page,
}) => {
  await open(page);
  await page.route('**/mf-manifest.json', (route) => route.abort());
  await page.evaluate((manifest) => {
    const place = document.querySelector('#chat');
    const options = {
      manifest,
      name: 'ai_cs_agent_isolated',
      onError({ kind }: { kind: string }) {
        window.told.push(kind);
        throw new Error('onError of the page');
      },
      fallback: ({ kind }: { kind: string }) => place?.append(`The chat will be here: ${kind}`),
    };
    const show = ({ mount }: { mount(element: Element | null): void }) => {
      place?.replaceChildren();
      mount(place);
    };
    void window.loadRemoteChat(options).ready().then(show);
  }, `${host.remote}/isolated/mf-manifest.json`);
  await expect(page.getByText('The chat will be here: missing')).toBeVisible();
  await page.unroute('**/mf-manifest.json');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await expect(page.getByText('The chat will be here')).toBeHidden();
  expect(new Set(await told(page))).toEqual(new Set(['missing']));
});

test('ready() with a registry: the page is told that its own file for that is away, and asks the registry once it is there', async ({
  page,
}) => {
  await open(page);
  await page.route('**/released-chat*.js', (route) => route.abort());
  await page.evaluate((registry) => {
    const options = {
      registry,
      key: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      environment: 'isolated',
      onError: ({ name, kind, message }: Error & { kind: string }) => window.told.push(`${name} ${kind}: ${message}`),
      fallback: ({ kind }: { kind: string }) => document.querySelector('#chat')?.append(`The chat will be here: ${kind}`),
    };
    void window
      .loadRemoteChat(options)
      .ready()
      .catch(() => window.told.push('rejected'));
  }, `${host.remote}/registry.json`);
  await expect(page.getByText('The chat will be here: missing')).toHaveCount(1);
  expect((await told(page))[0]).toBe('RemoteError missing: The file of this page that reads registries could not be fetched.');
  await page.unroute('**/released-chat*.js');
  await expect
    .poll(async () => (await told(page)).at(-1))
    .toMatch(/^RemoteError missing: The registry .*registry\.json answered with status 404/u);
  expect(await told(page)).not.toContain('rejected');
});
