/**
 * What a customer waits for, measured in the started demo in Chromium: `npm run latency -- --count 30`.
 *   Enter → own message painted · Enter → first token painted · server's append → token painted
 * One machine, one clock: the log's times are the server's `Date.now()`, the page's are
 * `performance.timeOrigin + performance.now()` in the frame after the change. Times are reported, never asserted:
 * machines are noisy.
 */
import { chromium, type Page } from 'playwright';
import { type Demo, startDemo } from '../tests/browser/demo.ts';
import { findBrowser } from './browser.ts';

interface Painted {
  at: number;
  letters: number;
}
interface Sample {
  entered: number;
  own: number;
  painted: Painted[];
}
interface Delta {
  at: number;
  letters: number;
}

const count = Number(process.argv[process.argv.indexOf('--count') + 1] || 20);
const questions = [
  'how do I cancel an order',
  'how do I invite a user',
  'how do I create a webhook',
  'how do I buy more credits',
  'how do I add a warehouse',
];

/** Letters only: Markdown's marks and numbers are drawn, not written. */
const lettersOf = (text: string): number => text.replaceAll(/[^A-Za-z]/g, '').length;

const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
};
const line = (name: string, values: readonly number[]): string =>
  `${name.padEnd(36)} median ${quantile(values, 0.5).toFixed(0).padStart(5)} ms   p95 ${quantile(values, 0.95).toFixed(0).padStart(5)} ms   n ${values.length}`;

/** Records in the page, per frame after a change, how many letters the newest answer shows. */
async function watch(page: Page, question: string): Promise<void> {
  await page.evaluate((asked) => {
    const log = document.querySelector('[role=log]');
    if (!log) throw new Error('There is no transcript to watch.');
    const state = {
      entered: 0,
      own: 0,
      painted: [] as { at: number; letters: number }[],
    };
    Object.assign(window, { latency: state });
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter' && !state.entered) state.entered = performance.timeOrigin + performance.now();
      },
      true,
    );
    let due = false;
    new MutationObserver(() => {
      if (due) return;
      due = true;
      requestAnimationFrame(() =>
        setTimeout(() => {
          due = false;
          const text = [...log.querySelectorAll('.aics-section')].at(-1)?.parentElement?.textContent ?? '';
          if (!state.own && state.entered && (log.textContent ?? '').includes(asked))
            state.own = performance.timeOrigin + performance.now();
          state.painted.push({ at: performance.timeOrigin + performance.now(), letters: text.replaceAll(/[^A-Za-z]/g, '').length });
        }),
      );
    }).observe(log, { subtree: true, childList: true, characterData: true });
  }, question);
}

/** The deltas as the server logged them, read off the socket on the way to the page. */
function collectDeltas(page: Page): () => Delta[] {
  let text = '';
  let deltas: Delta[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      for (const match of payload.toString().matchAll(/\{[^{}]*"__typename":"MessageDelta"[^{}]*\}/g)) {
        const event = JSON.parse(match[0]) as { at: string; offset: number; text: string };
        if (event.offset === 0) [text, deltas] = ['', []];
        text += event.text;
        deltas.push({ at: Date.parse(event.at), letters: lettersOf(text) });
      }
    }),
  );
  return () => deltas;
}

async function measure(page: Page, question: string, deltas: () => Delta[]): Promise<{ own: number; first: number; each: number[] }> {
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await page.getByRole('textbox', { name: 'Message' }).fill('hello');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.getByRole('button', { name: 'Send message' }).waitFor();
  await page.waitForTimeout(1200);
  await watch(page, question);
  await page.getByRole('textbox', { name: 'Message' }).fill(question);
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.getByRole('button', { name: 'Stop generating' }).waitFor();
  await page.getByRole('button', { name: 'Stop generating' }).waitFor({ state: 'hidden' });
  const sample = (await page.evaluate(() => (window as unknown as { latency: Sample }).latency)) as Sample;
  const logged = deltas();
  const each = logged
    .map((delta) => ({ delta, seen: sample.painted.find((frame) => frame.at >= delta.at && frame.letters >= delta.letters) }))
    .flatMap(({ delta, seen }) => (seen ? [seen.at - delta.at] : []));
  const first = sample.painted.find((frame) => logged[0] && frame.at >= logged[0].at && frame.letters > 0);
  return { own: sample.own - sample.entered, first: (first?.at ?? Number.NaN) - sample.entered, each };
}

async function run(demo: Demo): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const deltas = collectDeltas(page);
  await page.goto(`${demo.url}/help?as=chen`);
  const [own, first, each]: [number[], number[], number[]] = [[], [], []];
  for (let index = 0; index < count; index += 1) {
    const sample = await measure(page, questions[index % questions.length] ?? 'hello', deltas);
    own.push(sample.own);
    first.push(sample.first);
    each.push(...sample.each);
    // Two messages a round: a customer may send 20 a minute, and to wait for that is not what is measured.
    await page.waitForTimeout(3_000);
    process.stdout.write(`\r${index + 1} of ${count}`);
  }
  console.log(
    `\n${line('Enter → own message painted', own)}\n${line('Enter → first token painted', first)}\n${line('server’s append → token painted', each)}`,
  );
  await browser.close();
}

const demo = await startDemo();
try {
  await run(demo);
} finally {
  await demo.dispose();
}
