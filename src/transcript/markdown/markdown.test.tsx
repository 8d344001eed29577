// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cpuMs } from '../../../tests/support/cpu.ts';
import { ScopedRoot } from '../../ui/index.ts';
import { advance, nothing } from './blocks.ts';
import { cleanLabel, cleanText } from './clean.ts';
import { completeOpen } from './complete.ts';
import { languageOf } from './language.ts';
import { Markdown } from './markdown.tsx';

const origins = new Set(['https://shop.example']);
const source = { title: 'Help', url: 'https://help.example/a', kind: 'HELP_ARTICLE' as const };

function draw(text: string, open = false): HTMLElement {
  return render(
    <ScopedRoot>
      <Markdown text={text} open={open} sources={[source]} origins={origins} />
    </ScopedRoot>,
  ).container;
}
afterEach(cleanup);

describe('what is drawn', () => {
  it('sets headings, lists, tables, code and emphasis', () => {
    const page = draw(
      '# Title\n\nSome **bold** and *thin* `code`.\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```ts\nlet x = 1;\n```\n\n- [x] done\n- [ ] open',
    );
    expect(page.querySelector('[role=heading]')?.textContent).toBe('Title');
    expect(page.querySelector('strong')?.textContent).toBe('bold');
    expect(page.querySelectorAll('td')).toHaveLength(2);
    expect(page.querySelector('pre')?.textContent).toBe('let x = 1;');
    expect(page.querySelectorAll('input')).toHaveLength(0);
    expect(page.querySelectorAll('.aics-box')).toHaveLength(2);
  });
  it('H01 H03 H08 shows HTML, SVG and comments as text', () => {
    for (const hostile of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'a <b onclick=x>bold</b>',
      '<svg><foreignObject/></svg>',
      '<!-- hidden -->',
      '<?php x ?>',
      '<![CDATA[x]]>',
    ]) {
      const page = draw(hostile);
      expect(page.textContent).toContain(hostile);
      expect(page.querySelector('script, img, b, svg')).toBeNull();
      cleanup();
    }
  });
  it('H02 H28 leaves other schemes as they were written', () => {
    for (const hostile of [
      '[a](javascript:alert(1))',
      '[a](JaVaScRiPt&#58;alert(1))',
      '[a](data:text/html,x)',
      '[a](vbscript:x)',
      '[a](tel:123)',
      '[a](mailto:a@b.c?body=x)',
      '[a]()',
      '<mailto:a@b.example>',
    ]) {
      const page = draw(hostile);
      expect(page.querySelector('a')).toBeNull();
      cleanup();
    }
  });
  it('H09 H10 never loads an image, inline or by reference', () => {
    const page = draw('![a chart](https://shop.example/x.png?d=secret)\n\n![b][r]\n\n[r]: https://evil.example/y.png');
    expect(page.querySelector('img')).toBeNull();
    expect(page.textContent).toContain('Image not shown: a chart');
    expect(page.textContent).toContain('[r]: https://evil.example/y.png');
  });
  it('opens links of listed origins and of the server’s sources only (H11, H14)', () => {
    const hrefs = (text: string): (string | null)[] => {
      const found = [...draw(text).querySelectorAll('a')].map((link) => link.getAttribute('href'));
      cleanup();
      return found;
    };
    expect(hrefs('[ok](https://shop.example/a)')).toEqual(['https://shop.example/a']);
    expect(hrefs('[ok](https://help.example/a)')).toEqual(['https://help.example/a']);
    for (const hostile of [
      'https://help.example/b',
      'https://shop.example@evil.example/',
      'https://shop.example.evil.example/',
      'https://shop.example:8443/',
      'http://shop.example/',
      '//shop.example/',
      'https:\\\\shop.example',
      'https://help.example/../r?u=evil',
    ]) {
      expect(hrefs(`[x](${hostile})`), hostile).toEqual([]);
    }
  });
  it('H13 H15 names the host, and drops a label that claims another', () => {
    expect(draw('[prices](https://evil.example/x)').textContent).toBe('prices (evil.example)');
    cleanup();
    expect(draw('[https://shop.example/pay](https://evil.example/x)').textContent).toBe('evil.example');
    cleanup();
    expect(draw('[shop](https://ѕhop.example/)').textContent).toContain('xn--');
  });
  it('H24 keeps links closed while the text grows', () => {
    expect(draw('[shop](https://shop.example/a) and', true).querySelector('a')).toBeNull();
  });
  it('H24 H01 H09 draws nothing live of a hostile text, wherever it is cut', () => {
    const hostile =
      '<a href="https://evil.example" onclick=x>a</a> <img src=x onerror=y> ![i](https://shop.example/i.png) [shop](https://shop.example@evil.example/p) <form action=x><input></form>\n\n```<script>\n</script>\n```\n\n- [ ] <iframe srcdoc="x">\n\n| <svg> | b |\n|---|---|\n| [x](javascript:alert(1)) | 2 |';
    const { container, rerender } = render(
      <ScopedRoot>
        <Markdown text="" open sources={[]} origins={origins} />
      </ScopedRoot>,
    );
    for (let at = 1; at <= hostile.length; at += 3) {
      rerender(
        <ScopedRoot>
          <Markdown text={hostile.slice(0, at)} open sources={[]} origins={origins} />
        </ScopedRoot>,
      );
      expect(
        container.querySelector('a, img, script, form, input, iframe, .aics-section svg:not([aria-hidden])'),
        hostile.slice(0, at),
      ).toBeNull();
    }
    rerender(
      <ScopedRoot>
        <Markdown text={hostile} open={false} sources={[]} origins={origins} />
      </ScopedRoot>,
    );
    expect(container.querySelector('a, img, script, form, input, iframe')).toBeNull();
    expect(container.textContent).toContain('<iframe srcdoc="x">');
  });
  it('H29 does not make links of words, files or addresses of people', () => {
    expect(draw('see readme.md, a.zip, www.evil.example and a@b.example').querySelector('a')).toBeNull();
  });
  it('H07 takes no id or name from content', () => {
    expect(draw('# location\n\n[a](https://shop.example "t")').querySelector('[id], [name]')).toBeNull();
  });
});

