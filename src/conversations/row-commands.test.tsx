// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../protocol/commands.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { UNDO_MS, useRowCommands } from './row-commands.ts';

const talk = { id: 'c1', title: 'Reorder points' } as ConversationSummary;
const done = { error: null } as Outcome;
const commands = {
  rename: vi.fn(() => Promise.resolve(done)),
  close: vi.fn(() => Promise.resolve(done)),
  reopen: vi.fn(() => Promise.resolve(done)),
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('closing from the list', () => {
  it('can be taken back for 8 seconds, longer while somebody points at it', async () => {
    const { result } = renderHook(() => useRowCommands(commands));
    act(() => result.current.close(talk));
    expect(result.current.notice?.kind).toBe('closing');
    await act(async () => undefined);
    expect(result.current.notice?.kind).toBe('closed');
    act(() => vi.advanceTimersByTime(UNDO_MS - 1));
    expect(result.current.notice?.kind).toBe('closed');
    act(() => result.current.hold(true));
    act(() => vi.advanceTimersByTime(60_000));
    expect(result.current.notice?.kind).toBe('closed');
    act(() => result.current.hold(false));
    act(() => vi.advanceTimersByTime(UNDO_MS));
    expect(result.current.notice).toBeNull();
    expect(commands.reopen).not.toHaveBeenCalled();
  });

  it('is never silent: a close and an undo that fail are said', async () => {
    const { result } = renderHook(() => useRowCommands(commands));
    commands.close.mockRejectedValueOnce(new Error('no line'));
    await act(async () => result.current.close(talk));
    expect(result.current.notice).toMatchObject({ kind: 'close-failed', message: null });
    await act(async () => result.current.close(talk));
    commands.reopen.mockResolvedValueOnce({ error: { message: 'Too long ago.' } } as Outcome);
    await act(async () => result.current.undo());
    expect(result.current.notice).toMatchObject({ kind: 'reopen-failed', message: 'Too long ago.' });
  });

  it('shows a new title at once, and the old one again when it is refused', async () => {
    const { result } = renderHook(() => useRowCommands(commands));
    commands.rename.mockResolvedValueOnce({ error: { message: 'Empty.' } } as Outcome);
    act(() => result.current.rename(talk, 'Levels'));
    expect(result.current.titles.get('c1')).toBe('Levels');
    await act(async () => undefined);
    expect(result.current.titles.size).toBe(0);
    expect(result.current.notice?.kind).toBe('rename-failed');
  });
});
