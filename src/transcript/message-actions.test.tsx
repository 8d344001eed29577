// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubLayout } from './layout.testing.ts';
import { ada, bot, restart, said, transcript, unsent } from './transcript.testing.tsx';

beforeEach(() => {
  restart();
  stubLayout();
});
afterEach(cleanup);

describe('about an answer', () => {
  it('is copied as text and as Markdown', async () => {
    const user = userEvent.setup();
    await transcript([said(bot, 'Open **Stock**.\n\n- one')]);
    await user.click(screen.getByRole('button', { name: 'Copy answer' }));
    expect(await navigator.clipboard.readText()).toBe('Open Stock.\n\n- one');
    await user.click(screen.getByRole('button', { name: 'More about this answer' }));
    await user.click(screen.getByRole('menuitem', { name: 'Copy as Markdown' }));
    expect(await navigator.clipboard.readText()).toBe('Open **Stock**.\n\n- one');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More about this answer' }));
  });
  it('a thumb down counts at once and asks why; the reason may be a press, words, or left out', async () => {
    const rate = vi.fn();
    await transcript([said(bot, 'One')], { actions: { rate } });
    await userEvent.click(screen.getByRole('button', { name: 'Poor answer' }));
    expect(rate).toHaveBeenLastCalledWith('m1', 'DOWN');
    await userEvent.click(screen.getByRole('button', { name: 'Not what I asked' }));
    expect(rate).toHaveBeenLastCalledWith('m1', 'DOWN', 'Not what I asked');
    expect(screen.getByRole('status').textContent).toContain('Thank you');
    cleanup();
    await transcript([said(bot, 'Two')], { actions: { rate } });
    await userEvent.click(screen.getByRole('button', { name: 'Poor answer' }));
    await userEvent.type(screen.getByRole('textbox'), '  It is older  {Enter}');
    expect(rate).toHaveBeenLastCalledWith('m2', 'DOWN', 'It is older');
    cleanup();
    rate.mockClear();
    await transcript([said(bot, 'Three')], { actions: { rate } });
    await userEvent.click(screen.getByRole('button', { name: 'Poor answer' }));
    await userEvent.click(screen.getByRole('button', { name: 'Skip' }));
    expect(rate).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('an older answer', () => {
  it('hides what can be done with it without taking room, the newest one never; both are there for the keyboard', async () => {
    await transcript([said(bot, 'Old'), said(ada, 'Hm'), said(bot, 'New'), said(ada, 'Yes?')], { actions: { rate: vi.fn() } });
    const [old, newest] = screen.getAllByRole('group', { name: 'About this answer' });
    const look = (group: HTMLElement | undefined): CSSStyleDeclaration => getComputedStyle(group?.parentElement as HTMLElement);
    expect(look(old).opacity).toBe('0');
    expect(look(newest).opacity).toBe('0');
    cleanup();
    await transcript([said(bot, 'Old'), said(ada, 'Hm'), said(bot, 'New')], { actions: { rate: vi.fn() } });
    const [before, last] = screen.getAllByRole('group', { name: 'About this answer' });
    expect(look(before).opacity).toBe('0');
    expect(look(before).position).toBe('absolute');
    expect(look(last).opacity).not.toBe('0');
    // That it shows while it has the focus needs a browser; here that the focus gets there.
    screen.getByRole('log').focus();
    await userEvent.keyboard('{Home}{Tab}');
    expect(before?.contains(document.activeElement)).toBe(true);
  });
});

describe('attempts', () => {
  const earlier = [
    { attempt: 1, text: 'First **try**', state: 'STOPPED' as const, sources: [] },
    { attempt: 2, text: 'Second', state: 'COMPLETED' as const, sources: [] },
  ];
  it('pages through what earlier attempts wrote; those can be copied, not rated', async () => {
    const attempts = vi.fn(async () => earlier);
    await transcript([said(bot, 'Third', { attempt: 3 })], { actions: { attempts, rate: vi.fn(), retryRun: vi.fn() } });
    expect(attempts).toHaveBeenCalledWith('m1', 3);
    expect(screen.getByText('3 of 3')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Later attempt' }).getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: 'Earlier attempt' }));
    await userEvent.click(screen.getByRole('button', { name: 'Earlier attempt' }));
    expect(screen.getByText('1 of 3')).toBeTruthy();
    expect(screen.getByRole('log').textContent).toContain('First try');
    expect(screen.getByRole('log').textContent).toContain('You stopped this answer.');
    expect(screen.queryByText('Third')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Good answer' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Later attempt' }));
    await userEvent.click(screen.getByRole('button', { name: 'Later attempt' }));
    expect(screen.getByText('Third')).toBeTruthy();
  });
  it('a finished newest answer can be tried again; a first attempt asks for none and shows no pager', async () => {
    const [attempts, retryRun] = [vi.fn(async () => earlier), vi.fn()];
    await transcript([said(bot, 'Old'), said(ada, 'Hm'), said(bot, 'Only')], { actions: { attempts, retryRun } });
    const [old, newest] = screen.getAllByRole('button', { name: 'More about this answer' });
    if (!old || !newest) throw new Error('Two answers, and not a button in each of them.');
    old.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('menuitem', { name: 'Try again' })).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(old);
    await userEvent.click(newest);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Try again' }));
    expect(retryRun).toHaveBeenCalledWith('r3');
    expect(attempts).not.toHaveBeenCalled();
    expect(screen.queryByRole('group', { name: 'Attempts at this answer' })).toBeNull();
  });
  it('an answer whose attempts cannot be had is shown alone', async () => {
    await transcript([said(bot, 'Third', { attempt: 3 })], { actions: { attempts: () => Promise.reject(new Error('away')) } });
    expect(screen.getByText('Third')).toBeTruthy();
    expect(screen.queryByText(/ of /u)).toBeNull();
  });
});

describe('messages that wait for the answer', () => {
  it('say so and can be edited or removed; those that wait for the line say that', async () => {
    const actions = { editUnsent: vi.fn(), discardUnsent: vi.fn() };
    const queued = unsent('And tomorrow?', { state: 'queued' });
    const open = said(bot, 'It is', { state: 'STREAMING' });
    const { show } = await transcript([said(ada, 'Hi'), open, queued], { actions });
    expect(screen.getByText('Sent after this answer')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Edit' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(actions.editUnsent).toHaveBeenCalledWith('o-And tomorrow?');
    expect(actions.discardUnsent).toHaveBeenCalledWith('o-And tomorrow?');
    await show([said(ada, 'Hi'), queued]);
    expect(screen.queryByText('Sent after this answer')).toBeNull();
    expect(screen.getByText(/^Waiting to send/u)).toBeTruthy();
  });
});

describe('what is new', () => {
  it('a line before the first message after the read mark, with their number; gone once answered', async () => {
    const items = [said(ada, '1'), said(bot, '2'), said(bot, '3'), said(bot, '4')];
    const { show } = await transcript(items, { readSeq: 2 });
    expect(screen.getByRole('separator').textContent).toBe('2 new messages while you were away');
    // The mark moves on as soon as the messages are seen; the line stays where it was.
    await show(items, { readSeq: 4 });
    expect(screen.getByRole('separator')).toBeTruthy();
    await show([...items, unsent('Thanks')], { readSeq: 4 });
    expect(screen.queryByRole('separator')).toBeNull();
  });
  it.each([
    [0, 'nothing was read before'],
    [4, 'everything was read'],
    [null, 'the mark is not known'],
  ])('no line for a mark at %s: %s', async (readSeq, _why) => {
    await transcript([said(ada, '1'), said(bot, '2'), said(bot, '3'), said(bot, '4')], { readSeq });
    expect(screen.queryByRole('separator')).toBeNull();
  });
  it('what was said while the page was hidden', async () => {
    let state: DocumentVisibilityState = 'visible';
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => state);
    const turn = async (to: DocumentVisibilityState): Promise<void> => {
      state = to;
      await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
    };
    const items = [said(ada, '1'), said(bot, '2')];
    const { show } = await transcript(items, { readSeq: 2 });
    await turn('hidden');
    await show([...items, said(bot, '3')]);
    expect(screen.queryByRole('separator')).toBeNull();
    await turn('visible');
    expect(screen.getByRole('separator').textContent).toBe('New');
  });
});

describe('the keyboard', () => {
  it('arrow, Home and End go from message to message, Tab into what can be pressed there', async () => {
    await transcript([said(ada, 'One'), said(bot, 'Two', { sources: [] }), said(ada, 'Three')], { actions: { rate: vi.fn() } });
    const log = screen.getByRole('log');
    log.focus();
    const at = (): string | null => document.activeElement?.getAttribute('aria-label') ?? null;
    await userEvent.keyboard('{ArrowUp}');
    expect(at()).toMatch(/^You, /u);
    expect(document.activeElement?.textContent).toContain('Three');
    await userEvent.keyboard('{ArrowUp}');
    expect(at()).toMatch(/^Assistant, /u);
    await userEvent.keyboard('{Tab}');
    expect(at()).toMatch(/Copy answer|Good answer/u);
    // Within a control the keys are the control's own.
    const before = document.activeElement;
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(before);
    log.focus();
    await userEvent.keyboard('{Home}');
    expect(document.activeElement?.textContent).toContain('One');
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement?.textContent).toContain('One');
    await userEvent.keyboard('{End}');
    expect(document.activeElement?.textContent).toContain('Three');
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(document.activeElement?.textContent).toContain('Three');
  });
});
