import type { MessageView } from '../../session/conversation.ts';
import { isOpen, type TranscriptItem } from '../../session/select.ts';

type Stage = 'outgoing' | 'refused' | 'own' | 'open' | 'done' | 'person';

/** What a listener knows of each row, to tell what changed. */
export type Heard = ReadonlyMap<string, Stage>;

export type Happening =
  | { readonly kind: 'sent' | 'not-sent' }
  | { readonly kind: 'answering' | 'answered' | 'person'; readonly message: MessageView }
  /** So much came at once, after an absence, that it is told by its number. */
  | { readonly kind: 'many'; readonly count: number };

/** More new messages than this at once are counted, not read. */
const MANY = 3;

export function heardOf(items: readonly TranscriptItem[], own: (item: TranscriptItem) => boolean): Heard {
  const heard = new Map<string, Stage>();
  for (const item of items) {
    if (item.kind === 'outgoing') heard.set(item.key, item.entry.state === 'refused' ? 'refused' : 'outgoing');
    if (item.kind !== 'message') continue;
    if (own(item)) heard.set(item.key, 'own');
    else if (item.message.author.role === 'ASSISTANT') heard.set(item.key, isOpen(item.message) ? 'open' : 'done');
    else heard.set(item.key, 'person');
  }
  return heard;
}

/** What changed between two states of the transcript; nothing for history that was loaded. */
export function happenings(before: Heard, items: readonly TranscriptItem[], own: (item: TranscriptItem) => boolean): readonly Happening[] {
  const now = heardOf(items, own);
  const known = items.findLastIndex((item) => before.has(item.key));
  const found: Happening[] = [];
  let fresh = 0;
  items.forEach((item, index) => {
    const was = before.get(item.key);
    const is = now.get(item.key);
    if (is === undefined || was === is || (was === undefined && index < known)) return;
    if (is === 'refused') found.push({ kind: 'not-sent' });
    if (is === 'own' && was === 'outgoing') found.push({ kind: 'sent' });
    if (item.kind !== 'message') return;
    if (is === 'open') found.push({ kind: 'answering', message: item.message });
    if (is === 'done' || is === 'person') {
      if (was === undefined) fresh += 1;
      found.push({ kind: is === 'done' ? 'answered' : 'person', message: item.message });
    }
  });
  return fresh > MANY ? [{ kind: 'many', count: fresh }] : found;
}
