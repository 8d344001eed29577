// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../protocol/chat-error.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { type Density, ScopedRoot } from '../ui/index.ts';
import { ListView, type ListViewProps } from './list-view.tsx';
import { targetRow } from './roving.ts';

const customer = { id: 'u1', role: 'USER', name: 'Ana Reyes', avatarUrl: null } as const;

function summaries(count: number, part: Partial<ConversationSummary> = {}): ConversationSummary[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `c${index}`,
    version: 1,
    organizationId: 'o',
    title: `Order ${1000 + index}`,
    hit: null,
    state: 'OPEN',
    customer,
    lastMessage: null,
    escalation: {
      id: null,
      state: 'AI',
      handover: null,
      reason: null,
      requestedBy: null,
      requestedAt: null,
      agent: null,
      transferReason: null,
      opensAt: null,
    },
    lastActivityAt: '2026-03-01T10:00:00Z',
    reopenableUntil: null,
    unreadCount: 0,
    ...part,
  }));
}

async function show(part: Partial<ListViewProps> = {}, density: Density = 'comfortable') {
  const spies = { onFilter: vi.fn(), onSearch: vi.fn(), onSelect: vi.fn(), onNew: vi.fn(), loadMore: vi.fn(), retry: vi.fn() };
  const props: ListViewProps = {
    status: 'ready',
    conversations: [],
    hasMore: false,
    loadingMore: false,
    error: null,
    filter: 'all',
    search: '',
    searched: '',
    totalUnread: 0,
    draftOf: () => '',
    said: { notice: null, undo: vi.fn(), dismiss: vi.fn(), hold: vi.fn() },
    selectedId: null,
    staff: false,
    viewerId: 'u1',
    ...spies,
    ...part,
  };
  render(
    <ScopedRoot colorScheme="light" density={density}>
      <ListView {...props} />
    </ScopedRoot>,
  );
  // The virtual list looks at its box in a microtask.
  await act(async () => undefined);
  return spies;
}

beforeEach(() => {
  stubLayout();
  Element.prototype.scrollTo = () => undefined;
});
afterEach(cleanup);

describe('list of conversations', () => {
  it('is a list named "Conversations" whose rows tell title, preview and unread', async () => {
    await show({ conversations: summaries(3, { unreadCount: 2 }) });
    const rows = within(screen.getByRole('list', { name: 'Conversations' })).getAllByRole('button');
    expect(rows).toHaveLength(3);
    expect(rows[0]?.textContent).toContain('Order 1000');
    expect(rows[0]?.textContent).toContain('2 unread');
  });

  it.each([
    ['comfortable', '68px'],
    ['compact', '52px'],
  ] as const)('has rows as high as %s asks for', async (density, height) => {
    await show({ conversations: summaries(1) }, density);
    expect(within(screen.getByRole('listitem')).getByRole('button').style.height).toBe(height);
  });

  it('marks the selected row and tells which was pressed', async () => {
    const { onSelect } = await show({ conversations: summaries(3), selectedId: 'c1' });
    const selected = screen.getAllByRole('button').filter((button) => button.getAttribute('aria-current') === 'true');
    expect(selected.map((row) => row.dataset.conversation)).toEqual(['c1']);
    fireEvent.click(screen.getByText('Order 1002'));
    expect(onSelect).toHaveBeenCalledWith('c2');
  });

  it('has one tab stop; arrows, Home and End move it, Enter opens', async () => {
    const user = userEvent.setup();
    const { onSelect } = await show({ conversations: summaries(4), selectedId: 'c1' });
    const stops = screen.getAllByRole('button').filter((button) => button.dataset.conversation && button.tabIndex === 0);
    expect(stops.map((row) => row.dataset.conversation)).toEqual(['c1']);
    stops[0]?.focus();
    await user.keyboard('{ArrowDown}');
    expect((document.activeElement as HTMLElement).dataset.conversation).toBe('c2');
    await user.keyboard('{End}');
    expect((document.activeElement as HTMLElement).dataset.conversation).toBe('c3');
    await user.keyboard('{Home}{Enter}');
    expect(onSelect).toHaveBeenLastCalledWith('c0');
  });

  it('keys lead no further than the ends', async () => {
    expect(targetRow('ArrowUp', 0, 5)).toBe(0);
    expect(targetRow('ArrowDown', 4, 5)).toBe(4);
    expect(targetRow('x', 1, 5)).toBeNull();
    expect(targetRow('End', 0, 0)).toBeNull();
  });

  it('offers staff who is waiting, and no new conversation', async () => {
    const { onFilter } = await show({ staff: true, onNew: undefined });
    fireEvent.click(screen.getByRole('button', { name: 'Waiting' }));
    expect(onFilter).toHaveBeenCalledWith('waiting');
    expect(screen.queryByRole('button', { name: 'New conversation' })).toBeNull();
  });

  it('invites when there is nothing yet', async () => {
    const { onNew } = await show();
    expect(screen.getByText('No conversations yet')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Start a conversation' }));
    expect(onNew).toHaveBeenCalledOnce();
  });

  it('says what is safe when it cannot be loaded, and tries again', async () => {
    const { retry } = await show({ status: 'failed', error: new ChatError('network', 'away') });
    expect(screen.getByText('The list could not be loaded. Your conversations are safe.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('keeps the rows when a later load fails, and says they may be old', async () => {
    await show({ conversations: summaries(2), error: new ChatError('network', 'away') });
    expect(screen.getByText('The server is not answering, so this list may be out of date.')).toBeTruthy();
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it('shows no skeleton in the first 150 ms, then one', async () => {
    await show({ status: 'loading' });
    expect(screen.queryByRole('status', { name: 'Loading conversations' })).toBeNull();
    expect(await screen.findByRole('status', { name: 'Loading conversations' })).toBeTruthy();
  });

  it('asks for the next page when the end is near', async () => {
    const { loadMore } = await show({ conversations: summaries(3), hasMore: true });
    expect(loadMore).toHaveBeenCalled();
  });
});
