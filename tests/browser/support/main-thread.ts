import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  /** µs of CPU time of the thread: what other programs take meanwhile does not count. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly type?: string } };
}

interface Task {
  readonly from: number;
  readonly to: number;
  readonly cpu: number;
}

export interface KeyCosts {
  /** For each key: ms of CPU of the page's main thread from the task that brings it to the end of the frame that paints it. */
  readonly keys: readonly number[];
  /** The longest other task, in ms of CPU: for so long a key may have to wait. */
  readonly longest: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'];

/**
 * What keys cost while `act` presses them. CPU time, not time that passes: on a busy machine the same as on an idle one, and a
 * processor four times as slow takes four times as much.
 */
export async function costOfKeys(browser: Browser, page: Page, act: () => Promise<void>): Promise<KeyCosts> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  await page.waitForTimeout(200);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const typed = traceEvents.find((event) => event.name === 'EventDispatch' && event.args?.data?.type === 'keydown');
  if (!typed) throw new Error('The trace holds no key: nothing was pressed, or the browser names its events otherwise.');
  const ours = traceEvents.filter(({ pid, tid, ph }) => pid === typed.pid && tid === typed.tid && ph === 'X');
  const tasks = ours.filter(({ name, tdur }) => name === 'RunTask' && tdur !== undefined).map(taskOf);
  const paints = ours.filter(({ name }) => name === 'Paint' || name === 'Commit').map(taskOf);
  if (tasks.length === 0 || paints.length === 0) throw new Error('The trace holds no tasks or no painting with their CPU time.');
  const downs = ours.filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'keydown');
  const spans = downs.map(({ ts }) => ({ from: ts, to: paints.find(({ from }) => from > ts)?.to ?? ts }));
  const during = (task: Task, span: { from: number; to: number }): boolean => task.to > span.from && task.from < span.to;
  const keys = spans.map((span) => tasks.filter((task) => during(task, span)).reduce((sum, { cpu }) => sum + cpu, 0));
  const others = tasks.filter((task) => !spans.some((span) => during(task, span)));
  return { keys, longest: Math.max(0, ...others.map(({ cpu }) => cpu)) };
}

function taskOf({ ts, dur = 0, tdur = 0 }: TraceEvent): Task {
  return { from: ts, to: ts + dur, cpu: tdur / 1_000 };
}
