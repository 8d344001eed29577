/** Opening a conversation as the chat does it: the snapshot, then the first page from its head on. */
import { readFileSync } from 'node:fs';
import { quantile } from '../statistics.ts';
import { type Asked, tokenOf } from './ask.ts';
import { openChat } from './readers.ts';
import { Tally } from './tally.ts';

const documents = Object.values(
  JSON.parse(readFileSync(new URL('../../host-demo/server/generated/documents.json', import.meta.url), 'utf8')) as Record<string, string>,
);
const conversation = documents.find((document) => /^query \w*\([^)]*\) ?\{ ?conversation\(/.test(document)) ?? '';
const LAST_MESSAGES = 50;
/** Requests of one identity that the server lets through without pause. */
const PAUSE_MS = 40;

export interface Openings {
  readonly port: number;
  readonly secret: string;
  readonly asked: Asked;
  readonly other: Asked;
  readonly times: number;
}

/** Medians of `times` openings of each, taken in turns, ms. */
export async function opened({ port, secret, asked, other, times }: Openings): Promise<{ asked: number; other: number }> {
  const took: [number[], number[]] = [[], []];
  for (let turn = 0; turn < times; turn += 1) {
    // Who comes after the pause finds the server's caches cold: each does so half of the times.
    for (const side of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
      took[side].push(await openOnce(port, secret, side === 0 ? asked : other));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return { asked: quantile(took[0], 0.5), other: quantile(took[1], 0.5) };
}

async function openOnce(port: number, secret: string, asked: Asked): Promise<number> {
  const authorization = `Bearer ${await tokenOf(asked.subject, secret)}`;
  const began = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: conversation, variables: { id: asked.id, lastMessages: LAST_MESSAGES } }),
  });
  const body = (await response.json()) as { data?: { conversation: { messages: unknown[]; head: { epoch: string; seq: number } } | null } };
  const snapshot = body.data?.conversation;
  if (snapshot?.messages.length !== LAST_MESSAGES) throw new Error(`A snapshot is not whole: ${JSON.stringify(body).slice(0, 300)}`);
  const { socket } = await openChat(port, secret, { ...asked, ...snapshot.head }, new Tally());
  const took = performance.now() - began;
  socket.terminate();
  return took;
}
