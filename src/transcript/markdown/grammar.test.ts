import { beforeEach, describe, expect, it, vi } from 'vitest';

/** As a page has it before anything was fetched. */
const fresh = async () => ({ ...(await import('./grammar.ts')), ...(await import('./blocks.ts')) });

beforeEach(() => {
  vi.resetModules();
  vi.doUnmock('./marked.ts');
});

describe('what reads Markdown is fetched after the first paint', () => {
  it('is not there before it is asked for, and is told of when it came', async () => {
    const { grammarState, loadGrammar, onGrammar, grammar, advance, nothing } = await fresh();
    const told = vi.fn();
    onGrammar(told);
    expect(grammarState()).toBe('waiting');
    const before = advance(nothing, 'a **b**\n\nc', true);
    expect(before.tail.concat(before.closed).every((block) => block.token === null)).toBe(true);
    await Promise.all([loadGrammar(), loadGrammar()]);
    expect(grammarState()).toBe('ready');
    expect(told).toHaveBeenCalledTimes(1);
    expect(grammar()).not.toBeNull();
    expect(advance(before, 'a **b**\n\nc', true).closed[0]?.token?.type).toBe('paragraph');
  });
  it('an answer is shown as it is written where it cannot be had, and the next one tries again', async () => {
    vi.doMock('./marked.ts', () => {
      throw new Error('The chunk did not come.');
    });
    const { grammarState, loadGrammar } = await fresh();
    await loadGrammar();
    expect(grammarState()).toBe('absent');
    vi.doUnmock('./marked.ts');
    await loadGrammar();
    expect(grammarState()).toBe('ready');
  });
});
