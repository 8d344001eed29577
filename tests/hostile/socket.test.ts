import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Verify } from '../../host-demo/server/auth/verify.ts';
import { CHANGES, createCallers, feed } from './callers.ts';
import { demoVerify, SHOP, tokenOf } from './doors.ts';

const { doors, socket } = createCallers();

describe('H43 cross-site sockets', () => {
  it.each(['https://evil.example', 'https://shop.example.evil', 'null', 'http://shop.example'])(
    'a page of %s gets HTTP 403 instead of a socket',
    async (origin) => {
      const { url } = await doors();
      expect((await socket(url, { origin }).closed).code).toBe(403);
    },
  );

  it('a page of a listed origin, and a caller without one, get in with a token', async () => {
    const { url } = await doors();
    const ack = await socket(url, { origin: SHOP }).init(await tokenOf('ada', 600));
    const { expiresInSeconds } = ack.payload as { expiresInSeconds: number };
    expect(expiresInSeconds).toBeGreaterThan(595);
    expect(expiresInSeconds).toBeLessThanOrEqual(600);
    await socket(url).init(await tokenOf('ben'));
  });

  it('H39 an address with parameters, and any other address, is no way in', async () => {
    const { url } = await doors();
    expect((await socket(url, { path: `/graphql?token=${await tokenOf('ada')}` }).closed).code).toBe(400);
    expect((await socket(url, { path: '/other' }).closed).code).toBe(404);
  });
});

describe('H38 tokens on the socket', () => {
  it('no token, a foreign one and an ended one are closed with 4403 and a reason', async () => {
    const { url } = await doors();
    for (const payload of [
      undefined,
      {},
      { authorization: 7 },
      { authorization: `Bearer ${await tokenOf('ada', 600, Buffer.alloc(32))}` },
      { authorization: `Bearer ${await tokenOf('ada', -60)}` },
    ]) {
      const caller = await socket(url).open();
      caller.send({ type: 'connection_init', payload });
      const { code, reason } = await caller.closed;
      expect(code).toBe(4403);
      expect(reason).toMatch(/token/i);
    }
  });

  it('F38 a token that ends closes its socket with 4403, then', async () => {
    const { url } = await doors(feed().methods);
    const caller = socket(url);
    const start = Date.now();
    await caller.init(await tokenOf('ada', 2));
    caller.subscribe('1', CHANGES);
    await caller.next((frame) => frame.type === 'next');
    expect((await caller.closed).code).toBe(4403);
    expect(Date.now() - start).toBeGreaterThan(500);
    expect(Date.now() - start).toBeLessThan(3000);
  });
});

