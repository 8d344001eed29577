/**
 * Goes through every state of the gallery in Chromium, dark and light, from 320 to 1,920 px, and says where it leaves the
 * rules of how the chat looks: sizes, weights, colours, spacing, contrast, overflow, clipped text, targets (44 px for
 * fingers), axe, and what moves by itself while something loads or is written.
 *   npm run look
 *   npm run look -- --states empty,long --widths 320,1440 --url http://127.0.0.1:4310
 *   npm run look -- --quick                without fingers and loading
 *   npm run look -- --shots DIR            the named pictures; with --states those states at those --widths
 * Exit code 1 when anything is found.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { palette } from '../src/ui/palette.ts';
import { ensureBuilt } from './build.ts';
import { serveBuild } from './look/serve.ts';
import { shiftWhileLoading, shiftWhileWriting } from './look/shifts.ts';
import { shotsOf, takeShots } from './look/shots.ts';
import { targetsForFingers } from './look/touch.ts';
import {
  accentShare,
  type Finding,
  inspect,
  openBrowser,
  openGallery,
  runAxe,
  type Scheme,
  show,
  stateNames,
  type View,
} from './look/visit.ts';

const WIDTHS = [320, 360, 640, 1080, 1440, 1920];
const ACCENT_MOST = 0.05;
/** A state in the page's own colours and corners: those of ours are not looked for there. */
const BRANDED = 'branded';
const OURS = new Set(['colour', 'radius']);
const SCHEMES = ['light', 'dark'] as const satisfies readonly Scheme[];

interface Options {
  readonly url: string | null;
  readonly shots: string | null;
  readonly states: readonly string[] | null;
  readonly widths: readonly number[];
  /** Without the passes that take longest: targets for fingers, and what moves while something loads. */
  readonly quick: boolean;
}

function readOptions(args: readonly string[]): Options {
  const value = (name: string): string | null => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? null : (args[at + 1] ?? null);
  };
  return {
    quick: args.includes('--quick'),
    url: value('url')?.replace(/\/$/u, '') ?? null,
    shots: value('shots'),
    states: value('states')?.split(',') ?? null,
    widths:
      value('widths')
        ?.split(',')
        .map(Number)
        .filter((width) => width >= 200) ?? WIDTHS,
  };
}

type Placed = Finding & View;

async function lookAt(page: Page, view: View): Promise<Placed[]> {
  await show(page, view);
  const colors = Object.values(palette[view.scheme]);
  const found: Finding[] = [...(await inspect(page, colors)), ...(await runAxe(page))];
  if (view.width === 1440) {
    const share = await accentShare(page, palette[view.scheme].accent);
    if (share > ACCENT_MOST) found.push({ rule: 'accent', element: 'stage', detail: `${(share * 100).toFixed(1)} % of the pixels` });
  }
  const held = view.state === BRANDED ? found.filter((finding) => !OURS.has(finding.rule)) : found;
  return held.map((finding) => ({ ...finding, ...view }));
}

/** One line per thing found, with how often and where first. */
function print(found: readonly Placed[]): void {
  const lines = new Map<string, { first: Placed; count: number }>();
  for (const finding of found) {
    const key = `${finding.rule}\0${finding.element}\0${finding.detail}`;
    const line = lines.get(key);
    if (line) line.count += 1;
    else lines.set(key, { first: finding, count: 1 });
  }
  const rows = [...lines.values()].sort((a, b) => a.first.rule.localeCompare(b.first.rule) || b.count - a.count);
  for (const { first, count } of rows) {
    console.log(
      `${first.rule.padEnd(12)} ${`${first.state} ${first.scheme} ${first.width}`.padEnd(34)} ${String(count).padStart(4)}×  ${first.element}: ${first.detail}`,
    );
  }
}

async function goThrough(page: Page, scheme: Scheme, states: readonly string[], widths: readonly number[]): Promise<Placed[]> {
  const found: Placed[] = [];
  for (const [index, state] of states.entries()) {
    if (index % 10 === 0) console.log(`${scheme}: ${index} of ${states.length} states, ${found.length} violations so far`);
    for (const width of widths) found.push(...(await lookAt(page, { state, scheme, width })));
  }
  return found;
}

async function go(options: Options, url: string): Promise<number> {
  const browser = await openBrowser();
  try {
    const page = await openGallery(browser, url);
    if (options.shots !== null) {
      mkdirSync(options.shots, { recursive: true });
      const chosen = options.states === null ? undefined : shotsOf(options.states, options.widths);
      for (const file of await takeShots(page, path.resolve(options.shots), chosen)) console.log(file);
      return 0;
    }
    const states = options.states ?? (await stateNames(page));
    // Much of the time is waiting for what a state waits for: light, dark and fingers go side by side.
    const pages = { light: page, dark: await openGallery(browser, url) };
    const passes: Promise<readonly Placed[]>[] = SCHEMES.map((scheme) => goThrough(pages[scheme], scheme, states, options.widths));
    if (!options.quick) passes.push(targetsForFingers(browser, url, states));
    const found = (await Promise.all(passes)).flat();
    const looked = states.length * options.widths.length * SCHEMES.length;
    if (options.states === null && !options.quick) found.push(...(await shiftWhileWriting(page)), ...(await shiftWhileLoading(page)));
    print(found);
    console.log(`${looked} views of ${states.length} states, ${found.length} violations`);
    return found.length === 0 && looked > 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
}

const options = readOptions(process.argv.slice(2));
if (options.url !== null) process.exitCode = await go(options, options.url);
else {
  await ensureBuilt();
  const served = await serveBuild(path.resolve(import.meta.dirname, '..', 'dist'));
  process.exitCode = await go(options, served.url).finally(() => served.close());
}
