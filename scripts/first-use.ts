/**
 * From the shell's call to a composer one can write in, beside a remote with an empty Chakra `Provider` and a field, in turns in one
 * run and with nothing cached: `npm run first-use` (`-- rounds`). And the longest task of either, ms of the main thread.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright';
import { buildReactHost } from '../tests/federation/build.ts';
import { serveHost } from '../tests/federation/hosts/serve.ts';
import { findBrowser } from './browser.ts';

const root = path.resolve(import.meta.dirname, '..');

/** In a process of its own: the federation plugin writes functions of its own into the entry, and tsx would have put its helpers into them. */
async function buildEmptyRemote(): Promise<string> {
  const output = mkdtempSync(path.join(tmpdir(), 'chat-empty-'));
  const bin = path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
  const env = { ...process.env, NODE_ENV: 'production', BUILD_OUTPUT: path.relative(root, path.join(output, 'react')) };
  const config = path.join(root, 'tests/federation/empty/rsbuild.config.ts');
  const child = spawn(process.execPath, [bin, 'build', '--log-level', 'error', '--config', config], { cwd: root, stdio: 'inherit', env });
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`The build of the empty remote ended with code ${code}; its errors stand above.`);
  return output;
}

interface Measured {
  /** From the request for the manifest, the first thing the call does, to the field in the page. */
  readonly ms: number;
  /** 0 where none was longer than 50 ms, below which the browser tells of none. */
  readonly longest: number;
}
/** Of the page, by `first-use/in-page.js`. */
declare const usable: number | undefined;
declare const longTasks: readonly { readonly at: number; readonly ms: number }[];

async function measure(browser: Browser, url: string, slower: number): Promise<Measured> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await page.addInitScript({ path: path.join(import.meta.dirname, 'first-use/in-page.js') });
    await page.goto(url);
    await page.waitForFunction(() => 'usable' in globalThis);
    // What follows the first paint counts as well: no key may wait for it.
    await page.waitForTimeout(2_000);
    return await page.evaluate(() => {
      const entries = performance.getEntriesByType('resource');
      const called = entries.find(({ name }) => name.endsWith('/mf-manifest.json'))?.startTime ?? 0;
      const long = longTasks.filter(({ at }) => at >= called).map(({ ms }) => ms);
      return { ms: (usable ?? 0) - called, longest: Math.max(0, ...long) };
    });
  } finally {
    await context.close();
  }
}

/** Below which this share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
const told = (values: readonly number[]): string =>
  `${quantile(values, 0.5).toFixed(0)} (${quantile(values, 0.25).toFixed(0)} to ${quantile(values, 0.75).toFixed(0)})`;

const rounds = Number(process.argv[2] ?? 9);
const empty = await buildEmptyRemote();
const page = await buildReactHost();
const ours = await serveHost(page, ['react']);
const theirs = await serveHost(page, ['react'], undefined, empty);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  for (const slower of [1, 4]) {
    const chat: Measured[] = [];
    const bare: Measured[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const one = await measure(browser, ours.page('react.html', { as: 'ben' }), slower);
      const other = await measure(browser, theirs.page('react.html', { as: 'ben' }), slower);
      // The first of each warms the machine.
      if (round > 0) {
        chat.push(one);
        bare.push(other);
      }
    }
    const ratios = chat.map(({ ms }, at) => ms / (bare[at]?.ms ?? ms));
    console.log(
      `CPU ${slower} × slower, ${rounds} rounds, median (quartiles), ms
  the chat's composer   ${told(chat.map(({ ms }) => ms))}
  the empty remote      ${told(bare.map(({ ms }) => ms))}
  ratio of each round   ${quantile(ratios, 0.5).toFixed(2)} (${quantile(ratios, 0.25).toFixed(2)} to ${quantile(ratios, 0.75).toFixed(2)}), budget 1.5
  longest task          ${told(chat.map(({ longest }) => longest))}, of the empty remote ${told(bare.map(({ longest }) => longest))}`,
    );
  }
} finally {
  await browser.close();
  await ours.close();
  await theirs.close();
  for (const folder of [empty, page]) rmSync(folder, { recursive: true, force: true });
}
