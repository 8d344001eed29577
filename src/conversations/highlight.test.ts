import { describe, expect, it } from 'vitest';
import { around, highlight, wordsOf } from './highlight.ts';

const marked = (text: string, search: string): string =>
  highlight(text, search)
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('what a search found', () => {
  it('is marked where a word begins with what was typed, whatever its case', () => {
    expect(marked('Where is Order 1042, and the reorder point?', 'ord 10')).toBe('Where is [Ord]er [10]42, and the reorder point?');
    expect(marked('Größe und GRÖSSE', 'grö')).toBe('[Grö]ße und [GRÖ]SSE');
    expect(marked('Reorder points', 'order')).toBe('Re[order] points');
    expect(marked('no hit here', 'order')).toBe('no hit here');
  });

  it('takes signs of a pattern for what they are: no search breaks', () => {
    expect(marked('a (b) c', '(b')).toBe('a ([b]) c');
    expect(wordsOf('  .*+?  ')).toEqual([]);
    expect(marked('', 'x')).toBe('');
  });

  it('is brought to the front of a long line, from the beginning of a word', () => {
    const line = 'Open the shipment, choose the carrier and then print the label for order 1042 again.';
    expect(around(line, '1042')).toBe('… for order 1042 again.');
    expect(around('Order 1042 is late', '1042')).toBe('Order 1042 is late');
    expect(around(line, 'nothing')).toBe(line);
  });
});
