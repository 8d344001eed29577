/**
 * Runs inside a network namespace that has loopback only: builds, starts the demo in a new data folder,
 * opens it in Chromium and asks a question. Ends with `offline ok` and code 0 when an answer with its source arrived.
 */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { ensureBuilt } from '../../scripts/build.ts';
import { startDemo } from '../browser/demo.ts';

const interfaces = readFileSync('/proc/net/dev', 'utf8')
  .split('\n')
  .slice(2)
  .map((line) => line.split(':')[0]?.trim())
  .filter(Boolean);
if (interfaces.join() !== 'lo') throw new Error(`This is not a namespace with loopback only: ${interfaces.join(', ')}`);

await ensureBuilt({ force: true });
const demo = await startDemo();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
  await page.goto(`${demo.url}/help?as=ada`);
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await page.getByRole('textbox', { name: 'Message' }).fill('how do I cancel an order');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page
    .getByRole('log', { name: 'Conversation' })
    .getByRole('link', { name: /Cancel an order/ })
    .waitFor({ timeout: 45_000 });
  const outside = failed.filter((line) => !line.includes('127.0.0.1'));
  if (outside.length > 0) throw new Error(`Requests to elsewhere: ${outside.join('; ')}`);
  if (!(await page.evaluate(() => document.fonts.check('15px "Inter Variable"')))) throw new Error('The bundled face did not load.');
  console.log('offline ok');
} finally {
  await browser.close();
  await demo.dispose();
}
process.exit(0);
