/** The bare path between two processes: an event made here, one NOTIFY, and a `ws` server elsewhere that sends on what it hears. */
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import { Beat } from '../../host-demo/server/replies/beat.ts';
import { eventJson, watch } from './bare-event.ts';
import { serve } from './remote.ts';
import { Source } from './source.ts';

const CHANNEL = 'bare';
const BEAT_MS = 40;

let source: Source | undefined;
let client: pg.Client | undefined;
/** Events made in this turn. */
let made: string[] = [];

/** All events of one beat in one statement. */
function notify(frame: string, together: boolean): void {
  if (!together) return void client?.query('SELECT pg_notify($1, $2)', [CHANNEL, frame]);
  if (made.push(frame) > 1) return;
  queueMicrotask(() => {
    void client?.query('SELECT pg_notify($1, frame) FROM unnest($2::text[]) AS f (frame)', [CHANNEL, made]);
    made = [];
  });
}

/** Joined to one event a beat, as the server does it: both paths carry the same events at the same moments. */
async function answer(from: Source, beat: Beat, id: string, together: boolean): Promise<void> {
  let [seq, offset, waiting] = [0, 0, ''];
  const write = () => {
    notify(eventJson(id, ++seq, offset, waiting), together);
    offset += waiting.length;
    waiting = '';
  };
  for await (const text of from.stream(new AbortController().signal)) {
    waiting += text;
    beat.next(write);
  }
}

const handlers = {
  async write({
    databaseUrl,
    everyMs,
    ids,
    together,
  }: {
    databaseUrl: string;
    everyMs: number;
    ids: readonly string[];
    together: boolean;
  }) {
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    source = new Source(everyMs);
    const beat = new Beat(BEAT_MS);
    for (const id of ids) void answer(source, beat, id, together);
  },
  async send(databaseUrl: string): Promise<number> {
    const watchers = new Map<string, Set<WebSocket>>();
    client = new pg.Client({ connectionString: databaseUrl });
    client.on('notification', ({ payload = '' }) => {
      const { conversationId } = JSON.parse(payload) as { conversationId: string };
      for (const socket of watchers.get(conversationId) ?? []) socket.send(payload);
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
    sockets.on('connection', (socket) => watch(socket, watchers));
    return new Promise((resolve) => sockets.once('listening', () => resolve((sockets.address() as AddressInfo).port)));
  },
  flow(on: boolean): void {
    source?.flow(on);
  },
};

export type TwoProcess = typeof handlers;
serve(handlers);
