import { describe, expect, it } from 'vitest';
import { LinkFilter } from './link-filter.ts';

const OURS = 'https://help.example/cancel';
/** The filtered text, cut into pieces of every size from one character to the whole. */
function everyCut(text: string): Set<string> {
  const results = new Set<string>();
  for (let size = 1; size <= text.length; size += 1) {
    const filter = new LinkFilter(() => new Set([OURS]));
    let shown = '';
    for (let from = 0; from < text.length; from += size) shown += filter.push(text.slice(from, from + size));
    results.add(shown + filter.end());
  }
  return results;
}

describe('links in a model’s text', () => {
  it.each([
    ['See [the shop](https://evil.example/x) now.', 'See the shop now.'],
    ['Go to https://evil.example/a?b=c, please.', 'Go to (link removed) please.'],
    ['www.evil.example is it', '(link removed) is it'],
    ['![pixel](https://evil.example/p.png)', 'pixel'],
    [`Read [this](${OURS}) or ${OURS}.`, `Read [this](${OURS}) or ${OURS}.`],
    ['[run](javascript:alert(1))', 'run)'],
    ['Press [Save] and (wait) for 1:30.', 'Press [Save] and (wait) for 1:30.'],
  ])('H24, H31: however it is cut, %s', (text, shown) => expect([...everyCut(text)]).toEqual([shown]));

  it('H31: a link too long to wait for is no link either', () => {
    const filter = new LinkFilter(() => new Set());
    const text = `${filter.push(`[a](https://evil.example/${'x'.repeat(700)}`)}${filter.push('yz)')}${filter.end()}`;
    expect(text).not.toMatch(/https?:/);
  });
});
