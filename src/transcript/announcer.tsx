import { type ReactNode, type RefObject, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocale, useText } from '../i18n/index.ts';
import type { MessageView } from '../session/conversation.ts';
import { difference } from '../session/difference.ts';
import { isOpen, type TranscriptItem } from '../session/select.ts';
import { VisuallyHidden } from '../ui/index.ts';
import { type Growth, OpenMessageContext } from './actions.ts';
import { cleanLabel } from './markdown/clean.ts';
import type { Row } from './rows.ts';
import { createOpenAnswers, Listening } from './speech/happenings.ts';
import { sentenceFinder } from './speech/sentences.ts';
import { type Announce, Speaker } from './speech/speaker.ts';

/** How often a growing answer is looked at for a sentence that closed. */
const LOOK_MS = 250;
/** After so long without a new one the sentences are taken away, lest they are met again when reading on. */
const FORGET_MS = 10_000;
const MOST_LINES = 30;

interface Channel {
  /** The region's element, which it fills by itself. */
  readonly region: RefObject<HTMLDivElement | null>;
  say(sentences: readonly string[]): void;
}

/**
 * Each sentence becomes an element of its own: a polite region that only grows reads each one once, also two that are alike.
 * Without React, for which every sentence of an answer would be one more commit beside those that draw it.
 */
function useChannel(): Channel {
  const region = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((sentences: readonly string[]) => {
    const element = region.current;
    if (sentences.length === 0 || element === null) return;
    for (const sentence of sentences) {
      const line = document.createElement('p');
      line.textContent = sentence;
      element.append(line);
    }
    while (element.childElementCount > MOST_LINES) element.firstElementChild?.remove();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => element.replaceChildren(), FORGET_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { region, say };
}

function Region({ region, name }: { readonly region: Channel['region']; readonly name: 'talk' | 'state' }): ReactNode {
  return <VisuallyHidden ref={region} as="div" aria-live="polite" aria-atomic="false" aria-relevant="additions" data-announcer={name} />;
}

export interface AnnouncerProps {
  readonly items: readonly TranscriptItem[];
  /** The same as rows: they hold the words of changes of state. */
  readonly rows: readonly Row[];
  readonly own: (item: TranscriptItem) => boolean;
  readonly announce: Announce;
}

/** Two polite regions beside the log, which itself is silent: one for what is said, one for what becomes of the conversation. */
export function Announcer({ items, rows, own, announce }: AnnouncerProps): ReactNode {
  const t = useText();
  const locale = useLocale();
  const speaking = useMemo(() => ({ t, starts: sentenceFinder(locale) }), [t, locale]);
  const [speaker] = useState(() => new Speaker());
  const talk = useChannel();
  const state = useChannel();
  const [listening] = useState(() => new Listening());
  const [openIn] = useState(createOpenAnswers);
  const open = openIn(items, own);
  const begun = useRef(false);
  useEffect(() => {
    // What stands there at the beginning is read by going to it, not announced.
    const first = !begun.current || (listening.empty && items.length > 2);
    begun.current = true;
    const found = listening.next(items, own);
    if (first) for (const message of open) speaker.grew(message, speaking);
    else talk.say(found.flatMap((happening) => speaker.tell(happening, announce, speaking)));
  }, [items, own, open, announce, listening, speaker, speaking, talk.say]);
  useStateLines(rows, announce, state.say);
  const grow = useCallback((message: MessageView) => talk.say(speaker.grew(message, speaking)), [speaker, speaking, talk.say]);
  return (
    <>
      {announce === 'sentences' ? open.map((message) => <Listener key={message.id} message={message} onGrow={grow} />) : null}
      <Region region={talk.region} name="talk" />
      <Region region={state.region} name="state" />
    </>
  );
}

/** Lines that came after those of the last time, e.g. "Maya has joined". */
function useStateLines(rows: readonly Row[], announce: Announce, say: Channel['say']): void {
  const known = useRef<readonly Row[]>([]);
  useEffect(() => {
    const before = known.current;
    known.current = rows;
    if (before.length === 0 || announce === 'off') return;
    say(linesAfter(before, rows));
  }, [rows, announce, say]);
}

/** The words of the rows after the last one that stood there before. */
function linesAfter(before: readonly Row[], rows: readonly Row[]): readonly string[] {
  const { from, endBefore, endNow } = difference(before, rows);
  if (endNow < rows.length) return [];
  const keys = new Set(before.slice(from, endBefore).map((row) => row.key));
  const changed = rows.slice(from);
  return changed
    .slice(changed.findLastIndex((row) => keys.has(row.key)) + 1)
    .flatMap((row) => (row.line === null ? [] : [cleanLabel(row.line.text)]));
}

interface ListenerProps {
  readonly message: MessageView;
  readonly onGrow: (message: MessageView) => void;
}

/** Follows an open answer by its own subscription, as its row does, and looks at it a few times a second. */
function Listener({ message, onGrow }: ListenerProps): ReactNode {
  const Open = use(OpenMessageContext);
  if (!Open) return <Ear message={message} onGrow={onGrow} />;
  return (
    <Open message={message} steady>
      {(fresh, growth) => <Ear message={fresh} growth={growth} onGrow={onGrow} />}
    </Open>
  );
}

function Ear({ message, growth = null, onGrow }: ListenerProps & { readonly growth?: Growth | null }): ReactNode {
  const latest = useRef(message);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = message;
    const look = (): void => {
      timer.current ??= setTimeout(() => {
        timer.current = null;
        const now = growth?.message() ?? latest.current;
        if (isOpen(now)) onGrow(now);
      }, LOOK_MS);
    };
    look();
    return growth?.subscribe(look);
  }, [message, growth, onGrow]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return null;
}
