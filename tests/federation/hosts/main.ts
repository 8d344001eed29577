/**
 * npm run test:hosts [-- name …]   every host, or those whose name contains one of these; `dev` is `npm run dev`
 * Installs, builds and opens each project of this folder, tries `npm run dev`, and ends with one line `N passed, N failed`.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../../../scripts/browser.ts';
import { buildProject, copyProject, installProject } from './build-project.ts';
import { visitEdited, withDevServer } from './development.ts';
import { type HostProject, projects } from './projects.ts';
import { serveRemote, serveShop } from './serve.ts';
import { visitAway, visitBroken, visitLeaving, visitMismatch, visitRecovering, visitUsable } from './visit.ts';

/** What two cores carry: one host is fetched while another is built. */
const AT_ONCE = 2;
const total = { passed: 0, failed: 0 };
const failures: string[] = [];

async function test(title: string, run: () => Promise<void>): Promise<boolean> {
  const began = Date.now();
  const error = await run().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const took = `${((Date.now() - began) / 1_000).toFixed(1)} s`;
  if (error === null) {
    total.passed += 1;
    console.log(`ok    ${title} (${took})`);
    return true;
  }
  total.failed += 1;
  const message = error instanceof Error ? error.message : String(error);
  failures.push(`FAILED tests/federation/hosts › ${title}: ${message.split('\n')[0]}`);
  console.log(`FAIL  ${title} (${took})\n${message}`);
  return false;
}

async function tryHost(project: HostProject, remote: string, browser: Browser): Promise<void> {
  const { name } = project;
  const folder = await copyProject(project, remote);
  const built = async (): Promise<void> => {
    await installProject(folder);
    await buildProject(folder);
  };
  try {
    if (!(await test(`${name}: installs from its lock file and builds`, built))) return;
    const shop = await serveShop(path.join(folder, project.output), project.headers?.(remote));
    const { dev, federated, mismatch, once, pages = [''] } = project;
    for (const one of pages) {
      const title = path.posix.join(name, one);
      const url = `${shop.url}/${one}`;
      await test(`${title}: a question is asked and answered, the page lives, the console is silent`, () => visitUsable(browser, url));
      if (once) await test(`${title}: the remote is away, the page lives`, () => visitAway(browser, url, remote));
      else
        await test(`${title}: the remote is away at first, the page lives, the chat comes by itself`, () =>
          visitRecovering(browser, url, remote));
    }
    if (federated) await tryFederated(path.posix.join(name, federated), `${shop.url}/${federated}`, remote, browser);
    if (mismatch)
      await test(`${name}: asked for components it has not the React for, the page gets a typed reason and mounts`, () =>
        visitMismatch(browser, `${shop.url}/${mismatch}`));
    await shop.close();
    if (dev)
      await test(`${name}: the same from its development server`, () => withDevServer(folder, dev, (url) => visitUsable(browser, url)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tryFederated(title: string, url: string, remote: string, browser: Browser): Promise<void> {
  await test(`${title}: the chat runs in the shop's React, and leaves nothing when it goes`, () => visitLeaving(browser, url));
  await test(`${title}: the remote breaks while it renders, the page lives and says so`, () => visitBroken(browser, url, remote));
}

const began = Date.now();
const wanted = process.argv.slice(2);
const queue = projects.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const remote = await serveRemote(['react', 'isolated', 'esm', 'types']);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await tryHost(next, remote.url, browser);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (wanted.length === 0 || wanted.includes('dev'))
    await test('npm run dev: an edit is shown in the open page without a reload, and a typed draft stays', () => visitEdited(browser));
} finally {
  await browser.close();
  await remote.close();
}
for (const line of failures) console.log(line);
console.log(`took ${Math.round((Date.now() - began) / 1_000)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
