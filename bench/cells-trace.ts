import { type Cell, cell, FRAMES, paceName } from './cells.ts';
import type { Pace } from './page/pacer.ts';
import { quantile } from './statistics.ts';

/**
 * The same as `growing`, with every task by itself. Figures in ms of CPU: `longest` task, `p95` of the longest task of each
 * frame, `painted`: CPU until the end of the text is drawn (at once only); and `lateByUs`, frames that came late because the
 * page’s own thread worked for more than a beat.
 */
export function tasksOf(subject: string, bytes: number, pace: Pace = FRAMES): Cell {
  return cell({
    key: `tasks, answer of ${bytes / 1_000} kB, ${paceName(pace)}: ${subject}`,
    subject,
    seconds: 4 + ('frame' in pace ? bytes / 4_000 : 'second' in pace ? bytes / 4.15 / pace.second : 2),
    async run(driven) {
      await driven.page.evaluate(() => window.bench.mount());
      const { tasks, perFrame, late, marks } = await driven.trace(() =>
        driven.page.evaluate((options) => window.bench.stream(options), { bytes, pace }),
      );
      return {
        longest: Math.max(...tasks),
        p95: quantile(perFrame, 0.95),
        lateByUs: late.byUs,
        lateByOthers: late.byOthers,
        over50: tasks.filter((ms) => ms > 50).length,
        ...(marks['bench-painted'] === undefined ? {} : { painted: marks['bench-painted'] }),
      };
    },
  });
}
