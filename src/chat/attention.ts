import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import { difference } from '../session/difference.ts';
import { isOpen } from '../session/select.ts';
import { cleanLabel } from '../transcript/index.ts';
import type { MenuItem } from '../ui/index.ts';
import { usePreferences } from './preferences.ts';
import { setTitleCount } from './title-badge.ts';
import { playTone } from './tone.ts';

interface Known {
  readonly id: string | null;
  /** Messages that came since. */
  readonly ids: Set<string>;
  /** The newest one it was opened with, by its seq: up to there only what was open then arrives. */
  readonly upTo: number;
  readonly open: ReadonlySet<string>;
  /** The messages as they were looked at last: only what changed since is looked at. */
  seen: readonly MessageView[];
}

/** Finished messages of others that came while this conversation was followed; those that were there when it was opened are none. */
function useArrivals(
  view: ConversationView | null,
  viewerId: string | null,
  startedHere: boolean,
  onArrival: (message: MessageView) => void,
): void {
  const known = useRef<Known>({ id: null, ids: new Set(), upTo: 0, open: new Set(), seen: [] });
  useEffect(() => {
    if (!view || viewerId === null) return;
    if (known.current.id !== view.id) {
      const seen = startedHere ? [] : view.messages;
      const open = new Set(seen.filter(isOpen).map((message) => message.id));
      known.current = { id: view.id, ids: new Set(), upTo: seen.at(-1)?.createdSeq ?? 0, open, seen };
    }
    const { ids, upTo, open, seen } = known.current;
    known.current.seen = view.messages;
    const changed = difference(seen, view.messages);
    for (const message of view.messages.slice(changed.from, changed.endNow)) {
      if (isOpen(message) || ids.has(message.id)) continue;
      // What lies before is history, also a page of it that is read now.
      if (message.createdSeq <= upTo && !open.has(message.id)) continue;
      ids.add(message.id);
      if (message.author.id !== viewerId) onArrival(message);
    }
  }, [view, viewerId, startedHere, onArrival]);
}

/** Counts in the page's title what came while the page was hidden. */
function useTitleBadge(on: boolean): () => void {
  const owner = useRef({}).current;
  const count = useRef(0);
  useEffect(() => {
    const seen = (): void => {
      if (document.visibilityState !== 'visible') return;
      count.current = 0;
      setTitleCount(owner, 0);
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      setTitleCount(owner, 0);
    };
  }, [owner]);
  return useCallback(() => {
    if (!on || document.visibilityState === 'visible') return;
    count.current += 1;
    setTitleCount(owner, count.current);
  }, [on, owner]);
}

/** Says that someone wrote, never what: a notification is read over shoulders and on locked screens. */
function notify(title: string, body: string, tag: string): void {
  try {
    const shown = new Notification(title, { body, tag });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // Some phones allow them only to service workers.
  }
}

export interface Attention {
  /** Switches for the menu. */
  readonly items: readonly MenuItem[];
  /** A sentence for the person, after the browser said no; null else. */
  readonly denied: boolean;
  readonly dismiss: () => void;
}

/** How a person is told of messages while they look elsewhere: the title, and what they turned on themselves. */
export function useAttention(
  view: ConversationView | null,
  viewerId: string | null,
  options: { readonly startedHere: boolean; readonly titleBadge: boolean },
): Attention {
  const t = useText();
  const { preferences, set } = usePreferences();
  const [denied, setDenied] = useState(false);
  const count = useTitleBadge(options.titleBadge);
  const { sound, notify: wanted } = preferences;
  const id = view?.id ?? '';
  const title = view?.title ?? null;
  const arrived = useCallback(
    (message: MessageView) => {
      count();
      if (sound && !document.hasFocus()) playTone().catch(() => undefined);
      if (!wanted || document.visibilityState === 'visible' || permission() !== 'granted') return;
      const name = message.author.role === 'ASSISTANT' ? t('chat.assistant') : cleanLabel(message.author.name);
      notify(cleanLabel(title ?? t('chat.title')), t('notify.message', { name }), id);
    },
    [count, sound, wanted, t, title, id],
  );
  useArrivals(view, viewerId, options.startedHere, arrived);
  const items = useMemo(() => {
    const all: MenuItem[] = [{ key: 'sound', label: t('notify.sound'), checked: sound, onSelect: () => toggleSound(sound, set) }];
    if (permission() !== null) {
      const toggle = (): void => void toggleNotify(wanted, set).then((allowed) => setDenied(!allowed));
      all.push({ key: 'notify', label: t('notify.desktop'), checked: wanted, onSelect: toggle });
    }
    return all;
  }, [t, sound, wanted, set]);
  return { items, denied, dismiss: useCallback(() => setDenied(false), []) };
}

type Change = ReturnType<typeof usePreferences>['set'];

function toggleSound(on: boolean, set: Change): void {
  set({ sound: !on });
  // The one of this click lets those of later messages sound.
  if (!on) playTone().catch(() => undefined);
}

/** Asks the browser only when the person turns it on; resolves with false when it says no. */
async function toggleNotify(on: boolean, set: Change): Promise<boolean> {
  if (on) {
    set({ notify: false });
    return true;
  }
  const answer = permission() === 'granted' ? 'granted' : await Notification.requestPermission();
  set({ notify: answer === 'granted' });
  return answer === 'granted';
}

/** Null where the page has no notifications, as on insecure addresses. */
function permission(): NotificationPermission | null {
  return typeof Notification === 'undefined' || !globalThis.isSecureContext ? null : Notification.permission;
}
