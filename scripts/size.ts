/**
 * What a cold Chromium really loads of the chat, in KiB brotli 11 and gzip, and which part costs what: `npm run size`.
 * A part's share of a file is its share of the minified characters, by the source map. Ends with code 1 where a budget is not kept.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page, type Request } from 'playwright';
import { build } from 'vite';
import { buildReactHost } from '../tests/federation/build.ts';
import { serveHost } from '../tests/federation/hosts/serve.ts';
import { findBrowser } from './browser.ts';
import { partsOf } from './size/parts.ts';
import { type Asked, inSequence } from './size/sequence.ts';

const root = path.resolve(import.meta.dirname, '..');
const KIB = 1_024;
const brotli = (body: Buffer): number => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / KIB;
const gzip = (body: Buffer): number => gzipSync(body, { level: 9 }).length / KIB;

interface Loaded {
  readonly url: string;
  readonly body: Buffer;
}
/** A figure that was aimed at in vain (docs/decisions/0014 says by part why), and what it may be at most since. */
interface NotReached {
  readonly aim: number;
  readonly atMost: number;
}
/** What may be loaded: KiB brotli, and requests. What is left out is told and not judged. */
interface Budget {
  readonly all?: number;
  /** Without the manifest and the entry, in which the federation runtime is. */
  readonly withoutEntry?: number;
  /** Of the code of `src/`, the entry's left out. */
  readonly ours?: NotReached;
  readonly requests?: number;
  readonly requestsWithoutEntry?: number;
  readonly sequence?: number;
}
interface Subject {
  readonly name: string;
  readonly page: string;
  readonly budget: Budget;
  /** Files that come by themselves but are not waited for: kept back until the page is as far as `open` says, and told apart. */
  readonly later?: RegExp;
  readonly open: (page: Page) => Promise<void>;
}
/** What a page loaded up to a moment, and what was kept back till then and came after. */
interface Files {
  readonly first: readonly Loaded[];
  readonly then: readonly Loaded[];
}

/** Usable: one can write, and what is written stays. */
async function composer(page: Page): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('Where is my order?');
  await page.getByRole('button', { name: 'Send' }).and(page.locator(':enabled')).waitFor();
  await field.fill('');
}

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
async function load(browser: Browser, url: string, remote: string, { open, later }: Subject): Promise<Files> {
  const context = await browser.newContext();
  const page = await context.newPage();
  let release = (): void => {};
  const there = new Promise<void>((resolve) => {
    release = resolve;
  });
  if (later)
    await page.route(
      ({ href }) => href.startsWith(remote) && later.test(href),
      async (route) => {
        await there;
        await route.continue();
      },
    );
  const loaded: Promise<Loaded>[] = [];
  page.on('requestfinished', (request) => {
    if (request.url().startsWith(remote) && !request.url().endsWith('.map')) loaded.push(loadedOf(request, remote));
  });
  await page.goto(url);
  await open(page);
  await page.waitForTimeout(300);
  const first = await Promise.all(loaded.splice(0));
  release();
  if (later) await page.waitForLoadState('networkidle');
  const then = await Promise.all(loaded);
  await context.close();
  return { first, then };
}

async function loadedOf(request: Request, remote: string): Promise<Loaded> {
  const response = await request.response();
  return { url: request.url().slice(remote.length), body: withoutMap((await response?.body()) ?? Buffer.alloc(0)) };
}

/** Each file takes this long, ms: so much more than what lies between two that are asked for at once that these never look like a chain. */
const AWAY = 700;

/** How many of these files are asked for one after another, on a line on which each takes `AWAY`. */
async function chainOf(browser: Browser, url: string, remote: string, subject: Subject, files: readonly Loaded[]): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Map<string, Asked>();
  await page.route(
    ({ href }) => href.startsWith(remote),
    async (route) => {
      const from = performance.now();
      await new Promise((resolve) => setTimeout(resolve, AWAY));
      asked.set(route.request().url().slice(remote.length), { from, to: performance.now() });
      await route.continue();
    },
  );
  await page.goto(url);
  await subject.open(page);
  await context.close();
  return inSequence(files.flatMap((file) => asked.get(file.url) ?? []));
}

const overrun: string[] = [];
function judge(subject: string, what: string, value: number, limit: number | NotReached = Number.POSITIVE_INFINITY): void {
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(1);
  const { aim, atMost } = typeof limit === 'number' ? { aim: null, atMost: limit } : limit;
  const missed = aim === null || value <= aim ? '' : `aim of ${aim} not reached, `;
  const verdict = atMost === Number.POSITIVE_INFINITY ? '' : `   (${missed}at most ${atMost}: ${value <= atMost ? 'kept' : 'OVER'})`;
  console.log(`  ${what.padEnd(42)} ${figure.padStart(7)}${verdict}`);
  if (value > atMost) overrun.push(`${subject}: ${what} ${figure}, at most ${atMost}`);
}

