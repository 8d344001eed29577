import { type Cell, cell, type Figures, shown } from './cells.ts';
import { VIEWPORT } from './window.ts';

const SPEED = 12_000;
const FAR = 18_000;

/**
 * Thrown upwards through 10,000 messages from the end and back, at 12,000 px/s. Figures: cpu; with `watched` instead `blank`,
 * per cent of the window without a row over all scroll events: to look costs time, so never both in one run.
 */
export function fling(subject: string, watched: boolean): Cell {
  return cell({
    key: `fling${watched ? ', watched' : ''}: ${subject}`,
    subject,
    seconds: 9,
    async run(driven): Promise<Figures> {
      await shown(driven, 10_000);
      const scroll = (distance: number): Promise<unknown> =>
        driven.cdp.send('Input.synthesizeScrollGesture', {
          ...{ x: VIEWPORT.width / 2, y: VIEWPORT.height / 2, yDistance: distance, speed: SPEED },
          ...{ gestureSourceType: 'mouse', preventFling: true },
        });
      const there = async (): Promise<void> => {
        await scroll(FAR);
        await scroll(-FAR / 2);
        await scroll(FAR / 2);
      };
      if (!watched) return { cpu: await driven.cpu(there) };
      await driven.page.evaluate(() => window.bench.watchBlank());
      await there();
      const { blank, samples } = await driven.page.evaluate(() => window.bench.blank());
      return { blank, samples };
    },
  });
}

/** Rows drawn beyond the window on either side; src/transcript asks its list for as much. */
const BUFFER_PX = 800;

/**
 * What stands in the page with so many messages and an answer of 50 kB at the end. Figures: `room`, the height of mounted rows
 * to that of two windows and the buffers; `nodes` of the largest row.
 */
export function mountedRows(subject: string, messages: number): Cell {
  return cell({
    key: `mounted of ${messages}: ${subject}`,
    subject,
    seconds: 6,
    async run(driven) {
      await shown(driven, messages);
      const at = await driven.page.evaluate(() => window.bench.mountedRows());
      await driven.page.evaluate(() => window.bench.stream({ bytes: 50_000, pace: { once: true } }));
      // Whatever is drawn later, when there is time, belongs to it.
      await driven.page.waitForTimeout(2_000);
      const whole = await driven.page.evaluate(() => window.bench.mountedRows());
      return { room: at.px / (2 * at.window + 2 * BUFFER_PX), rows: at.rows, nodes: whole.nodes };
    },
  });
}

/** Figure: heap, bytes of values with so many messages beyond those with twenty; what stands in for the server is let go. */
export function heap(subject: string, messages: number): Cell {
  return cell({
    key: `heap of ${messages}: ${subject}`,
    subject,
    seconds: 8,
    async run(driven) {
      await shown(driven, 0);
      const forget = (): Promise<void> => driven.page.evaluate(() => window.bench.mounted().forget?.());
      await forget();
      const few = await driven.memory();
      await driven.page.evaluate((count) => window.bench.opened(count), messages);
      await forget();
      const many = await driven.memory();
      return { heap: many.values - few.values };
    },
  });
}

const OPENINGS = 100;

/** A hundred openings and closings after ten. Figures: nodes and listeners that stayed, and `kib` of values for each. */
export function openingsAndClosings(subject: string): Cell {
  return cell({
    key: `openings and closings: ${subject}`,
    subject,
    seconds: 15,
    async run(driven) {
      const turns = (count: number): Promise<void> =>
        driven.page.evaluate(async (times) => {
          for (let turn = 0; turn < times; turn += 1) {
            await window.bench.mount(true);
            window.bench.close();
          }
          await new Promise((resolve) => setTimeout(resolve, 500));
        }, count);
      await turns(10);
      const before = await driven.memory();
      await turns(OPENINGS);
      const after = await driven.memory();
      return {
        nodes: Math.max(0, after.nodes - before.nodes),
        listeners: Math.max(0, after.listeners - before.listeners),
        kib: (after.values - before.values) / 1_024 / OPENINGS,
      };
    },
  });
}

/** Figures: `gap`, px between the end of the log and the window’s edge in 400 bursts; `drift`, px over 50 earlier pages. */
export function anchoring(): Cell {
  return cell({
    key: 'anchoring: ours',
    subject: 'ours?page=50',
    seconds: 35,
    async run(driven) {
      await shown(driven, 3_000);
      await driven.page.evaluate(() => window.bench.mounted().begin());
      const gap = await driven.page.evaluate(() => window.bench.call('gaps', 400));
      return { gap, drift: await driven.page.evaluate(() => window.bench.call('drift', 50)) };
    },
  });
}

/** The list of 10,000 conversations: rows in which anything is changed by one newer version of a conversation. */
export function touchedRows(): Cell {
  return cell({
    key: 'touched rows: ours-list',
    subject: 'ours-list',
    seconds: 5,
    async run(driven) {
      await shown(driven, 10_000);
      const touched = await driven.page.evaluate(() => window.bench.call('touched'));
      return { touched };
    },
  });
}
