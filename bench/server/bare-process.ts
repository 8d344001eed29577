/** What the server is measured against: a `ws` server that makes an event of each piece and sends it to whoever watches. Nothing is kept. */
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { eventJson, watch } from './bare-event.ts';
import { serve } from './remote.ts';
import { Source } from './source.ts';
import { usageNow } from './usage.ts';

const watchers = new Map<string, Set<WebSocket>>();
let source: Source | undefined;

async function answer(from: Source, id: string, stop: AbortSignal): Promise<void> {
  let seq = 0;
  let offset = 0;
  for await (const text of from.stream(stop)) {
    const frame = eventJson(id, ++seq, offset, text);
    offset += text.length;
    for (const socket of watchers.get(id) ?? []) socket.send(frame);
  }
}

const handlers = {
  open(everyMs: number): Promise<number> {
    source = new Source(everyMs);
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    sockets.on('connection', (socket) => watch(socket, watchers));
    return new Promise((resolve) => sockets.once('listening', () => resolve((sockets.address() as AddressInfo).port)));
  },
  /** Begins an answer in each of these conversations; they never end. */
  answers(ids: readonly string[]): void {
    for (const id of ids) if (source) void answer(source, id, new AbortController().signal);
  },
  flow(on: boolean): void {
    source?.flow(on);
  },
  usage: (settle: boolean) => usageNow(settle),
};

export type BareProcess = typeof handlers;
serve(handlers);
