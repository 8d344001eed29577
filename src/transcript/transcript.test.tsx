// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Participant, Transition } from '../protocol/vocabulary.ts';
import type { TranscriptItem } from '../session/select.ts';
import { stubLayout } from './layout.testing.ts';
import { rowsOf, wasPrepended } from './rows.ts';
import { ada, bot, restart, said, transcript, unsent } from './transcript.testing.tsx';
import type { TranscriptProps } from './transcript.tsx';

const maya: Participant = { id: 'g', role: 'AGENT', name: 'Ma\u202Eya', avatarUrl: null };

const own = (item: TranscriptItem): boolean => item.kind === 'outgoing' || (item.kind === 'message' && item.message.author.role === 'USER');
const closed: Transition = {
  type: 'ConversationChanged',
  seq: 90,
  at: new Date(2026, 10, 22, 10).toISOString(),
  state: 'CLOSED',
  title: null,
  satisfaction: null,
  actor: null,
  reason: null,
  reopenableUntil: null,
};

const show = async (items: readonly TranscriptItem[], extra: Partial<TranscriptProps> = {}): Promise<void> =>
  void (await transcript(items, { describe: () => ({ icon: 'check', text: 'A line' }), ...extra }));

beforeEach(() => {
  restart();
  stubLayout();
});
afterEach(cleanup);

