import { afterEach } from 'vitest';
import type { Backend } from '../../host-demo/server/conversations/api.ts';
import type { ChangePage } from '../../host-demo/server/generated/schema.ts';
import { openDoors, RawSocket, type TestDoors } from './doors.ts';

export const CHANGES = 'subscription { conversationChanges { cursor } }';

export const page = (cursor: string): ChangePage => ({
  changed: [],
  removed: [],
  cursor,
  resync: false,
  totalUnread: 0,
  reconnectWithinMs: null,
});

export const quiet = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

/** One page at once, then silence; tells how many readers there are. */
export function feed(): { methods: Partial<Backend>; readers: () => number } {
  let readers = 0;
  return {
    readers: () => readers,
    methods: {
      async *followChanges(_who, _after, signal) {
        readers += 1;
        try {
          yield page('1');
          await quiet(signal);
        } finally {
          readers -= 1;
        }
      },
    },
  };
}

export interface Callers {
  doors(...given: Parameters<typeof openDoors>): Promise<TestDoors>;
  socket(...given: ConstructorParameters<typeof RawSocket>): RawSocket;
  /** The test closed the doors itself. */
  closed(): void;
}

/** Doors and sockets that are closed after each test of the file. */
export function createCallers(): Callers {
  let open: TestDoors | null = null;
  const sockets: RawSocket[] = [];
  afterEach(async () => {
    for (const one of sockets.splice(0)) one.end();
    await open?.close();
    open = null;
  });
  return {
    async doors(...given) {
      open = await openDoors(...given);
      return open;
    },
    socket(...given) {
      const made = new RawSocket(...given);
      sockets.push(made);
      return made;
    },
    closed() {
      open = null;
    },
  };
}
