import type { Played } from './play.ts';
import type { FaultsReport, Result } from './run.ts';
import { describeSchedule, type Schedule } from './schedule.ts';

/** The value below which so many of them lie; null without values. */
export function percentile(values: readonly number[], part: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? null;
}

/** One schedule with what went wrong, what happened, and how to see it again. */
export function failureText(schedule: Schedule, played: Played, scale: number): string {
  return [
    played.violations.length > 0 ? 'FAILED' : 'passed',
    describeSchedule(schedule),
    ...played.violations.map((violation) => `  violation: ${violation}`),
    ...played.trace.map((line) => `  ${line}`),
    `  again: npm run faults -- --replay ${schedule.seed} --transport ${schedule.transport}${scale === 1 ? ' --real-limits' : ''}`,
  ].join('\n');
}

export function summary({ results, failed, tookMs, cpuMs }: FaultsReport, scale: number, seed: number): string {
  const count = results.reduce((sum, result) => sum + result.count, 0);
  const rows = [
    ['transport', 'schedules', 'failures', 'faults', 'recoveries', 'p50 ms', 'p95 ms', 'max ms', 'plain cuts', 'p95 ms', 'made again'],
    ...results.map(rowOf),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    '',
    ...rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')),
    `${count} schedules, ${failed.length} failures, seed ${seed}, limits divided by ${scale}, ${(tookMs / 1_000).toFixed(1)} s (${((count * 1_000) / tookMs).toFixed(1)} schedules a second, ${(cpuMs / Math.max(1, count)).toFixed(0)} ms of processor each)`,
  ].join('\n');
}

function rowOf({ transport, count, failures, faults, recoveries, cuts, again }: Result): string[] {
  const ms = (values: readonly number[], part: number): string => String(Math.round(percentile(values, part) ?? 0));
  return [
    transport,
    String(count),
    String(failures),
    String(faults),
    String(recoveries.length),
    ms(recoveries, 0.5),
    ms(recoveries, 0.95),
    ms(recoveries, 1),
    String(cuts.length),
    ms(cuts, 0.95),
    String(again),
  ];
}
