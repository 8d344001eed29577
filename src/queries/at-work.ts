/** What a person would lose sight of if the chats of this page were replaced now: asked by a host that changes the version in use. */

/** `answering`: an answer is being written; `typed`: something stands in the field; `unsent`: it was not sent yet; `filling`: a form is open. */
export type Work = 'answering' | 'typed' | 'unsent' | 'filling';

const chats = new Set<() => readonly Work[]>();

/** Of all chats that are shown; empty is a safe moment. */
export function atWork(): readonly Work[] {
  return [...new Set([...chats].flatMap((ask) => ask()))];
}

/** @returns how to take it back. */
export function tellWork(ask: () => readonly Work[]): () => void {
  chats.add(ask);
  return () => void chats.delete(ask);
}
