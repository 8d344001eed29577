import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { SharedFrame, textFrame } from './frame.ts';

/** What a client of another hand makes of the frames: `ws` parses them as RFC 6455 has it, and closes on anything else. */
async function received(frames: readonly Buffer[]): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const texts: string[] = [];
  client.on('message', (data, binary) => texts.push(binary ? 'binary' : String(data)));
  const [socket, request] = (await accepted) as [WebSocket, { socket: Duplex }];
  for (const frame of frames) request.socket.write(frame);
  socket.close(1000);
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(1000);
  server.close();
  return texts;
}

const difficult = 'a "quoted" ü 𝄞 \u2028';

it('S-1 a text of any length, around each length at which the header changes, arrives as it was', async () => {
  const texts = [0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length));
  const frames = texts.map((text) => textFrame(text.slice(0, 40), text.slice(40)));
  expect(await received([...frames, textFrame(difficult, difficult)])).toEqual([...texts, difficult + difficult]);
});

it.each([10, 300, 70_000])('S-1 readers of one page get it under their own ids, of any form (%i characters)', async (length) => {
  const rest = difficult + 'x'.repeat(length);
  const starts = ['{"id":"a"', '{"id":"b"', '{"id":"ü"', '{"id":"cc"', '{"id":"a"', '{"id":"é"'];
  const shared = new SharedFrame(rest);
  const frames = starts.map((start) => shared.startingWith(start));
  expect(await received(frames)).toEqual(starts.map((start) => start + rest));
  expect(frames[4]).toBe(frames[0]);
});