/** KiB brotli and gzip of each part. */
function byPart(files: readonly Loaded[], maps: string): Map<string, [number, number]> {
  const parts = new Map<string, [number, number]>();
  for (const { url, body } of files) {
    const map = path.join(maps, `${url.split('?')[0]}.map`);
    const shares = existsSync(map) ? partsOf(body.toString(), readFileSync(map, 'utf8')) : new Map([['manifest', 1]]);
    for (const [part, share] of shares) {
      const [b, g] = parts.get(part) ?? [0, 0];
      parts.set(part, [b + share * brotli(body), g + share * gzip(body)]);
    }
  }
  return parts;
}

const ENTRY = /\/(?:remoteEntry\.js|mf-manifest\.json)(?:\?|$)/u;
function report(subject: string, files: readonly Loaded[], maps: string, budget: Budget = {}, sequence: number | null = null): void {
  const sum = (of: readonly Loaded[], measure: (body: Buffer) => number): number => of.reduce((all, { body }) => all + measure(body), 0);
  const rest = files.filter(({ url }) => !ENTRY.test(url));
  console.log(`\n${subject}, ${sum(files, gzip).toFixed(1)} KiB gzip`);
  judge(subject, 'KiB brotli', sum(files, brotli), budget.all);
  if (rest.length < files.length) judge(subject, 'KiB brotli without manifest and entry', sum(rest, brotli), budget.withoutEntry);
  const parts = byPart(files, maps);
  const own = [...byPart(rest, maps)].filter(([part]) => part.startsWith('ours'));
  judge(
    subject,
    'KiB brotli of it ours',
    own.reduce((all, [, [b]]) => all + b, 0),
    budget.ours,
  );
  judge(subject, 'requests', files.length, budget.requests);
  if (rest.length < files.length) judge(subject, 'requests without manifest and entry', rest.length, budget.requestsWithoutEntry);
  if (sequence !== null) judge(subject, 'requests in sequence', sequence, budget.sequence);
  console.log('  by part                                     brotli    gzip');
  for (const [part, [b, g]] of [...parts].sort((x, y) => y[1][0] - x[1][0]))
    console.log(`    ${part.padEnd(38)} ${b.toFixed(1).padStart(9)} ${g.toFixed(1).padStart(7)}`);
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
/** What speaks with the server and what shows messages: the composer is drawn, and taken at its word, before they are there. */
const BESIDE = /\/(?:carriers|said)\./u;
/** The chat itself, which the floating button fetches when the page is idle. */
const CHAT = /\/(?:PopupChat|chat|carriers|said)\./u;
const subjects: readonly Subject[] = [
  {
    name: 'React 19 shell, before the chat is usable',
    page: react(''),
    budget: { all: 115, withoutEntry: 85, ours: { aim: 17, atMost: 58 }, requests: 6, requestsWithoutEntry: 4, sequence: 3 },
    open: composer,
    later: BESIDE,
  },
  { name: 'React 19 shell, everything opened', page: react(''), budget: { all: 190 }, open: everything },
  {
    name: 'React 19 shell, the launcher, closed',
    page: react('module=FloatingChatButton'),
    budget: { withoutEntry: 12 },
    open: closed,
    later: CHAT,
  },
  { name: 'embed.js, before the chat is usable', page: 'embed.html?', budget: { all: 150 }, open: composer, later: BESIDE },
  { name: 'isolated, before the chat is usable', page: 'plain.html?', budget: { all: 180 }, open: composer, later: BESIDE },
];

const maps = await buildWithMaps();
const hostFolder = await buildReactHost();
const host = await serveHost([hostFolder, path.join(root, 'tests/federation/hosts/pages')], ['react', 'isolated', 'esm'], undefined, maps);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  await loaderSize();
  for (const subject of subjects) {
    const url = host.page('').replace(/\?.*/u, subject.page.replace('?', `?remote=${encodeURIComponent(host.remote)}&as=ben&`));
    const { first, then } = await load(browser, url, host.remote, subject);
    // Of what is fetched without being asked for: what somebody opens comes one after another by itself.
    const chain = subject.later ? await chainOf(browser, url, host.remote, subject, first) : null;
    report(subject.name, first, maps, subject.budget, chain);
    if (then.length > 0) report('  … and beside it or after, waited for by nobody', then, maps);
  }
} finally {
  await browser.close();
  await host.close();
  for (const folder of [maps, hostFolder]) rmSync(folder, { recursive: true, force: true });
}
console.log(overrun.length === 0 ? '\nEvery limit is kept.' : `\nNot kept:\n${overrun.map((line) => `  ${line}`).join('\n')}`);
process.exitCode = overrun.length === 0 ? 0 : 1;
