import type { MessageView } from '../../session/conversation.ts';
import { difference } from '../../session/difference.ts';
import { isOpen, type TranscriptItem } from '../../session/select.ts';
import { subjectOf } from '../../session/transcript-items.ts';

type Stage = 'outgoing' | 'refused' | 'own' | 'open' | 'done' | 'person';

export type Happening =
  | { readonly kind: 'sent' | 'not-sent' }
  | { readonly kind: 'answering' | 'answered' | 'person'; readonly message: MessageView }
  /** So much came at once, after an absence, that it is told by its number. */
  | { readonly kind: 'many'; readonly count: number };

/** More new messages than this at once are counted, not read. */
const MANY = 3;

type Own = (item: TranscriptItem) => boolean;

function stageOf(item: TranscriptItem, own: Own): Stage | undefined {
  if (item.kind === 'outgoing') return item.entry.state === 'refused' ? 'refused' : 'outgoing';
  if (item.kind !== 'message') return undefined;
  if (own(item)) return 'own';
  if (item.message.author.role === 'ASSISTANT') return isOpen(item.message) ? 'open' : 'done';
  return 'person';
}

/** Answers that are being written, from one state of the transcript to the next: only what changed is gone through. */
export function createOpenAnswers(): (items: readonly TranscriptItem[], own: Own) => readonly MessageView[] {
  let before: { items: readonly TranscriptItem[]; own: Own | null; open: readonly MessageView[] } = { items: [], own: null, open: [] };
  return (items, own) => {
    if (before.items === items && before.own === own) return before.open;
    const known = before.own === own ? before : { items: [], open: [] };
    const { from, endBefore, endNow } = difference(known.items, items);
    const gone = new Set(known.items.slice(from, endBefore).map(subjectOf));
    const fresh = items
      .slice(from, endNow)
      .flatMap((item) => (item.kind === 'message' && stageOf(item, own) === 'open' ? [item.message] : []));
    before = { items, own, open: [...known.open.filter((message) => !gone.has(message)), ...fresh] };
    return before.open;
  };
}

/** Listens to a transcript: knows the stage of each row and tells what changed since the last time. */
export class Listening {
  readonly #stages = new Map<string, Stage>();
  #items: readonly TranscriptItem[] = [];
  #own: Own | null = null;

  /** Nothing of a transcript has been heard yet. */
  get empty(): boolean {
    return this.#stages.size === 0;
  }

  /** What changed; nothing for history that was loaded. */
  next(items: readonly TranscriptItem[], own: Own): readonly Happening[] {
    const { from, endBefore, endNow } =
      this.#own === own ? difference(this.#items, items) : { from: 0, endBefore: this.#items.length, endNow: items.length };
    const last = items.findLastIndex((item) => this.#stages.has(item.key));
    const changed = items.slice(from, endNow);
    const [found, fresh] = this.#changes(changed, from, last, own);
    for (const item of this.#items.slice(from, endBefore)) this.#stages.delete(item.key);
    for (const item of changed) {
      const stage = stageOf(item, own);
      if (stage) this.#stages.set(item.key, stage);
    }
    this.#items = items;
    this.#own = own;
    return fresh > MANY ? [{ kind: 'many', count: fresh }] : found;
  }

  /** What of a changed stretch is worth telling, and how many of it are new messages. `last`: index of the last row known before. */
  #changes(changed: readonly TranscriptItem[], from: number, last: number, own: Own): readonly [readonly Happening[], number] {
    const found: Happening[] = [];
    let fresh = 0;
    changed.forEach((item, index) => {
      const was = this.#stages.get(item.key);
      const is = stageOf(item, own);
      if (is === undefined || was === is || (was === undefined && from + index < last)) return;
      if (is === 'refused') found.push({ kind: 'not-sent' });
      if (is === 'own' && was === 'outgoing') found.push({ kind: 'sent' });
      if (item.kind !== 'message') return;
      if (is === 'open') found.push({ kind: 'answering', message: item.message });
      if (is === 'done' || is === 'person') {
        if (was === undefined) fresh += 1;
        found.push({ kind: is === 'done' ? 'answered' : 'person', message: item.message });
      }
    });
    return [found, fresh];
  }
}
