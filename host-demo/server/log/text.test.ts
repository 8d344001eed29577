import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, cleanText, PieceCleaner, shorten, shortenToBytes } from './text.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    fc.constantFrom('\r', '\n', '\u0000', '\ud83d', '\udc4b', 'a', '\u001b', '[', ']', '\u0007'),
  ),
});

describe('text', () => {
  it('H18: removes control characters and terminal sequences, keeps tab and newline', () => {
    expect(
      cleanText('a\tb\r\nc\rd\u0000\u0007\u009b \u001b[1;31mred\u001b[0m \u001b]8;;https://evil\u0007link\u001b]8;;\u0007\u007f'),
    ).toBe('a\tb\nc\nd red link');
  });

  it('H19: half of a pair becomes U+FFFD, whole ones stay', () => {
    expect(cleanText('\ud83d\udc4b \ud83d x \udc4b')).toBe('\u{1F44B} \uFFFD x \uFFFD');
  });

  it('H19 L-4: whatever comes in, what is stored is well formed and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        expect(Buffer.from(clean, 'utf8').toString('utf8')).toBe(clean);
        expect(clean).not.toMatch(/\p{Cs}|\r/u);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it('F58: pieces never end in half a pair, and together they are the whole text cleaned', () => {
    fc.assert(
      fc.property(fc.array(anyText), (pieces) => {
        const cleaner = new PieceCleaner();
        const out = [...pieces.map((piece) => cleaner.push(piece)), cleaner.end()];
        for (const piece of out) expect(piece).not.toMatch(/\p{Cs}/u);
        expect(out.join('')).toBe(cleanText(pieces.join('')));
      }),
    );
  });

  it('H18: a terminal sequence is removed as a whole wherever it is cut', () => {
    const text = 'a \u001b]8;;https://evil.example\u0007link\u001b]8;;\u001b\\ \u001b[1;31mred\u001b[0m b';
    for (let at = 0; at <= text.length; at += 1) {
      const cleaner = new PieceCleaner();
      expect(cleaner.push(text.slice(0, at)) + cleaner.push(text.slice(at)) + cleaner.end(), `cut at ${at}`).toBe('a link red b');
    }
  });

  it('H18: what begins like a terminal sequence and never ends is not waited for for ever', () => {
    const cleaner = new PieceCleaner();
    expect(cleaner.push('a\u001b]')).toBe('a');
    cleaner.push('x'.repeat(3_000));
    expect(cleaner.push('b')).toBe('b');
  });

  it('H23: cutting to units or bytes splits no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, size) => {
        expect(shorten(text, size).length).toBeLessThanOrEqual(size);
        expect(shorten(text, size)).not.toMatch(/\p{Cs}/u);
        const cut = shortenToBytes(text, size);
        expect(bytesOf(cut)).toBeLessThanOrEqual(size);
        expect(text.startsWith(cut)).toBe(true);
      }),
    );
  });
});
