import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Translate, useText } from '../i18n/index.ts';
import { isOpen, type TranscriptItem } from '../session/select.ts';
import { VisuallyHidden } from '../ui/index.ts';
import { cleanText } from './markdown/clean.ts';

/** What a listener should know of each row, to tell what changed. */
type Heard = ReadonlyMap<string, 'outgoing' | 'refused' | 'own' | 'open' | 'done' | 'person'>;

function heardOf(items: readonly TranscriptItem[], own: (item: TranscriptItem) => boolean): Heard {
  const heard = new Map<string, 'outgoing' | 'refused' | 'own' | 'open' | 'done' | 'person'>();
  for (const item of items) {
    if (item.kind === 'outgoing') heard.set(item.key, item.entry.state === 'refused' ? 'refused' : 'outgoing');
    if (item.kind !== 'message') continue;
    if (own(item)) heard.set(item.key, 'own');
    else if (item.message.author.role === 'ASSISTANT') heard.set(item.key, isOpen(item.message) ? 'open' : 'done');
    else heard.set(item.key, 'person');
  }
  return heard;
}

/** Marks of Markdown are not read out. */
const spoken = (text: string): string =>
  cleanText(text)
    .replace(/[*_`#>|~]+/gu, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim();

/** The sentences for what changed between two states of the transcript; nothing for history that was loaded. */
export function announcements(
  before: Heard,
  items: readonly TranscriptItem[],
  own: (item: TranscriptItem) => boolean,
  t: Translate,
): readonly string[] {
  const now = heardOf(items, own);
  const known = items.findLastIndex((item) => before.has(item.key));
  const sentences: string[] = [];
  items.forEach((item, index) => {
    const was = before.get(item.key);
    const is = now.get(item.key);
    if (is === undefined || was === is || (was === undefined && index < known)) return;
    if (is === 'refused') sentences.push(t('announce.not-sent'));
    if (is === 'own' && was === 'outgoing') sentences.push(t('announce.sent'));
    if (is === 'open' && was === undefined) sentences.push(t('announce.answering'));
    if (item.kind !== 'message') return;
    if (is === 'done') sentences.push(t('announce.answer', { text: spoken(item.message.text) }));
    if (is === 'person')
      sentences.push(t('announce.person', { name: cleanText(item.message.author.name), text: spoken(item.message.text) }));
  });
  return sentences;
}

/** The one polite live region of the conversation: "sent", "answering", and the finished answer once. */
export function Announcer({
  items,
  own,
}: {
  readonly items: readonly TranscriptItem[];
  readonly own: (item: TranscriptItem) => boolean;
}): ReactNode {
  const t = useText();
  const before = useRef<Heard | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    // What stands there at the beginning is read by going to it, not announced.
    const sentences =
      before.current === null || (before.current.size === 0 && items.length > 2) ? [] : announcements(before.current, items, own, t);
    before.current = heardOf(items, own);
    if (sentences.length > 0) setSaid(sentences.join('. '));
  }, [items, own, t]);
  return (
    <VisuallyHidden aria-live="polite" aria-atomic="true">
      {said}
    </VisuallyHidden>
  );
}
