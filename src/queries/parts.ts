/** What is fetched only once a module is shown: told to a host that runs another version where one of them cannot be had. */

/** Told of each fetch of a part; `arriving` is settled as the fetch is. */
export type PartListener = (part: string, arriving: Promise<unknown>) => void;

const parts = new Map<string, () => Promise<unknown>>();
const latest = new Map<string, Promise<unknown>>();
const listeners = new Set<PartListener>();

/** Tells of one fetch, and gives it back. */
export function tellPart<T>(part: string, arriving: Promise<T>): Promise<T> {
  latest.set(part, arriving);
  for (const listener of [...listeners]) listener(part, arriving);
  return arriving;
}

/** The same `bring`, told of each time, and one of what `whole` waits for: the chat cannot be used without it. */
export function neededPart<T>(part: string, bring: () => Promise<T>): () => Promise<T> {
  const told = () => tellPart(part, bring());
  parts.set(part, told);
  return told;
}

/** Also told at once of the latest fetch of each part. Returns how to leave. */
export function onPart(listener: PartListener): () => void {
  listeners.add(listener);
  for (const [part, arriving] of latest) listener(part, arriving);
  return () => void listeners.delete(listener);
}

/** Fetches what the modules loaded so far need besides themselves, and what that needs; rejects with why one of them cannot be had. */
export async function whole(): Promise<void> {
  const asked = new Set<string>();
  for (;;) {
    const rest = [...parts].filter(([part]) => !asked.has(part));
    if (rest.length === 0) return;
    for (const [part] of rest) asked.add(part);
    await Promise.all(rest.map(([, bring]) => bring()));
  }
}
