import path from 'node:path';
import type { Page } from 'playwright';
import { SHOTS } from './named.ts';
import { show, type Scheme } from './visit.ts';

/** Saves every named picture, light and dark; returns their files. */
export async function namedShots(page: Page, folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const scheme of ['light', 'dark'] as const satisfies readonly Scheme[]) {
    for (const shot of SHOTS) {
      await show(page, { state: shot.state, scheme, width: shot.width }, shot.height);
      const file = path.join(folder, `${shot.name}-${scheme}.png`);
      await page.screenshot({ path: file });
      files.push(file);
    }
  }
  return files;
}
