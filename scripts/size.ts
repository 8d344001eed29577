/**
 * What a cold Chromium really loads of the chat, in KiB brotli 11 and gzip, and which part costs what: `npm run size`.
 * A part's share of a file is its share of the minified characters, by the source map.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { buildReactHost } from '../tests/federation/build.ts';
import { serveHost } from '../tests/federation/hosts/serve.ts';
import { findBrowser } from './browser.ts';
import { partsOf } from './size/parts.ts';

const root = path.resolve(import.meta.dirname, '..');
const KIB = 1_024;
const brotli = (body: Buffer): number => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / KIB;
const gzip = (body: Buffer): number => gzipSync(body, { level: 9 }).length / KIB;

interface Loaded {
  readonly url: string;
  readonly body: Buffer;
  /** When it was asked for and when it was there, in ms. */
  readonly from: number;
  readonly to: number;
}
interface Subject {
  readonly name: string;
  readonly page: string;
  /** KiB brotli before the chat is usable; null where the issue names none. */
  readonly budget: number | null;
  readonly open: (page: Page) => Promise<void>;
}

const composer = (page: Page) => page.getByRole('textbox', { name: 'Message' }).waitFor();

/** Files with maps, in a folder of their own: what is served is what `npm run build` makes. */
async function buildWithMaps(): Promise<string> {
  const output = mkdtempSync(path.join(tmpdir(), 'chat-size-'));
  const bin = path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
  const env = { ...process.env, NODE_ENV: 'production', BUILD_MAPS: '1', BUILD_OUTPUT: path.relative(root, output) };
  const child = spawn(process.execPath, [bin, 'build', '--log-level', 'error', '--environment', 'react,isolated,esm'], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The build ended with code ${code}; its errors stand above.`);
  return output;
}

const withoutMap = (body: Buffer): Buffer => Buffer.from(body.toString().replace(/\n?\/\/# sourceMappingURL=\S+\s*$/u, ''));

/** Every file of the remote's origin, with its times, from a browser that has none of them. */
async function load(browser: Browser, url: string, remote: string, work: (page: Page) => Promise<void>): Promise<Loaded[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded: Promise<Loaded>[] = [];
  page.on('requestfinished', (request) => {
    if (!request.url().startsWith(remote)) return;
    loaded.push(
      (async () => {
        const response = await request.response();
        const { startTime, responseEnd } = request.timing();
        return {
          url: request.url().slice(remote.length),
          body: withoutMap((await response?.body()) ?? Buffer.alloc(0)),
          from: startTime,
          to: startTime + responseEnd,
        };
      })(),
    );
  });
  await page.goto(url);
  await work(page);
  await page.waitForTimeout(300);
  const files = (await Promise.all(loaded)).filter(({ url }) => !url.endsWith('.map'));
  await context.close();
  return files;
}

/** The longest chain in which each file was asked for only after the one before had come. */
function inSequence(files: readonly Loaded[]): number {
  const sorted = [...files].sort((a, b) => a.from - b.from);
  const depth: number[] = [];
  for (const [at, file] of sorted.entries())
    depth[at] = 1 + Math.max(0, ...sorted.slice(0, at).map((other, index) => (other.to <= file.from ? (depth[index] ?? 0) : 0)));
  return Math.max(0, ...depth);
}

function report(subject: string, files: readonly Loaded[], maps: string, budget: number | null): void {
  const sum = (measure: (body: Buffer) => number): number => files.reduce((all, { body }) => all + measure(body), 0);
  const [small, zipped] = [sum(brotli), sum(gzip)];
  const verdict =
    budget === null ? '' : small <= budget ? ` (budget ${budget}: kept)` : ` (budget ${budget}: over by ${(small - budget).toFixed(1)})`;
  console.log(
    `\n${subject}\n  ${small.toFixed(1)} KiB brotli, ${zipped.toFixed(1)} gzip, ${files.length} requests, ${inSequence(files)} in sequence${verdict}`,
  );
  const parts = new Map<string, [number, number]>();
  for (const { url, body } of files) {
    const map = path.join(maps, `${url.split('?')[0]}.map`);
    const shares = existsSync(map) ? partsOf(body.toString(), readFileSync(map, 'utf8')) : new Map([['manifest', 1]]);
    for (const [part, share] of shares) {
      const [b, g] = parts.get(part) ?? [0, 0];
      parts.set(part, [b + share * brotli(body), g + share * gzip(body)]);
    }
  }
  for (const [part, [b, g]] of [...parts].sort((x, y) => y[1][0] - x[1][0]))
    console.log(`  ${part.padEnd(28)} ${b.toFixed(1).padStart(7)} ${g.toFixed(1).padStart(7)}`);
}

/** What a shell adds for loading the remote: `host/` and the federation runtime. */
async function loaderSize(): Promise<void> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: 'host/index.ts', formats: ['es'], fileName: 'loader' } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code: string }[] };
  const body = Buffer.from(output.map(({ code }) => code ?? '').join(''));
  console.log(
    `\nhost/ with the federation runtime, in the shell's own bundle\n  ${brotli(body).toFixed(1)} KiB brotli, ${gzip(body).toFixed(1)} gzip`,
  );
}

async function everything(page: Page): Promise<void> {
  await composer(page);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('How do I verify a webhook signature?');
  await page.keyboard.press('Enter');
  await page.getByRole('log').locator('pre, code').first().waitFor();
  for (const opener of await page.locator('[aria-haspopup]:visible').all()) {
    await opener.evaluate((element: HTMLElement) => element.click());
    await page.keyboard.press('Escape');
  }
  await page.waitForTimeout(1_000);
}

const closed = (page: Page) => page.getByRole('button', { name: 'Open chat' }).waitFor();
const react = (props: string) => `react.html?${props}`;
const subjects: readonly Subject[] = [
  { name: 'React 19 shell, before the chat is usable (entry included)', page: react(''), budget: null, open: composer },
  { name: 'React 19 shell, everything opened', page: react(''), budget: 190, open: everything },
  { name: 'React 19 shell, the launcher, closed (before idle)', page: react('module=FloatingChatButton'), budget: null, open: closed },
  { name: 'embed.js, before the chat is usable', page: 'embed.html?', budget: 150, open: composer },
  { name: 'isolated, before the chat is usable (entry included)', page: 'plain.html?', budget: 180, open: composer },
];

const maps = await buildWithMaps();
const hostFolder = await buildReactHost();
const host = await serveHost([hostFolder, path.join(root, 'tests/federation/hosts/pages')], ['react', 'isolated', 'esm'], undefined, maps);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  await loaderSize();
  for (const { name, page, budget, open } of subjects) {
    const url = host.page('').replace(/\?.*/u, page.replace('?', `?remote=${encodeURIComponent(host.remote)}&as=ben&`));
    report(name, await load(browser, url, host.remote, open), maps, budget);
  }
} finally {
  await browser.close();
  await host.close();
  for (const folder of [maps, hostFolder]) rmSync(folder, { recursive: true, force: true });
}
