import type { MessageView } from '../../session/conversation.ts';
import type { TranscriptItem } from '../../session/select.ts';
import { cleanText } from '../markdown/clean.ts';

/** Letters of a search without which nothing is searched for. */
export const LEAST = 2;

/** A text as it is compared: in small letters, marks of emphasis left out, any white space one space. */
const plain = (text: string): string =>
  cleanText(text)
    .replaceAll(/[*_~`]+/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase();

/** What is searched for, as it is compared; '' for too little. */
export function wanted(search: string): string {
  const words = search.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  return words.length < LEAST ? '' : words;
}

const known = new WeakMap<MessageView, string>();

function textOf(item: TranscriptItem): string {
  if (item.kind === 'transition') return '';
  if (item.kind === 'outgoing') return plain(item.entry.text);
  const found = known.get(item.message);
  if (found !== undefined) return found;
  const text = plain(item.message.text);
  known.set(item.message, text);
  return text;
}

export const matches = (item: TranscriptItem, words: string): boolean => textOf(item).includes(words);

/** Items looked through in one go: some milliseconds of long answers. */
export const SLICE = 400;

/** Keys of the items in which the words stand, from the newest; pauses between slices so that the page stays free. */
export async function* search(
  items: readonly TranscriptItem[],
  words: string,
  pause: () => Promise<void>,
): AsyncGenerator<readonly string[]> {
  const found: string[] = [];
  for (let end = items.length; end > 0; end -= SLICE) {
    for (let at = end - 1; at >= Math.max(0, end - SLICE); at -= 1) {
      const item = items[at];
      if (item && matches(item, words)) found.push(item.key);
    }
    if (end > SLICE) {
      yield [...found];
      await pause();
    }
  }
  yield found;
}
