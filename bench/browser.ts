import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { findBrowser } from '../scripts/browser.ts';
import type { Bench } from './page/start.ts';
import { valuesIn } from './snapshot.ts';
import { type MainThread, readTrace, type TraceEvent } from './trace.ts';
import { VIEWPORT } from './window.ts';

declare global {
  interface Window {
    readonly bench: Bench;
    /** React’s commits so far; counted by what React takes for its developer tools. */
    readonly commits: { count: number };
  }
}

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'];
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Session {
  readonly version: string;
  /** A fresh page of the subject, ready to be driven; closed after `work`. */
  with<T>(subject: string, work: (driven: Driven) => Promise<T>): Promise<T>;
  /** False once the browser has ended, as when the run is stopped. */
  alive(): boolean;
  close(): Promise<void>;
}

/** One page of one subject and what is known of its main thread. */
export interface Driven {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** CPU of the page’s main thread while `work` runs, in ms. */
  cpu(work: () => Promise<unknown>): Promise<number>;
  /** The same with every task by itself; dearer, so never together with `cpu`. */
  trace(work: () => Promise<unknown>): Promise<MainThread>;
  /**
   * After collecting garbage: bytes of the values its scripts hold, and how many nodes and listeners the page has. Not the whole heap:
   * what the engine compiles on its way grows for hundreds of turns, by another amount each time, and is dropped as it likes.
   */
  memory(): Promise<{ values: number; nodes: number; listeners: number }>;
}

export async function openSession(folder: string): Promise<Session> {
  const server = await serve(folder);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-renderer-backgrounding', '--disable-background-timer-throttling', '--hide-scrollbars'],
  });
  return {
    version: browser.version(),
    async with(subject, work) {
      const context = await browser.newContext({ viewport: VIEWPORT, deviceScaleFactor: 1, reducedMotion: 'reduce' });
      try {
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', (fault) => faults.push(fault.message));
        const [name, query = ''] = subject.split('?');
        await page.goto(`${address}/${name}.html${query === '' ? '' : `?${query}`}`);
        await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 20_000 }).catch((fault: Error) => {
          throw new Error(`${subject} did not start: ${faults.join('; ') || fault.message}`);
        });
        const result = await work(await drive(browser, page));
        if (faults.length > 0) throw new Error(`${subject} threw while it was measured: ${faults.join('; ')}`);
        return result;
      } finally {
        await context.close();
      }
    },
    alive: () => browser.isConnected(),
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function drive(browser: Browser, page: Page): Promise<Driven> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metrics = async (): Promise<Record<string, number>> => {
    const found = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(found.metrics.map(({ name, value }) => [name, value]));
  };
  return {
    page,
    cdp,
    async cpu(work) {
      const before = await metrics();
      await work();
      const after = await metrics();
      return ((after.ThreadTime ?? Number.NaN) - (before.ThreadTime ?? Number.NaN)) * 1_000;
    },
    trace: (work) => traced(browser, work),
    async memory() {
      await cdp.send('HeapProfiler.enable');
      for (let turn = 0; turn < 3; turn += 1) await cdp.send('HeapProfiler.collectGarbage');
      const { Nodes = Number.NaN, JSEventListeners = Number.NaN } = await metrics();
      return { values: valuesIn(await snapshotOf(cdp)), nodes: Nodes, listeners: JSEventListeners };
    },
  };
}

async function snapshotOf(cdp: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }): number => chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', keep);
  return chunks.join('');
}

async function traced(browser: Browser, work: () => Promise<unknown>): Promise<MainThread> {
  const cdp = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  try {
    await work();
  } finally {
    const whole = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
    await cdp.send('Tracing.end');
    await whole;
    await cdp.detach();
  }
  return readTrace(events);
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url ?? '/', 'http://local').pathname));
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
