import { describe, expect, it } from 'vitest';
import { readTrace, type TraceEvent } from './trace.ts';

const MAIN = { pid: 1, tid: 1 };
const at = (ms: number): number => ms * 1_000;

function mark(name: string, ms: number, cpu: number): TraceEvent {
  return { ...MAIN, name, ph: 'I', ts: at(ms), tts: at(cpu) };
}

function task(ms: number, took: number, cpu: number, thread = 1): TraceEvent {
  return { pid: 1, tid: thread, name: 'RunTask', ph: 'X', ts: at(ms), dur: at(took), tts: at(cpu), tdur: at(took) };
}

function frame(ms: number, cpu: number): TraceEvent {
  return { ...MAIN, name: 'FireAnimationFrame', ph: 'X', ts: at(ms), dur: 0, tts: at(cpu), tdur: 0 };
}

describe('readTrace', () => {
  it('takes the tasks of the page’s own thread between the marks', () => {
    const events = [
      task(0, 9, 0),
      mark('bench-begin', 10, 9),
      task(11, 3, 9),
      task(12, 7, 0, 2),
      mark('bench-end', 20, 12),
      task(21, 5, 12),
    ];
    expect(readTrace(events)).toMatchObject({ tasks: [3], cpu: 3 });
  });

  it('says how much CPU had gone at a mark', () => {
    const events = [mark('bench-begin', 0, 5), mark('bench-painted', 30, 12), mark('bench-end', 40, 20)];
    expect(readTrace(events).marks['bench-painted']).toBe(7);
  });

  it('blames a late frame on the page only when its own thread worked for a beat', () => {
    const begin = mark('bench-begin', 0, 0);
    const end = mark('bench-end', 200, 60);
    const frames = [frame(1, 0), frame(17, 2), frame(60, 5), frame(110, 40), frame(126, 41)];
    expect(readTrace([begin, ...frames, end]).late).toEqual({ byUs: 1, byOthers: 1 });
  });

  it('keeps the longest task of each frame', () => {
    const events = [
      ...[mark('bench-begin', 0, 0), task(1, 4, 0), frame(2, 1), task(6, 2, 4), task(17, 3, 6), frame(18, 7)],
      ...[task(21, 1, 9), mark('bench-end', 30, 10)],
    ];
    expect(readTrace(events).perFrame).toEqual([4, 3]);
  });

  it('says which mark is missing', () => {
    expect(() => readTrace([task(0, 1, 0)])).toThrow('bench-begin');
    expect(() => readTrace([mark('bench-begin', 0, 0)])).toThrow('bench-end');
  });
});
