import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { findBrowser } from '../browser.ts';

export type Scheme = 'light' | 'dark';
export interface Finding {
  readonly rule: string;
  readonly element: string;
  readonly detail: string;
}
export interface View {
  readonly state: string;
  readonly scheme: Scheme;
  /** Pixels of the window, which the state fills. */
  readonly width: number;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const inPage = path.join(import.meta.dirname, 'in-page.js');

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox', '--disable-quic', '--force-color-profile=srgb'] });
}

/** The gallery, ready to go from state to state without loading again; `touch` as on a phone, where fingers press. */
export async function openGallery(browser: Browser, url: string, touch = false): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: touch ? 360 : 1440, height: touch ? 760 : 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    hasTouch: touch,
    isMobile: touch,
  });
  const page = await context.newPage();
  await page.addInitScript({ path: inPage });
  page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
  await page.goto(`${url}/states`, { waitUntil: 'load' });
  await page.locator('[data-state-link]').first().waitFor({ timeout: 30_000 });
  await page.evaluate(axeSource);
  return page;
}

export async function stateNames(page: Page): Promise<readonly string[]> {
  return page.locator('[data-state-link]').evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.stateLink ?? ''));
}

/** Shows one state over the whole window and waits until it stands still. */
export async function show(page: Page, view: View, height = 800): Promise<void> {
  const search = `?state=${view.state}&scheme=${view.scheme}&alone=1`;
  // Before the size: a popup that leaves the size of a phone goes back in the history, unless the entry is its own no more.
  await page.evaluate(`history.replaceState(null, '', ${JSON.stringify(search)}); dispatchEvent(new PopStateEvent('popstate'));`);
  await page.setViewportSize({ width: view.width, height });
  await page
    .locator(`[data-stage][data-state="${view.state}"][data-ready="true"] [data-aics-scheme="${view.scheme}"]`)
    .first()
    .waitFor({ timeout: 30_000 });
  // Panes that come and go with the width do so a frame after it changed.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

export async function inspect(page: Page, colors: readonly string[], touch = false): Promise<readonly Finding[]> {
  return page.evaluate(`look.inspect(${JSON.stringify({ colors, touch })})`) as Promise<readonly Finding[]>;
}

/** Rules about the page as a whole are the host's, not those of a panel in it. */
const PAGE_RULES = ['region', 'page-has-heading-one', 'landmark-one-main', 'document-title', 'html-has-lang', 'heading-order', 'bypass'];

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

export async function runAxe(page: Page): Promise<readonly Finding[]> {
  const rules = Object.fromEntries(PAGE_RULES.map((rule) => [rule, { enabled: false }]));
  const violations = (await page.evaluate(
    `axe.run(document.querySelector('[data-stage]'), ${JSON.stringify({ rules, resultTypes: ['violations'] })}).then((result) => result.violations)`,
  )) as readonly AxeViolation[];
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => ({
      rule: `axe ${violation.id}`,
      element: String(node.target.at(-1)).slice(0, 60),
      detail: violation.help,
    })),
  );
}

/** Share of the picture in the accent's colour. */
export async function accentShare(page: Page, accent: string): Promise<number> {
  const picture = `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
  return page.evaluate(`look.shareOf(${JSON.stringify(picture)}, ${JSON.stringify(accent)})`) as Promise<number>;
}
