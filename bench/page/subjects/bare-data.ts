import { MemoryBackend } from '../../../src/transports/memory.ts';
import { seed } from '../our-backend.ts';
import { start } from '../start.ts';

/** Nothing but the messages as they come from the server: what they weigh by themselves. */
start({
  async mount() {
    const held: unknown[] = [];
    return {
      open(messages) {
        const backend = new MemoryBackend();
        seed({ backend }, 'c1', messages);
        const found = [...backend.conversation('c1').messages];
        return () => held.splice(0, held.length, ...found.map((message) => ({ ...message })));
      },
      begin: () => undefined,
      write: () => undefined,
      finish: () => undefined,
      close: () => held.splice(0, held.length),
    };
  },
});
