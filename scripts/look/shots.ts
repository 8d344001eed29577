import path from 'node:path';
import type { Page } from 'playwright';
import { SHOTS, type Shot } from './named.ts';
import { type Scheme, show } from './visit.ts';

/** Saves pictures, light and dark; returns their files. The named ones where nothing else is asked for. */
export async function takeShots(page: Page, folder: string, shots: readonly Shot[] = SHOTS): Promise<readonly string[]> {
  const files: string[] = [];
  for (const scheme of ['light', 'dark'] as const satisfies readonly Scheme[]) {
    for (const shot of shots) {
      await show(page, { state: shot.state, scheme, width: shot.width }, shot.height);
      const file = path.join(folder, `${shot.name}-${scheme}.png`);
      await page.screenshot({ path: file });
      files.push(file);
    }
  }
  return files;
}

/** One picture for each state and width. */
export const shotsOf = (states: readonly string[], widths: readonly number[]): readonly Shot[] =>
  states.flatMap((state) => widths.map((width) => ({ name: `${state}-${width}`, state, width, height: 800 })));
