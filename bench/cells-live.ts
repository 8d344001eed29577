import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright';
import { type Cell, cell } from './cells.ts';
import type { LiveProcess } from './live-process.ts';
import { askAll, tokenOf } from './server/ask.ts';
import { start } from './server/remote.ts';
import { median, quantile } from './statistics.ts';

const WATCHED_MS = 10_000;
/** Fewer say more about the machine than about the page. */
const FEWEST_PIECES = 15;
const PIECES = /t(\d{13})/gu;

/** When each piece was appended, by the time within it, read off the socket on the way to the page. */
function collectAppends(page: Page): ReadonlyMap<number, number> {
  const appended = new Map<number, number>();
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      for (const [delta] of payload.toString().matchAll(/\{[^{}]*"__typename":"MessageDelta"[^{}]*\}/gu)) {
        const { at, text } = JSON.parse(delta) as { at: string; text: string };
        for (const piece of text.matchAll(PIECES)) appended.set(Number(piece[1]), Date.parse(at));
      }
    }),
  );
  return appended;
}

/**
 * From the server’s append to the token painted, one page watching one of so many answers that are being written. One machine,
 * one clock. Figures in ms: the median and the 95th percentile over all pieces of ten seconds.
 */
export function live(subject: string, answers: number): Cell {
  return cell({
    key: `append to painted, ${answers} being written: ${subject}`,
    subject,
    seconds: 22,
    async run({ page }) {
      const server = start<LiveProcess>('../live-process.ts');
      try {
        const secret = randomUUID();
        const port = await server.open({ secret, origin: new URL(page.url()).origin });
        const [watched] = await askAll({ port, secret, count: answers });
        if (!watched) throw new Error('No conversation was started.');
        const appended = collectAppends(page);
        const { id, subject: reader, epoch, seq } = watched;
        const token = await tokenOf(reader, secret);
        await page.evaluate((options) => Object.assign(window, { live: options }), { port, token, id, epoch, seq });
        await page.evaluate(() => window.bench.mount());
        const painted = await page.evaluate((ms) => window.bench.painted(ms), WATCHED_MS);
        await server.close();
        const delays = [...appended].flatMap(([piece, at]) => {
          const seen = painted.find(({ newest }) => newest >= piece);
          return seen && piece > (painted[0]?.newest ?? 0) ? [seen.at - at] : [];
        });
        if (delays.length < FEWEST_PIECES)
          throw new Error(`${subject} painted ${delays.length} pieces of ${appended.size}: too few to say anything.`);
        return { delay: median(delays), p95: quantile(delays, 0.95), pieces: delays.length };
      } finally {
        await server.end();
      }
    },
  });
}
