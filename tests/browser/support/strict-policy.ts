import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

/** Of the pages' own script and style, and of the chat where it is given one. */
export const NONCE = 'bm9uY2Utb2YtdGhlLXBhZ2U=';

/** The strictest a page can be that loads anything. Nothing here is for the chat alone but the names of its two policies. */
export const strictPolicy = (remote: string): string =>
  [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `script-src 'self' ${remote} 'nonce-${NONCE}'`,
    `style-src 'self' 'nonce-${NONCE}'`,
    "img-src 'self'",
    `connect-src 'self' ws: ${remote}`,
    "require-trusted-types-for 'script'",
    'trusted-types ai-cs-agent ai-cs-agent-host',
  ].join('; ');

/** The same on a page isolated from every other. */
export const strictHeaders = (remote: string): Record<string, string> => ({
  'Content-Security-Policy': strictPolicy(remote),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/** The policy that docs/INTEGRATION.md gives to a shell, for this remote and a page with a script policy of its own. */
export function guidePolicy(remote: string, own = ''): string {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../../docs/INTEGRATION.md'), 'utf8');
  return (/## Content Security Policy\n\n```\n([\s\S]*?)```/u.exec(guide)?.[1] ?? '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('https://chat.example.com', remote)
    .replaceAll('https://api.example.com wss://api.example.com', 'ws:')
    .replace("script-src 'self'", `script-src 'self' 'nonce-${NONCE}'`)
    .replace("'nonce-…'", `'nonce-${NONCE}'`)
    .replace(' trusted-types ', ` trusted-types ${own} `);
}

interface Watched {
  violations: string[];
}

/** From before the page's first script on: everything the policy objected to. */
export async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  return () => page.evaluate(() => (window as unknown as Watched).violations);
}

/** Opens the page and returns how to see that nothing it did was objected to or threw, on a page isolated from every other. */
export async function openStrict(page: Page, address: string): Promise<() => Promise<void>> {
  const violations = await watchViolations(page);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  return async () => {
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await violations()).toEqual([]);
    expect(faults).toEqual([]);
  };
}
