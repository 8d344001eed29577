// @vitest-environment jsdom
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers } from './answers.testing.ts';
import { cutsAt, Page } from './conformance.testing.tsx';
import { departuresByName } from './spec-departures.testing.ts';
import { specExamples } from './spec-examples.testing.ts';
import { formOf } from './spec-form.testing.ts';

const SEED = 20_261_123;
const examples = specExamples();
/** What is put together at random: the examples, and whole answers. */
const pool = [
  ...examples.map(({ markdown }) => markdown),
  ...Array.from({ length: 60 }, (_, index) => answers[index % answers.length] ?? ''),
];
let page: Page;
beforeAll(() => {
  page = new Page();
});
afterAll(() => page.close());

const places = (most: number) => fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: most });

it('an example is drawn as its specification says, but for what is departed from on purpose; however it was cut it is drawn the same, element for element', () => {
  expect(examples.length).toBeGreaterThan(690);
  const departed = departuresByName();
  const cuts = fc.sample(places(3), { seed: SEED, numRuns: examples.length });
  const differ: string[] = [];
  for (const [index, { name, markdown, html }] of examples.entries()) {
    const whole = page.whole(markdown);
    const drawn = whole.innerHTML;
    const said = document.createElement('div');
    said.innerHTML = html;
    if (formOf(said) !== formOf(whole)) differ.push(name);
    const at = cutsAt(markdown.length, cuts[index] ?? []);
    expect(page.growing(markdown, at).innerHTML, `${name} cut at ${at.join(', ')}`).toBe(drawn);
  }
  expect(differ.filter((name) => !departed.has(name))).toEqual([]);
  expect([...departed.keys()].filter((name) => !differ.includes(name))).toEqual([]);
}, 120_000);

/** A blank at the end of a line shows nowhere. */
const trimmed = (html: string): string => html.replace(/ +(?=<\/)/gu, '');

/** What a page shows of a text that grows, at each cut, held against what it would show had the text come so far at once. */
function expectSameAtEveryCut(text: string, cuts: readonly number[]): void {
  const whole = page.whole(text).innerHTML;
  const half: (readonly [string, string])[] = [];
  const grown = page.growing(text, cuts, (body, prefix) => half.push([prefix, trimmed(body.innerHTML)]));
  expect(grown.innerHTML).toBe(whole);
  for (const [prefix, drawn] of half) expect(drawn, JSON.stringify(prefix)).toBe(trimmed(page.whole(prefix, true).innerHTML));
}

it('an answer is at every cut what it would be if drawn then, in steps of a few words', () => {
  const steps = fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 40, maxLength: 60 });
  fc.assert(
    fc.property(fc.constantFrom(...answers), steps, (answer, lengths) => {
      let at = 0;
      const cuts = lengths.map((length) => (at += length)).filter((cut) => cut < answer.length);
      expectSameAtEveryCut(answer, cuts);
    }),
    { seed: SEED, numRuns: process.env.TEST_ALL ? 60 : 6 },
  );
}, 120_000);

describe('examples after each other', () => {
  it('are drawn the same however they were cut, at their end and at every cut', () => {
    const piece = fc.tuple(fc.nat(pool.length - 1), fc.constantFrom('', '\n', '\n\n'));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 8 }), places(8), (pieces, at) => {
        const text = pieces.map(([index, gap]) => `${pool[index] ?? ''}${gap}`).join('');
        expectSameAtEveryCut(text, cutsAt(text.length, at));
      }),
      { seed: SEED, numRuns: process.env.TEST_ALL ? 400 : 40 },
    );
  }, 300_000);
});