describe('limits', () => {
  const bombs = [
    '>'.repeat(4000),
    '*a_ '.repeat(8000),
    '| a '.repeat(4000),
    Array.from({ length: 400 }, (_, n) => '`'.repeat(n)).join(' '),
    '[^a]'.repeat(4000),
    '- '.repeat(3000),
    '['.repeat(20000),
    'a'.repeat(60000),
    `${'**'.repeat(700)}x`,
    '<'.repeat(5000),
  ];
  it.each(bombs.map((bomb) => [bomb.slice(0, 12), bomb] as const))('H21 H22 %s… is parsed within 200 ms', (_, bomb) => {
    let parsed = nothing;
    expect(
      cpuMs(() => {
        parsed = advance(nothing, bomb, false);
      }),
    ).toBeLessThan(200);
    expect(parsed.nodes).toBeLessThanOrEqual(2100);
  });
  it('H05 reduces the language to a plain word', () => {
    expect(languageOf('TS title="x"')).toBe('ts');
    expect(languageOf('" onload=x')).toBe('');
    expect(languageOf('a'.repeat(21))).toBe('');
  });
  it('H16 H17 H19 H20 takes hidden characters out and keeps what writing needs', () => {
    expect(cleanText('a\u202Eb\u2066c')).toBe('abc');
    expect(cleanText('half \uD83D pair')).toBe('half \uFFFD pair');
    expect(cleanText('x\u{E0041}\u{E0042}y')).toBe('xy');
    expect(cleanText('\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}')).toBe(
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    );
    expect(cleanText('\u{1F468}\u200D\u{1F469}')).toBe('\u{1F468}\u200D\u{1F469}');
    expect(cleanLabel('pay\u200Bpal')).toBe('paypal');
    expect(draw('[my *pay\u200Bpal*](https://shop.example/a)').querySelector('a')?.textContent).toBe('my paypal');
    expect([...cleanText(`e${'\u0301'.repeat(50)}`)].length).toBe(9);
  });
});

describe('an answer that grows', () => {
  const text =
    'First *one*.\n\nSecond `two`\nthree.\n\n- a\n- b\n\n  c\n\n1. x\n2. y\n\n> quote\n> more\n\n```js\nif (a) {\n\n}\n```\n\n| h | k |\n|---|---|\n| 1 | 2 |\n\nlast **bold** [link](https://shop.example/a).\n\n## End\n\nDone.';
  it('ends the same however it was cut', () => {
    const whole = advance(nothing, text, false);
    for (const step of [1, 3, 7, 40]) {
      let parsed = nothing;
      for (let at = step; at < text.length; at += step) parsed = advance(parsed, text.slice(0, at), true);
      parsed = advance(parsed, text, false);
      expect(parsed.closed.map((block) => block.token)).toEqual(whole.closed.map((block) => block.token));
    }
  });
  it('keeps closed blocks as they are', () => {
    const first = advance(nothing, 'one\n\ntwo\n\nthr', true);
    const second = advance(first, 'one\n\ntwo\n\nthree and more', true);
    expect(second.closed).toBe(first.closed);
    expect(first.closed).toHaveLength(2);
  });
  it('starts over when the text does not continue (another attempt)', () => {
    expect(advance(advance(nothing, 'one\n\ntwo\n\nthree', true), 'other', true).closed).toHaveLength(0);
  });
  it('shows no half signs', () => {
    expect(completeOpen('some **bo')).toBe('some **bo**');
    expect(completeOpen('some **')).toBe('some ');
    expect(completeOpen('some `co')).toBe('some `co`');
    expect(completeOpen('see [the shop](https://sho')).toBe('see the shop');
    expect(completeOpen('see ![a chart](https://sho')).toBe('see ');
    expect(completeOpen('text\n- ')).toBe('text\n');
    expect(completeOpen('text\n\n1.')).toBe('text\n\n');
    expect(completeOpen('| a | b |')).toBe('');
    expect(completeOpen('**a** and *b')).toBe('**a** and *b*');
    expect(completeOpen('2 * 3 is 6')).toBe('2 * 3 is 6');
  });
});
