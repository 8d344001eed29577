// @vitest-environment jsdom
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers } from './answers.testing.ts';
import { Page } from './conformance.testing.tsx';

let page: Page;
beforeAll(() => {
  page = new Page();
});
afterAll(() => page.close());

/** What a reader sees, without what belongs to the frame around code. */
function seen(body: Element): { readonly words: string; readonly kinds: ReadonlyMap<string, string> } {
  const copy = body.cloneNode(true) as Element;
  for (const code of copy.querySelectorAll('.aics-code-head')) code.remove();
  const kinds = new Map<string, string>();
  const walk = (element: Element, path: string): void => {
    [...element.children].forEach((child, index) => {
      const at = `${path}/${index}`;
      if (/^(?:P|UL|OL|LI|BLOCKQUOTE|HR|PRE|TABLE|TR|TD|TH|STRONG|EM|DEL|CODE)$/u.test(child.tagName))
        kinds.set(at, `${child.tagName}${child.getAttribute('data-depth') ?? ''}`);
      walk(child, at);
    });
  };
  walk(copy, '');
  return { words: (copy.textContent ?? '').replace(/\s+/gu, ''), kinds };
}

const rawMarks = (body: Element): string => {
  const copy = body.cloneNode(true) as Element;
  for (const code of copy.querySelectorAll('code, .aics-code')) code.remove();
  return (copy.textContent ?? '').match(/\*|`|~~|__|\[|\]|\||\\|(?:^|\s)[#>+-](?:\s|$)|-{2,}|={2,}/u)?.[0] ?? '';
};

const every = (text: string): readonly number[] => Array.from({ length: text.length - 1 }, (_, index) => index + 1);

describe('an answer, sign by sign', () => {
  it.each(answers.map((answer, index) => [index, answer] as const))(
    '%i shows no marks, takes nothing back and turns nothing into something else',
    (_, answer) => {
      let before = { words: '', kinds: new Map<string, string>() as ReadonlyMap<string, string> };
      const body = page.growing(answer, every(answer), (drawn, prefix) => {
        const end = JSON.stringify(prefix.slice(-40));
        expect(rawMarks(drawn), `after ${end}`).toBe('');
        const now = seen(drawn);
        expect(now.words.startsWith(before.words), `${before.words.slice(-40)} | ${now.words.slice(-40)} after ${end}`).toBe(true);
        for (const [path, kind] of before.kinds) expect(now.kinds.get(path), `${path} after ${end}`).toBe(kind);
        before = now;
      });
      const grown = body.innerHTML;
      expect(page.whole(answer).innerHTML).toBe(grown);
    },
    60_000,
  );
});
