import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Browser } from 'playwright';
import { change, copyOfSources } from '../copy-of-sources.ts';
import { serveShop } from './serve.ts';

type Child = ChildProcessByStdio<null, Readable, null>;

/** Resolves when the program has printed this. */
function said(child: Child, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes(words)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The development server ended with code ${code}:\n${text}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The host's development server over the shop's, which is told to take its pages' requests. */
export async function withDevServer(folder: string, script: string, use: (url: string) => Promise<void>): Promise<void> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const shop = await serveShop(null, {}, [url]);
  const args = [path.join(folder, 'node_modules', script), '--port', String(port), '--strictPort', '--host', '127.0.0.1'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SHOP_SERVER: shop.url },
  });
  try {
    await said(child, String(port));
    await use(url);
  } finally {
    child.kill();
    await shop.close();
  }
}

/** `npm run dev` of a copy of the project, and files of that copy edited while a page is open with something typed in it. */
export async function visitEdited(browser: Browser): Promise<void> {
  const folder = copyOfSources();
  const ports = { PORT: String(await freePort()), REMOTE_PORT: String(await freePort()) };
  const env = { ...process.env, ...ports, DATA_DIR: path.join(folder, '.data') };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const page = await browser.newPage();
  try {
    await said(child, 'Ready: ');
    await page.goto(`http://127.0.0.1:${ports.PORT}/help?as=ben`);
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('a typed draft');
    // One can write before it is known who does; kept it is once that is.
    await page.waitForFunction(() => Object.values(sessionStorage).includes('a typed draft'));
    // What a reload would wipe out.
    await page.evaluate(() => Object.assign(window, { mark: 'kept' }));
    change(folder, 'src/i18n/catalogue.ts', "'composer.label': 'Message'", "'composer.label': 'Edited'");
    const field = page.getByRole('textbox', { name: 'Edited', exact: true });
    await field.waitFor();
    change(folder, 'host-demo/shell/frame/frame.tsx', "label: 'Help'", "label: 'Edited help'");
    await page.getByRole('link', { name: 'Edited help' }).waitFor();
    const patience = performance.now() + 30_000;
    while ((await field.inputValue()) === '' && performance.now() < patience) await page.waitForTimeout(50);
    const seen = [await field.inputValue(), await page.evaluate(() => (window as unknown as { mark?: string }).mark)];
    if (seen.join() !== 'a typed draft,kept') throw new Error(`After the edit the page has ${JSON.stringify(seen)}.`);
  } finally {
    await page.close();
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}
