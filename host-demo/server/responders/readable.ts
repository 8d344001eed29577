import type { QueryTerm } from '../knowledge/lexicon.ts';
import { PROBLEM, stopWordsIn } from '../knowledge/words.ts';

/** Something a person would call a sentence or a topic: an identifier, pasted noise or Latin filler is none. */
export function isReadable(text: string, terms: readonly QueryTerm[]): boolean {
  const trimmed = text.trim();
  const joints = trimmed.match(/[-_/.:0-9]/g)?.length ?? 0;
  if (trimmed.length > 12 && !/\s/.test(trimmed) && joints >= 2) return false;
  // Another script or language is for a person to read, not noise.
  if (/[^\u0000-\u024f]/u.test(trimmed)) return true;
  const known = terms.filter((term) => term.text !== PROBLEM && term.targets.size > 0).length;
  const strange = terms.filter((term) => term.targets.size === 0).length;
  if (known > 0) return known >= strange / 3 || stopWordsIn(trimmed) > 0;
  return strange > 0 && stopWordsIn(trimmed) > 0;
}