describe('rows', () => {
  const rules = { dayKey: (iso: string) => iso.slice(0, 10), describe: () => null, own };
  it('groups one speaker within five minutes and marks days', () => {
    const rows = rowsOf(
      [said(ada, '1'), said(ada, '2'), said(bot, '3'), said(bot, '4', { at: new Date(2026, 10, 23, 10).toISOString() })],
      rules,
    );
    expect(rows.map((row) => [row.first, row.last, row.day !== null])).toEqual([
      [true, false, true],
      [false, true, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
  it('names who answers when that changes, and tells a time that stands nowhere near', () => {
    const at = (minute: number): { at: string } => ({ at: new Date(2026, 10, 22, 10, minute).toISOString() });
    const moved: TranscriptItem = { kind: 'transition', key: 't', transition: { ...closed, at: at(31).at } };
    const rows = rowsOf(
      [
        said(ada, '1', at(0)),
        said(bot, '2', at(1)),
        said(ada, '3', at(2)),
        said(bot, '4', at(3)),
        said(maya, '5', at(20)),
        said(bot, '6', at(30)),
        moved,
        said(bot, '7', at(32)),
      ],
      { ...rules, describe: () => ({ icon: 'check', text: 'A line' }) },
    );
    const of = (what: 'named' | 'timed' | 'oldest' | 'latest'): string => rows.map((row) => (row[what] ? 'x' : '.')).join('');
    expect(of('named')).toBe('.x..xx.x');
    expect(of('timed')).toBe('....xx..');
    expect(of('oldest')).toBe('x.......');
    expect(of('latest')).toBe('.......x');
  });
  it('leaves out a change that says nothing, and tells the words what came before', () => {
    const before: (Transition | null)[] = [];
    const items: TranscriptItem[] = [1, 2].map((key) => ({ kind: 'transition', key: `t${key}`, transition: closed }));
    const rows = rowsOf(items, {
      ...rules,
      describe: (_, earlier) => {
        before.push(earlier);
        return null;
      },
    });
    expect(rows).toHaveLength(0);
    expect(before).toEqual([null, closed]);
  });
  it('knows history put before from a message put after', () => {
    const [a, b, c] = [said(ada, 'a'), said(bot, 'b'), said(ada, 'c')];
    const rows = (...items: TranscriptItem[]) => rowsOf(items, rules);
    expect(wasPrepended(rows(b, c), rows(a, b, c))).toBe(true);
    expect(wasPrepended(rows(a, b), rows(a, b, c))).toBe(false);
    expect(wasPrepended(rows(), rows(a, b, c))).toBe(false);
  });
});

describe('what is shown', () => {
  it('is a log that does not read itself aloud', async () => {
    await show([said(ada, 'Hello'), said(bot, 'Good day')]);
    const log = screen.getByRole('log', { name: 'Conversation' });
    expect(log.getAttribute('aria-live')).toBe('off');
    expect(log.textContent).toContain('Hello');
    expect(log.textContent).toContain('Good day');
  });
  it('names the step while there is no text, and replaces it by the text', async () => {
    const open = { state: 'STREAMING' as const, activity: { label: 'Looking up order 1042', state: 'STARTED' as const } };
    await show([said(bot, '', open)]);
    expect(screen.getByText('Looking up order 1042…')).toBeTruthy();
    cleanup();
    await show([said(bot, 'It is due', { state: 'STREAMING' })]);
    expect(screen.queryByText(/Looking up/u)).toBeNull();
    expect(screen.getByText('It is due')).toBeTruthy();
  });
  it.each([
    ['STOPPED', 'Try again'],
    ['TRUNCATED', 'Retry'],
    ['INTERRUPTED', 'Retry'],
    ['FAILED', 'Retry'],
  ] as const)('an answer that is %s says so and can be tried again', async (state, label) => {
    const retryRun = vi.fn();
    await show([said(bot, 'Half', { state, runId: 'r7' })], { actions: { retryRun } });
    await userEvent.click(screen.getByRole('button', { name: label }));
    expect(retryRun).toHaveBeenCalledWith('r7');
  });
  it('a message that was not sent keeps its text and offers three ways', async () => {
    const actions = { retryUnsent: vi.fn(), editUnsent: vi.fn(), discardUnsent: vi.fn() };
    await show(
      [
        unsent('Please', {
          state: 'refused',
          error: { code: 'INVALID_INPUT', message: 'Not allowed.', retryable: false, retryAfterMs: null },
        }),
      ],
      { actions },
    );
    expect(screen.getByRole('alert').textContent).toContain('Not allowed.');
    for (const name of ['Retry', 'Edit', 'Delete']) await userEvent.click(screen.getByRole('button', { name }));
    for (const action of Object.values(actions)) expect(action).toHaveBeenCalledWith('o-Please');
  });
  it('H34 counts down before a message may be tried again', async () => {
    await show(
      [
        unsent('Please', {
          state: 'refused',
          retryAt: Date.now() + 9_000,
          error: { code: 'RATE_LIMITED', message: 'Slow down.', retryable: true, retryAfterMs: 9_000 },
        }),
      ],
      { actions: { retryUnsent: vi.fn() } },
    );
    expect(screen.getByRole('alert').textContent).toMatch(/in (8|9) seconds/u);
    expect((screen.getByRole('button', { name: 'Retry' }) as HTMLButtonElement).disabled).toBe(true);
  });
  it('H31 makes links of sources from the server’s field only', async () => {
    const sources = [
      { title: 'Help', url: 'https://help.example/a', kind: 'HELP_ARTICLE' as const },
      { title: 'Bad', url: 'javascript:alert(1)', kind: 'HELP_ARTICLE' as const },
    ];
    await show([said(bot, 'Text', { sources })]);
    const hrefs = (): (string | null)[] => screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(hrefs()).toEqual(['https://help.example/a']);
    await userEvent.click(screen.getByRole('link', { name: /Help/u }));
    const card = screen.getByRole('dialog', { name: 'Help' });
    expect(hrefs()).toEqual(['https://help.example/a', 'https://help.example/a']);
    expect(card.textContent).toContain('help.example');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement?.textContent).toContain('Help');
    await userEvent.click(screen.getByRole('button', { name: /Bad/u }));
    expect(within(screen.getByRole('dialog', { name: 'Bad' })).queryByRole('link')).toBeNull();
  });
  it('H16 H25 takes a person’s name from the field, without hidden characters', async () => {
    await show([said(maya, 'Hello')]);
    expect(screen.getByText('Maya')).toBeTruthy();
  });
  it('H01 shows what the customer wrote as text', async () => {
    await show([said(ada, '<b>x</b> **y**')]);
    expect(screen.getByRole('log').textContent).toContain('<b>x</b> **y**');
  });
  it('offers the suggestions of the newest answer only', async () => {
    const suggest = vi.fn();
    await show([said(bot, '1', { suggestions: ['old'] }), said(ada, '2'), said(bot, '3', { suggestions: ['new'] })], {
      actions: { suggest },
    });
    expect(screen.queryByRole('button', { name: 'old' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'new' }));
    expect(suggest).toHaveBeenCalledWith('new');
  });
  it('says the time of a group once, and keeps that of its other messages for who points at them', async () => {
    await show([said(ada, 'One'), said(ada, 'Two'), said(maya, 'Three'), said(maya, 'Four')]);
    const times = [...document.querySelectorAll('[role=log] time')].slice(1);
    const floats = (time: Element): boolean => getComputedStyle(time).position === 'absolute';
    // The day's pill left out: Ada's group ends with its time, Maya's begins with it.
    expect(times.map((time) => [time.textContent?.slice(0, 5), floats(time)])).toEqual([
      ['10:01', true],
      ['10:02', false],
      ['10:03', false],
      ['10:04', true],
    ]);
    for (const time of times.filter(floats)) expect(getComputedStyle(time).opacity).toBe('0');
  });
  it('takes a vote back when it is pressed again', async () => {
    const rate = vi.fn();
    await show([said(bot, '1', { rating: 'UP' })], { actions: { rate } });
    await userEvent.click(screen.getByRole('button', { name: 'Good answer', pressed: true }));
    expect(rate).toHaveBeenCalledWith('m1', null);
  });
  it('asks for earlier messages when the beginning is near', async () => {
    const onEarlier = vi.fn();
    await show([said(ada, '1')], { hasEarlier: true, onEarlier });
    expect(onEarlier).toHaveBeenCalled();
  });
});
