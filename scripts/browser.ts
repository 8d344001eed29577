/**
 * Finds a Chromium for the browser tests, or fetches one: CHROMIUM_PATH, one on this machine,
 * Playwright's, Debian's by apt (as root), @sparticuz/chromium from npm (Linux x64).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const SPARTICUZ = '153.0.0';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
};

type Say = (line: string) => void;

function onPath(): string | null {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) if (folder && existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return PLACES[process.platform]?.find((place) => existsSync(place)) ?? null;
}

async function playwrights(): Promise<string | null> {
  const { chromium } = await import('playwright');
  const place = chromium.executablePath();
  return place && existsSync(place) ? place : null;
}

function debians(say: Say): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  say('no Chromium found; installing the Debian package "chromium" …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env, timeout: 180_000 });
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'ignore', env, timeout: 480_000 });
  return existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : null;
}

async function sparticuz(say: Say): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = path.join(os.homedir(), '.cache', 'ai-cs-agent', `sparticuz-${SPARTICUZ}`);
  const entry = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'index.js');
  if (!existsSync(entry)) {
    say(`no Chromium found; fetching @sparticuz/chromium ${SPARTICUZ} from npm …`);
    mkdirSync(folder, { recursive: true });
    const npm = process.env.npm_execpath;
    const args = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `@sparticuz/chromium@${SPARTICUZ}`];
    if (npm) spawnSync(process.execPath, [npm, ...args], { stdio: 'ignore', timeout: 300_000 });
    else spawnSync('npm', args, { stdio: 'ignore', timeout: 300_000 });
  }
  if (!existsSync(entry)) return null;
  const { default: chromium } = (await import(pathToFileURL(entry).href)) as { default: { executablePath(): Promise<string> } };
  return chromium.executablePath();
}

function runs(place: string): boolean {
  try {
    execFileSync(place, ['--version'], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

/** The path of an executable; throws one clear sentence when there is none. */
export async function findBrowser(say: Say = (line) => console.log(line)): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted) && runs(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is ${wanted}, which does not run: point it at a Chromium or Chrome executable.`);
  }
  for (const look of [onPath, playwrights, () => debians(say), () => sparticuz(say)]) {
    const place = await look();
    if (place && runs(place)) return place;
  }
  throw new Error('No Chromium found for the browser tests: install Chromium or Chrome, or set CHROMIUM_PATH to its executable.');
}
