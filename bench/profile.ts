/**
 * Where the main thread’s time goes while an answer grows: `node --import tsx bench/profile.ts ours,text-limit 50000`. CPU in ms per
 * 1,000 tokens by what Chromium’s trace names; what is nested counts in each of its parents, so the lines do not add up.
 */
import { rmSync } from 'node:fs';
import { openSession } from './browser.ts';
import { build, checkInstalled } from './build.ts';
import { FRAMES } from './cells.ts';

const KINDS = [
  ...['RunTask', 'FunctionCall', 'RunMicrotasks', 'FireAnimationFrame', 'TimerFire', 'EventDispatch', 'MinorGC', 'MajorGC'],
  ...['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'IntersectionObserverController::computeIntersections'],
];

async function main(subjects: readonly string[], bytes: number): Promise<void> {
  checkInstalled();
  const { folder } = await build();
  const session = await openSession(folder);
  try {
    for (const subject of subjects) {
      const { cpu, by, tokens } = await session.with(subject, async (driven) => {
        await driven.page.evaluate(() => window.bench.mount());
        let counted = 0;
        const thread = await driven.trace(async () => {
          const outcome = await driven.page.evaluate((options) => window.bench.stream(options), { bytes, pace: FRAMES });
          counted = outcome.tokens;
        });
        return { ...thread, tokens: counted };
      });
      const each = (ms: number): string => ((ms * 1_000) / tokens).toFixed(1).padStart(7);
      console.log(`${subject}, ${bytes} bytes: ${each(cpu).trim()} ms of CPU per 1,000 tokens, traced`);
      for (const kind of KINDS) if (by[kind]) console.log(`${each(by[kind])}  ${kind}`);
    }
  } finally {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [, , subjects = 'ours', bytes = '50000'] = process.argv;
main(subjects.split(','), Number(bytes)).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
