/** One reader each: of the chat over its protocol, of the bare broadcaster over none. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { type Asked, tokenOf } from './ask.ts';
import { newestPiece } from './source.ts';
import type { Tally } from './tally.ts';

export interface Reader {
  readonly socket: WebSocket;
}

interface Delta {
  readonly seq: number;
  readonly at: string;
  readonly text?: string;
}
interface Frame {
  readonly type: 'connection_ack' | 'next' | 'error' | 'complete' | 'ping' | 'pong';
  readonly payload?: {
    readonly data?: { readonly conversationEvents: { readonly events: readonly Delta[]; readonly resync: string | null } | null };
  };
}

const documents = Object.values(
  JSON.parse(readFileSync(new URL('../../host-demo/server/generated/documents.json', import.meta.url), 'utf8')) as Record<string, string>,
);
/** The very text the chat itself sends. */
const followEvents = documents.find((document) => document.startsWith('subscription FollowEvents')) ?? '';

export async function openChat(port: number, secret: string, asked: Asked, tally: Tally): Promise<Reader> {
  const authorization = `Bearer ${await tokenOf(asked.subject, secret)}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { perMessageDeflate: false });
  let expected = asked.seq + 1;
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })));
    socket.once('error', reject);
    socket.once('close', (code, reason) => reject(new Error(`A reader's socket closed: ${code} ${reason}`)));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.type === 'connection_ack') socket.send(JSON.stringify(subscribe(asked)));
      else if (frame.type === 'next') {
        const page = frame.payload?.data?.conversationEvents;
        if (!page || page.resync !== null) return reject(new Error(`A reader got no page: ${data.toString().slice(0, 300)}`));
        if (page.events.length > 0) tally.page(data.length);
        const now = Date.now();
        for (const event of page.events) expected = tally.event(event.seq, expected, lateness(event.text, now), now - Date.parse(event.at));
        resolve();
      } else if (frame.type !== 'pong') reject(new Error(`A reader was refused: ${data.toString().slice(0, 300)}`));
    });
  });
  return { socket };
}

function subscribe({ id, epoch, seq }: Asked): object {
  const variables = { conversationId: id, after: { epoch, seq } };
  return {
    id: randomUUID(),
    type: 'subscribe',
    payload: { query: followEvents, variables },
  };
}

function lateness(text: string | undefined, now: number): number | undefined {
  const at = text === undefined ? undefined : newestPiece(text);
  return at === undefined ? undefined : now - at;
}

export async function openBare(port: number, _secret: string, { id }: Asked, tally: Tally): Promise<Reader> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  let expected: number | undefined;
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => socket.send(id));
    socket.once('error', reject);
    socket.on('message', (data: Buffer) => {
      const event = JSON.parse(data.toString()) as Delta | 'watching';
      if (event === 'watching') return resolve();
      tally.page(data.length);
      const now = Date.now();
      expected = tally.event(event.seq, expected ?? event.seq, lateness(event.text, now), now - Date.parse(event.at));
    });
  });
  return { socket };
}
