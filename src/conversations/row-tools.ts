import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { ConversationSummary } from '../protocol/vocabulary.ts';
import { type MenuItem, menuHeight } from '../ui/index.ts';
import { type Roving, rowOf } from './roving.ts';

/** What may be done with a conversation from its row; left out, the row does not offer it. */
export interface RowActions {
  readonly onRename?: ((conversation: ConversationSummary, title: string) => void) | undefined;
  readonly onClose?: ((conversation: ConversationSummary) => void) | undefined;
  readonly onReopen?: ((conversation: ConversationSummary) => void) | undefined;
}

interface Around extends RowActions {
  readonly conversations: readonly ConversationSummary[];
  readonly staff: boolean;
  readonly viewerId: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The customer may close what is open; of staff only who holds it. */
function mayClose(conversation: ConversationSummary, staff: boolean, viewerId: string | null): boolean {
  return conversation.state === 'OPEN' && (!staff || (conversation.escalation.agent?.id ?? null) === viewerId);
}

/** Who may close it may open it again, for as long as the server takes it. */
function mayReopen(conversation: ConversationSummary, staff: boolean, now: number): boolean {
  return conversation.state === 'CLOSED' && !staff && Date.parse(conversation.reopenableUntil ?? '') > now;
}

const edge = (element: HTMLElement | null | undefined, side: 'top' | 'bottom'): number => element?.getBoundingClientRect()[side] ?? 0;

const idAt = ({ target }: { readonly target: EventTarget }): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-row]')?.dataset.row ?? null) : null;

/** A new title, and closing or opening again. */
const MOST_ITEMS = 2;

const openerOf = (box: HTMLElement | null, id: string): HTMLElement | null =>
  rowOf(box, id)?.closest('[data-row]')?.querySelector<HTMLElement>('[data-row-menu]') ?? null;

/** Where (px from the top of the box) the menu of a row lies: beneath its button, or above it where there is no room. */
function menuTop(box: HTMLElement | null, id: string): number {
  const anchor = openerOf(box, id) ?? rowOf(box, id);
  const origin = edge(box, 'top');
  const below = edge(anchor, 'bottom') - origin + 4;
  const height = menuHeight(MOST_ITEMS);
  return below + height <= (box?.clientHeight ?? 0) ? below : Math.max(4, edge(anchor, 'top') - origin - height - 4);
}

/** The menu of one row at a time. */
export function useRowMenu(box: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState<{ readonly id: string; readonly top: number } | null>(null);
  const open = useCallback((id: string) => setPlace((before) => (before?.id === id ? null : { id, top: menuTop(box.current, id) })), [box]);
  const close = useCallback(() => setPlace(null), []);
  const opener = (): HTMLElement | null => (place === null ? null : openerOf(box.current, place.id));
  return { place, open, close, opener };
}

/** What the rows offer beyond opening: the menu's items, which row is being renamed, and the keys that lead there. */
export function useRowTools(around: Around, box: RefObject<HTMLElement | null>, roving: Roving) {
  const { conversations, staff, viewerId, now, onRename, onClose, onReopen } = around;
  const t = useText();
  const menu = useRowMenu(box);
  const [renaming, setRenaming] = useState<string | null>(null);
  const actionsOf = (summary: ConversationSummary): readonly MenuItem[] => {
    const actions: MenuItem[] = [];
    if (onRename)
      actions.push({ key: 'rename', label: t('list.rename'), icon: 'document', shortcut: 'F2', onSelect: () => setRenaming(summary.id) });
    if (onClose && mayClose(summary, staff, viewerId))
      actions.push({ key: 'close', label: t('list.close'), icon: 'check', onSelect: () => onClose(summary) });
    if (onReopen && mayReopen(summary, staff, now))
      actions.push({ key: 'reopen', label: t('list.reopen'), icon: 'retry', onSelect: () => onReopen(summary) });
    return actions;
  };
  const leaveMenu = (toRow: boolean): void => {
    menu.close();
    if (toRow && menu.place) roving.focusRow(menu.place.id);
  };
  const events = {
    onKeyDown(event: KeyboardEvent): void {
      const id = idAt(event);
      if (event.key === 'F2' && id !== null && onRename) {
        event.preventDefault();
        setRenaming(id);
      } else roving.onKeyDown(event);
    },
    onContextMenu(event: MouseEvent): void {
      const id = idAt(event);
      const summary = conversations.find((one) => one.id === id);
      if (!summary || actionsOf(summary).length === 0) return;
      event.preventDefault();
      menu.open(summary.id);
    },
    onFocus: (event: FocusEvent): void => roving.onFocusRow(idAt(event)),
    onBlur(event: FocusEvent): void {
      if (event.relatedTarget instanceof Node && !box.current?.contains(event.relatedTarget)) roving.onFocusRow(null);
    },
  };
  const endRenaming = (id: string, byKey: boolean): void => {
    setRenaming(null);
    if (byKey) roving.focusRow(id);
  };
  return { menu, leaveMenu, renaming, endRenaming, actionsOf, events };
}

export type RowTools = ReturnType<typeof useRowTools>;
