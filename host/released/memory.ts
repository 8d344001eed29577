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
}

export type ReleaseStorage = Pick<Storage, 'getItem' | 'setItem'>;

const NOTHING: Remembered = { text: null, serial: 0, good: null, bad: {} };

export interface Memory {
  read(): Remembered;
  write(change: Partial<Remembered>): void;
}

/** Without storage, or with one that is full or blocked, it holds for the page. */
export function createMemory(storage: ReleaseStorage | null, key: string): Memory {
  let held = fromStorage(storage, key);
  return {
    read: () => held,
    write: (change) => {
      // Another tab may have seen a later registry meanwhile.
      const stored = fromStorage(storage, key);
      held = { ...held, ...change, serial: Math.max(held.serial, stored.serial, change.serial ?? 0) };
      try {
        storage?.setItem(key, JSON.stringify(held));
      } catch {
        // Full or blocked: the page's own copy does.
      }
    },
  };
}

function fromStorage(storage: ReleaseStorage | null, key: string): Remembered {
  try {
    const value = JSON.parse(storage?.getItem(key) ?? 'null') as Partial<Remembered> | null;
    return {
      text: typeof value?.text === 'string' ? value.text : null,
      serial: Number.isSafeInteger(value?.serial) ? (value?.serial ?? 0) : 0,
      good: typeof value?.good === 'string' ? value.good : null,
      bad: typeof value?.bad === 'object' && value.bad !== null ? value.bad : {},
    };
  } catch {
    return NOTHING;
  }
}
