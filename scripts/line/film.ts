import type { Page } from 'playwright';

export interface Frame {
  /** Ms since the film began. */
  readonly at: number;
  readonly png: Buffer;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes a picture of a part of the page every `everyMs` while something is done there. */
export async function film(page: Page, clip: Area, everyMs: number, scene: () => Promise<void>): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  const began = performance.now();
  let over = false;
  const filming = (async () => {
    while (!over) {
      const at = performance.now() - began;
      frames.push({ at, png: await page.screenshot({ clip, caret: 'hide' }) });
      const rest = at + everyMs - (performance.now() - began);
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
    }
  })();
  try {
    await scene();
  } finally {
    over = true;
    await filming;
  }
  return frames;
}
