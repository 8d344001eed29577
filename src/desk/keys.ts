import { type KeyboardEvent, useCallback } from 'react';
import type { TextKey, Translate } from '../i18n/index.ts';
import type { Desk } from './use-desk.ts';

/** Keys are named by the catalogue, except letters and signs. */
const rows: readonly (readonly [readonly string[], readonly TextKey[], TextKey])[] = [
  [[], ['shortcuts.key.up', 'shortcuts.key.down', 'shortcuts.key.home', 'shortcuts.key.end'], 'desk.key.move'],
  [[], ['shortcuts.key.enter'], 'desk.key.open'],
  [['C'], [], 'desk.key.claim'],
  [['R'], [], 'desk.key.reply'],
  [['S'], [], 'desk.key.suggest'],
  [['A'], [], 'desk.key.saved'],
  [['P'], [], 'desk.key.pass'],
  [['H'], [], 'desk.key.return'],
  [['E'], [], 'desk.key.end'],
  [['N'], [], 'desk.key.notes'],
  [['D'], [], 'desk.key.duty'],
  [[], ['shortcuts.key.escape'], 'desk.key.leave'],
];

export interface DeskShortcut {
  readonly keys: readonly string[];
  readonly meaning: string;
}

/** Every key the desk knows beside those of the chat. */
export function deskShortcuts(t: Translate): readonly DeskShortcut[] {
  return rows.map(([signs, named, meaning]) => ({ keys: [...signs, ...named.map((key) => t(key))], meaning: t(meaning) }));
}

export interface DeskKeysOptions {
  readonly desk: Desk;
  /** False: only Escape and the keys of the chat. */
  readonly enabled: boolean;
  readonly onNotes: () => void;
  readonly onReply: () => void;
  readonly onHelp: () => void;
}

function isField(target: EventTarget): target is HTMLElement {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** Letters act outside of fields; Escape leads out of one, to the row of the open conversation. */
export function useDeskKeys({ desk, enabled, onNotes, onReply, onHelp }: DeskKeysOptions): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isField(event.target)) {
        if (event.key === 'Escape') leave(event);
        return;
      }
      if (!enabled) return;
      const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-conversation]') : null;
      const about = row?.dataset.conversation ?? desk.selectedId;
      const mine = desk.standing === 'mine';
      const actions: Readonly<Record<string, (() => void) | false>> = {
        '?': onHelp,
        c: about !== null && (() => desk.claim(about)),
        r: mine && onReply,
        s: mine && desk.suggestion.ask,
        a: mine && (() => desk.open('saved')),
        p: mine && (() => desk.open('pass')),
        h: mine && (() => desk.open('return')),
        e: mine && (() => desk.open('end')),
        n: desk.selectedId !== null && onNotes,
        d: () => void desk.duty.set(!desk.duty.on).catch(() => undefined),
      };
      const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    },
    [desk, enabled, onNotes, onReply, onHelp],
  );
}

function leave(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.querySelector<HTMLElement>('[data-conversation][tabindex="0"]');
  if (row === null || event.nativeEvent.isComposing) return;
  event.preventDefault();
  row.focus();
}
