/** Readers, in a process of their own so that their cost is not the server's. */

import { type Asked, askAll } from './ask.ts';
import { opened } from './opened.ts';
import { openBare, openChat, type Reader } from './readers.ts';
import { serve } from './remote.ts';
import { Tally } from './tally.ts';

export interface Opening {
  readonly kind: 'chat' | 'bare';
  readonly port: number;
  readonly secret: string;
  readonly of: readonly Asked[];
  readonly readersEach: number;
  /** At most so many handshakes at once. */
  readonly atOnce?: number;
  /** Takes nothing from its socket once it is subscribed. */
  readonly stalled?: boolean;
  /** A name under which several groups are counted together. */
  readonly join?: string;
}

const groups = new Map<string, { readers: Reader[]; tally: Tally }>();

const handlers = {
  ask: askAll,
  opened,
  async open({ name, ...opening }: Opening & { readonly name: string }): Promise<number> {
    const joined = opening.join === undefined ? undefined : groups.get(opening.join);
    const tally = joined?.tally ?? new Tally();
    const readers: Reader[] = [];
    const wanted = opening.of.flatMap((asked) => Array.from({ length: opening.readersEach }, () => asked));
    const lane = async () => {
      for (let asked = wanted.pop(); asked !== undefined; asked = wanted.pop()) {
        const open = opening.kind === 'chat' ? openChat : openBare;
        const reader = await open(opening.port, opening.secret, asked, tally);
        if (opening.stalled) reader.socket.pause();
        readers.push(reader);
      }
    };
    await Promise.all(Array.from({ length: opening.atOnce ?? 32 }, lane));
    groups.set(name, { readers, tally });
    if (opening.join !== undefined && joined === undefined) groups.set(opening.join, { readers: [], tally });
    return readers.length;
  },
  reset(name: string): void {
    groups.get(name)?.tally.reset();
  },
  tally: (name: string) => groups.get(name)?.tally.read(),
  async close(name: string): Promise<void> {
    const readers = groups.get(name)?.readers ?? [];
    groups.delete(name);
    for (const { socket } of readers) socket.terminate();
  },
};

export type ClientProcess = typeof handlers;
serve(handlers);
