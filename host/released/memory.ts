/** What a browser keeps between visits: the registry it saw last, what ran well here, and what did not. */

export interface Remembered {
  /** The signed text; it is verified again whenever it is read. */
  readonly text: string | null;
  /** The highest serial ever taken, so that an earlier registry is not, even if `text` was lost. */
  readonly serial: number;
  /** Ran for a while without breaking. */
  readonly good: string | null;
  /** Clock time in ms until when a version is left out, by the hash of its `integrity.json`: other bytes are another try. */
  readonly bad: Readonly<Record<string, number>>;
  /** How often each of those was left out. */
  readonly times: Readonly<Record<string, number>>;
}

export type ReleaseStorage = Pick<Storage, 'getItem' | 'setItem'>;

const NOTHING: Remembered = { text: null, serial: 0, good: null, bad: {}, times: {} };

export interface Memory {
  /** As it is now, with what other tabs have learnt. */
  read(): Remembered;
  /** An earlier registry than the one that is kept changes nothing. */
  write(change: Partial<Remembered>): void;
}

/** Without storage, or with one that is full or blocked, it holds for the page. */
export function createMemory(storage: ReleaseStorage | null, key: string): Memory {
  let held = NOTHING;
  /** What is held could be stored; if not, this page knows more than the storage. */
  let stored = true;
  const read = (): Remembered => {
    const found = fromStorage(storage, key);
    if (found) held = joined(held, found, stored);
    return held;
  };
  return {
    read,
    write: (change) => {
      const now = read();
      const later = change.serial === undefined || change.serial >= now.serial;
      held = { ...now, ...change, ...(later ? {} : { text: now.text, serial: now.serial }) };
      try {
        storage?.setItem(key, JSON.stringify(held));
        stored = true;
      } catch {
        stored = false;
      }
    },
  };
}

/** Other tabs write there too: what they found stays, whichever of them wrote last. */
function joined(held: Remembered, found: Remembered, stored: boolean): Remembered {
  const newer = found.serial > held.serial ? found : held;
  return {
    text: newer.text ?? (found.serial === held.serial ? found.text : null),
    serial: newer.serial,
    good: stored ? found.good : held.good,
    bad: stored ? found.bad : highest(held.bad, found.bad),
    times: stored ? found.times : highest(held.times, found.times),
  };
}

function highest(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) both[name] = Math.max(value, both[name] ?? 0);
  return both;
}

function fromStorage(storage: ReleaseStorage | null, key: string): Remembered | null {
  try {
    const value = JSON.parse(storage?.getItem(key) ?? 'null') as Partial<Remembered> | null;
    if (typeof value !== 'object' || value === null) return null;
    return {
      text: typeof value.text === 'string' ? value.text : null,
      serial: Number.isSafeInteger(value.serial) ? (value.serial ?? 0) : 0,
      good: typeof value.good === 'string' ? value.good : null,
      bad: numbersIn(value.bad),
      times: numbersIn(value.times),
    };
  } catch {
    return null;
  }
}

const numbersIn = (value: unknown): Record<string, number> =>
  Object.fromEntries(Object.entries(typeof value === 'object' && value !== null ? value : {}).filter((entry) => Number.isFinite(entry[1])));
