import type { FinishEvent } from './responder.ts';

/** A whole answer, decided before its first word is sent. */
export interface Reply {
  /** What was looked up on the way, in order: shown while it happens. */
  readonly steps: readonly { readonly label: string; readonly found: boolean }[];
  readonly text: string;
  readonly finish: Omit<FinishEvent, 'type' | 'state'>;
}

export function plainReply(text: string, more: Partial<Reply['finish']> = {}): Reply {
  return { steps: [], text, finish: { sources: [], suggestions: [], ...more } };
}

/** A conversation's name: one line, at most 60 characters, cut between words. */
export function titleFrom(text: string): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/[?!.…\s]+$/, '')
    .trim();
  const line = plain.charAt(0).toUpperCase() + plain.slice(1);
  if (line.length <= 60) return line;
  return `${line.slice(0, 59).replace(/\s+\S*$/, '')}…`;
}
