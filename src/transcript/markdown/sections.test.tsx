// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { ScopedRoot } from '../../ui/index.ts';
import { Markdown } from './markdown.tsx';

const none: ReadonlySet<string> = new Set();
const replayed = Array.from({ length: 250 }, (_, index) => `Paragraph ${index} of an answer that came while nobody was connected.`).join(
  '\n\n',
);

afterEach(cleanup);

function draw(text: string, open: boolean): { readonly sections: () => readonly HTMLElement[]; readonly commits: () => number } {
  let commits = 0;
  const { container } = render(
    <ScopedRoot>
      <Profiler id="answer" onRender={() => (commits += 1)}>
        <Markdown text={text} open={open} sources={[]} origins={none} />
      </Profiler>
    </ScopedRoot>,
  );
  return { sections: () => [...container.querySelectorAll<HTMLElement>('.aics-section')], commits: () => commits };
}

/** A frame and what is done after it, a few times. */
async function settle(): Promise<void> {
  for (let frame = 0; frame < 4; frame += 1) await act(() => new Promise((resolve) => setTimeout(resolve, 60)));
}

describe.each([true, false])('much at once, open: %s', (open) => {
  it('the last screenful is drawn first, what is above keeps its room and follows in two commits', async () => {
    const { sections, commits } = draw(replayed, open);
    expect(sections().at(-1)?.textContent).toContain('Paragraph 249 ');
    expect(sections()[0]?.childElementCount).toBe(0);
    expect(Number.parseFloat(sections()[0]?.style.height ?? '')).toBeGreaterThan(100);
    await settle();
    expect(sections().map((section) => section.style.height)).toEqual(sections().map(() => ''));
    expect(
      sections()
        .map((section) => section.textContent)
        .join(''),
    ).toBe(replayed.replaceAll('\n\n', ''));
    expect(commits()).toBeLessThanOrEqual(3);
  });
  it('a few blocks are drawn at once', () => {
    const { sections } = draw('One.\n\nTwo.\n\nThree.', open);
    expect(sections().map((section) => section.childElementCount)).toEqual([3]);
  });
});
