/**
 * Walks the demo's line panel while two answers are written and makes an animation of it:
 *   npm run line [-- --out docs/line.gif] [--frames FOLDER] [--dark]
 * Prints what the panel measured. Ends with 1 when a hash differs, a hole is left or the file is too large.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { startDemo } from '../tests/browser/demo.ts';
import { findBrowser } from './browser.ts';
import { type Frame, film } from './line/film.ts';
import { encode } from './line/gif.ts';
import { type Rest, type Step, walk } from './line/walk.ts';

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const root = path.resolve(import.meta.dirname, '..');
const out = path.resolve(argument('--out') ?? path.join(root, 'docs/line.gif'));
const MOST_BYTES = 900 * 1_024;
/** The page's content without the shell's frame around it. */
const CLIP = { x: 232, y: 56, width: 960, height: 600 };
const EVERY_MS = 250;

async function record(): Promise<{ frames: readonly Frame[]; steps: readonly Step[]; rest: Rest }> {
  // At a reader's pace, so that there is an answer to break.
  const demo = await startDemo({ RESPONDER_PACE: '12' });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  try {
    const viewport = { width: CLIP.x + CLIP.width, height: CLIP.y + CLIP.height };
    const colorScheme = process.argv.includes('--dark') ? 'dark' : 'light';
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    await page.goto(`${demo.url}/line?as=ada`);
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await page.waitForTimeout(1_000);
    let walked: Awaited<ReturnType<typeof walk>> | null = null;
    const frames = await film(page, CLIP, EVERY_MS, async () => {
      walked = await walk(page);
    });
    if (walked === null) throw new Error('The walk ended without a result.');
    return { frames, ...(walked as Awaited<ReturnType<typeof walk>>) };
  } finally {
    await browser.close();
    await demo.dispose();
  }
}

function report(steps: readonly Step[], rest: Rest): void {
  for (const step of steps) {
    const took = `${Math.round(step.ms)} ms`.padStart(9);
    console.log(`${step.button.padEnd(20)} ${took}  ${step.transport.padEnd(10)} ${step.recovery.padStart(9)}  ${step.said}`);
  }
  console.log(
    Object.entries(rest.values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  );
  for (const answer of rest.answers) console.log(answer);
}

const { frames, steps, rest } = await record();
report(steps, rest);
const folder = argument('--frames');
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const { at, png } of frames) writeFileSync(path.join(folder, `${String(Math.round(at)).padStart(6, '0')}.png`), png);
}
// Fewer frames until it fits: the picture stays sharp, the movement gets coarser.
let kept = frames;
let made = encode(kept);
while (made.bytes.length > MOST_BYTES && kept.length > 20) {
  kept = kept.filter((_, at) => at % 4 !== 1);
  made = encode(kept);
}
writeFileSync(out, made.bytes);
const seconds = (made.ms / 1_000).toFixed(1);
console.log(`${path.relative(process.cwd(), out)}: ${Math.ceil(made.bytes.length / 1_024)} KiB, ${made.pictures} pictures, ${seconds} s`);
const sound = rest.answers.length === 2 && rest.answers.every((answer) => answer.includes('Hash agrees')) && rest.values.Holes === '0';
if (!sound || made.bytes.length > MOST_BYTES) process.exitCode = 1;
