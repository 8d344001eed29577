import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asksForPerson } from '../../host-demo/server/responders/wants-person.ts';

interface Item {
  readonly language: string;
  readonly text: string;
}

/**
 * All were written by people who had not seen the rule, each committed before the rule that was then measured on it, once, without having
 * been read. It learns from all but the fifth (`scripts/train-wants-person.ts`), so the others must be known as everything learned is.
 * Blind: second set 206 of 250 known and 3 false alarms in 1,449 (patterns written by hand); third 277 of 280 and 36 in 1,500; fourth, with
 * the third learned, 234 of 240 and 5 in 1,200; fifth, with the fourth learned: 228 of 240 known (95.0 %), no false alarm in 1,500.
 */
function read(name: string): readonly Item[] {
  return (JSON.parse(readFileSync(new URL(`./wants-a-person/${name}.json`, import.meta.url), 'utf8')) as { items: Item[] }).items;
}
const told = ({ language, text }: Item): string => `${language}: ${text}`;

describe.each(['development', 'test', 'second', 'third', 'fourth', 'fifth'])('who wants a person, by the %s set', (set) => {
  const wants = read(`${set}-wants`);
  const ordinary = read(`${set}-ordinary`);
  const missed = wants.filter(({ text }) => !asksForPerson(text)).map(told);
  const falseAlarms = ordinary.filter(({ text }) => asksForPerson(text)).map(told);

  it('is known in at least 95 of 100 ways of asking', () => {
    expect(1 - missed.length / wants.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });
  it('is asked of no more than 3 in 1,000 ordinary questions', () => {
    expect(falseAlarms.length / ordinary.length, falseAlarms.join('\n')).toBeLessThanOrEqual(0.003);
  });
});

it('the fifth set is large enough to say so: 200 ways of asking in four languages, 1,000 ordinary questions', () => {
  const wants = read('fifth-wants');
  expect(wants.length).toBeGreaterThanOrEqual(200);
  expect(new Set(wants.map(({ language }) => language)).size).toBe(4);
  expect(read('fifth-ordinary').length).toBeGreaterThanOrEqual(1_000);
});