describe('H44 floods', () => {
  const small = {
    doorLimits: {
      initMs: 200,
      messagesPerWindow: 12,
      subscriptionsPerWindow: 16,
      operationsPerSocket: 4,
      socketsPerIdentity: 3,
      unknownSocketsPerAddress: 5,
    },
  };

  it('4408 for a socket that never says who it is', async () => {
    const { url } = await doors({}, small);
    expect((await socket(url).closed).code).toBe(4408);
  });

  it('sockets that never say who they are are counted', async () => {
    const { url } = await doors({}, { doorLimits: { ...small.doorLimits, initMs: 2000 } });
    for (let opened = 0; opened < 5; opened += 1) await socket(url).open();
    expect((await socket(url).closed).code).toBe(503);
  });

  it('4401 for a subscription before the init, 4429 for a second init, 4400 for an unknown type and for no JSON, 4409 for a used id', async () => {
    const { url } = await doors(feed().methods);
    const early = await socket(url).open();
    early.subscribe('1', CHANGES);
    expect((await early.closed).code).toBe(4401);
    const twice = socket(url);
    await twice.init(await tokenOf('ada'));
    twice.send({ type: 'connection_init' });
    expect((await twice.closed).code).toBe(4429);
    for (const nonsense of [{ type: 'launch' }, 'not json', '[]', '{"type":"subscribe"}', `${'['.repeat(20_000)}`]) {
      const strange = socket(url);
      await strange.init(await tokenOf('ada'));
      strange.send(nonsense);
      expect((await strange.closed).code).toBe(4400);
    }
    const doubled = socket(url);
    await doubled.init(await tokenOf('ada'));
    doubled.subscribe('1', CHANGES);
    await doubled.next((frame) => frame.type === 'next');
    doubled.subscribe('1', CHANGES);
    expect((await doubled.closed).code).toBe(4409);
  });

  it('1013 for too many messages, of any kind', async () => {
    const { url } = await doors(feed().methods, small);
    const chatty = socket(url);
    await chatty.init(await tokenOf('ada'));
    for (let sent = 0; sent < 20; sent += 1) chatty.send({ type: 'ping' });
    expect((await chatty.closed).code).toBe(1013);
    const pinging = socket(url);
    await pinging.init(await tokenOf('ada'));
    for (let sent = 0; sent < 20; sent += 1) pinging.socket.ping();
    expect((await pinging.closed).code).toBe(1013);
    const hopping = socket(url);
    await hopping.init(await tokenOf('ada'));
    for (let sent = 0; sent < 20; sent += 1) hopping.send({ type: 'complete', id: `s${sent}` });
    expect((await hopping.closed).code).toBe(1013);
  });

  it('a person who steps quickly through 100 conversations keeps the socket, and no reader stays behind', async () => {
    const { methods, readers } = feed();
    const { url } = await doors(methods);
    const stepping = socket(url);
    await stepping.init(await tokenOf('ada'));
    for (let step = 0; step < 100; step += 1) {
      stepping.subscribe(`s${step}`, CHANGES);
      await stepping.next((frame) => frame.type === 'next' && frame.id === `s${step}`);
      stepping.send({ type: 'complete', id: `s${step}` });
    }
    stepping.send({ type: 'ping' });
    await stepping.next((frame) => frame.type === 'pong');
    await expect.poll(readers).toBe(0);
  });

  it('a message that only looks like a subscription is malformed', async () => {
    const { url } = await doors(feed().methods);
    const disguised = socket(url);
    await disguised.init(await tokenOf('ada'));
    disguised.send('{"type":"subscribe","as":"ping"}');
    expect((await disguised.closed).code).toBe(4400);
  });

  it('10,000 subscribes leave no reader behind', async () => {
    const { methods, readers } = feed();
    const { url } = await doors(methods);
    const flood = socket(url);
    await flood.init(await tokenOf('ada'));
    for (let sent = 0; sent < 10_000; sent += 1) flood.subscribe(`s${sent}`, CHANGES);
    expect((await flood.closed).code).toBe(1013);
    await expect.poll(readers).toBe(0);
  });

  it('a subscription above the number allowed errs alone', async () => {
    const { methods } = feed();
    const { url } = await doors(methods, small);
    const caller = socket(url);
    await caller.init(await tokenOf('ada'));
    for (let sent = 0; sent < 5; sent += 1) caller.subscribe(`s${sent}`, CHANGES);
    const error = await caller.next((frame) => frame.type === 'error');
    expect(error.id).toBe('s4');
    expect(JSON.stringify(error.payload)).toContain('TOO_MANY_OPERATIONS');
    expect(caller.frames.filter((frame) => frame.type === 'next')).toHaveLength(4);
  });

  it("1013 for one identity's socket above the number allowed; another identity gets in, and a closed one makes room", async () => {
    const { url, doors: opened } = await doors({}, { doorLimits: { socketsPerIdentity: 3 } });
    const mine = [socket(url), socket(url), socket(url)];
    for (const one of mine) await one.init(await tokenOf('ada'));
    const fourth = await socket(url).open();
    fourth.send({ type: 'connection_init', payload: { authorization: `Bearer ${await tokenOf('ada')}` } });
    expect((await fourth.closed).code).toBe(1013);
    await socket(url).init(await tokenOf('ben'));
    mine[0]?.end();
    await expect.poll(() => opened.sockets.size).toBe(3);
    await socket(url).init(await tokenOf('ada'));
  });

  it('a socket that goes while its token is looked at keeps no place', async () => {
    const verify = demoVerify();
    let look = (): void => undefined;
    const gone = new Promise<void>((resolve) => {
      look = resolve;
    });
    let asked = 0;
    const slow: Verify = async (token) => {
      asked += 1;
      await gone;
      return verify(token);
    };
    const { url, doors: opened } = await doors({}, { verify: slow, doorLimits: { socketsPerIdentity: 3 } });
    const authorization = `Bearer ${await tokenOf('ada')}`;
    for (let place = 0; place < 3; place += 1) {
      const hasty = await socket(url).open();
      hasty.send({ type: 'connection_init', payload: { authorization } });
      await expect.poll(() => asked).toBe(place + 1);
      hasty.end();
    }
    await expect.poll(() => opened.sockets.size).toBe(0);
    look();
    await socket(url).init(await tokenOf('ada'));
  });

  it('1009 for a frame of 100 kB, and no compression is agreed on that a bomb could use', async () => {
    const { url } = await doors({});
    const big = socket(url, { deflate: true });
    await big.init(await tokenOf('ada'));
    expect(big.socket.extensions).toBe('');
    big.send({ type: 'ping', payload: { bytes: 'x'.repeat(100_000) } });
    expect((await big.closed).code).toBe(1009);
  });

  it("4406 without the protocol's name; text only", async () => {
    const { url } = await doors({});
    expect((await socket(url, { protocol: 'graphql-ws' }).closed).code).toBeGreaterThanOrEqual(1002);
    const binary = socket(url);
    await binary.init(await tokenOf('ada'));
    binary.socket.send(Buffer.from('{"type":"ping"}'), { binary: true });
    expect((await binary.closed).code).toBe(4400);
  });

  it('a caller that breaks the handshake or the framing does no harm', async () => {
    const { url } = await doors({});
    const raw = connect(Number(new URL(url).port), '127.0.0.1');
    raw.on('error', () => undefined);
    raw.write('GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: short\r\n\r\n');
    await once(raw, 'data');
    raw.destroy();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
