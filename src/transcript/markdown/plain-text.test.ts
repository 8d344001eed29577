import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('an answer as text', () => {
  it('has no marks, keeps code and numbers, and sets tables by tabs', () => {
    const markdown =
      '## Set it\n\n1. Open **Stock** and [the guide](https://help.example/a).\n2. Save\n   - at *once*\n\n| a | b |\n|---|--:|\n| 1 | `2` |\n\n```ts\nlet x = 1;\n```\n\n> Kept &amp; safe\n\n- [x] done\n\n---';
    expect(plainText(markdown)).toBe(
      'Set it\n\n1. Open Stock and the guide (https://help.example/a).\n2. Save\n   - at once\n\na\tb\n1\t2\n\nlet x = 1;\n\nKept & safe\n\n[x] done',
    );
  });
  it('H16 H17 carries nothing hidden to the clipboard', () => {
    expect(plainText('a\u202Eb `c\u200Bd`')).toBe('ab cd');
  });
});
