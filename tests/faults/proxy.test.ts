/** The network that breaks on purpose must itself be what it says: a campaign on a proxy that does nothing would pass. */
import { type AddressInfo, createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameMarks } from './frames.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const head = (text: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;

let server: Server;
let proxy: FaultProxy;
/** What reached the server. */
let arrived: string;
let ends: string[];

beforeEach(async () => {
  arrived = '';
  const mine: string[] = [];
  ends = mine;
  server = createServer((socket) => {
    socket.on('data', (chunk) => {
      arrived += String(chunk);
      socket.write(head(`{"echo":"${String(chunk)}"}`));
    });
    socket.on('error', () => {});
    socket.on('close', (failed) => mine.push(failed ? 'reset' : 'end'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy(
    () => (server.address() as AddressInfo).port,
    () => 0.5,
  );
});
afterEach(async () => {
  await proxy.close();
  server.close();
});

interface Caller {
  readonly socket: Socket;
  readonly chunks: Buffer[];
  readonly text: () => string;
  readonly end: Promise<string>;
}

async function call(): Promise<Caller> {
  const socket = tcp(Number(new URL(proxy.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  let how = 'end';
  socket.on('error', (fault: NodeJS.ErrnoException) => {
    how = fault.code ?? 'error';
  });
  const end = new Promise<string>((resolve) => socket.on('close', () => resolve(how)));
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), end]);
  return { socket, chunks, end, text: () => Buffer.concat(chunks).toString('latin1') };
}

const seen = (check: () => boolean) => expect.poll(check, { interval: 5 }).toBe(true);

describe('the fault proxy', () => {
  it('passes bytes as they are, and ends', async () => {
    const caller = await call();
    caller.socket.write('one');
    await seen(() => caller.text() === head('{"echo":"one"}'));
    caller.socket.destroy();
    await seen(() => ends.length === 1);
    expect(arrived).toBe('one');
    expect(ends).toEqual(['end']);
  });

  it('F01 F04 resets both sides', async () => {
    const caller = await call();
    caller.socket.write('one');
    await seen(() => caller.text() !== '');
    proxy.reset();
    expect(await caller.end).toBe('ECONNRESET');
    await seen(() => ends.includes('reset'));
  });

  it('F16 cuts an answer in its middle, once', async () => {
    const caller = await call();
    let struck = 0;
    proxy.strike({ type: 'half' }, () => {
      struck += 1;
    });
    caller.socket.write('one');
    await caller.end;
    const whole = head('{"echo":"one"}');
    expect(whole.startsWith(caller.text())).toBe(true);
    expect(caller.text().length).toBeLessThan(whole.length);
    const next = await call();
    next.socket.write('two');
    await seen(() => next.text() === head('{"echo":"two"}'));
    expect(struck).toBe(1);
  });

  it('F16 spoils the beginning of one body', async () => {
    const caller = await call();
    proxy.strike({ type: 'garbage' }, () => {});
    caller.socket.write('one');
    await seen(() => caller.text().endsWith('}'));
    expect(caller.chunks.at(-1)?.subarray(-14, -12)).toEqual(Buffer.from([0xc3, 0x28]));
    caller.socket.write('two');
    await seen(() => caller.text().includes(head('{"echo":"two"}')));
  });

  it('F05 F06 F07 holds one way or both until the fault is lifted', async () => {
    const caller = await call();
    caller.socket.write('one');
    await seen(() => caller.text() !== '');
    const up = proxy.blackHole({ up: true, down: false }, false);
    caller.socket.write('two');
    await rest(50);
    expect(arrived).toBe('one');
    const down = proxy.blackHole({ up: false, down: true }, false);
    up();
    await seen(() => arrived === 'onetwo');
    await rest(50);
    expect(caller.text()).toBe(head('{"echo":"one"}'));
    down();
    await seen(() => caller.text() === head('{"echo":"one"}') + head('{"echo":"two"}'));
  });

  it('F05 what it forgot never gets another byte; what began later does', async () => {
    const caller = await call();
    const up = proxy.blackHole({ up: true, down: false }, false);
    caller.socket.write('one');
    await rest(50);
    const forget = proxy.blackHole({ up: true, down: true }, true);
    const later = await call();
    later.socket.write('two');
    await rest(50);
    expect(arrived).toBe('');
    up();
    forget();
    await seen(() => later.text() === head('{"echo":"two"}'));
    caller.socket.write('three');
    await rest(50);
    expect(arrived).toBe('two');
    expect(caller.text()).toBe('');
    expect(ends).toEqual([]);
  });

  it('F13 delays both ways in order, and lets bytes travel one by one', async () => {
    const caller = await call();
    const fast = proxy.slow(60, 40);
    const began = performance.now();
    caller.socket.write('a');
    await rest(5);
    caller.socket.write('b');
    await seen(() => arrived === 'ab' && caller.text().endsWith('b"}'));
    // 60 ms and half of the jitter, each way.
    expect(performance.now() - began).toBeGreaterThanOrEqual(155);
    expect(arrived).toBe('ab');
    fast();
    caller.chunks.length = 0;
    proxy.singles(10_000);
    caller.socket.write('c');
    await seen(() => caller.text() === head('{"echo":"c"}'));
    expect(caller.chunks.length).toBeGreaterThan(head('{"echo":"c"}').length / 2);
  });

  it('F12 answers with a page, and resets what was open', async () => {
    const open = await call();
    open.socket.write('one');
    await seen(() => open.text() !== '');
    const lift = proxy.portal();
    expect(await open.end).toBe('ECONNRESET');
    const caller = await call();
    caller.socket.write('POST /graphql HTTP/1.1\r\n\r\n');
    await caller.end;
    expect(caller.text()).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Type: text\/html/u);
    expect(arrived).toBe('one');
    lift();
    const after = await call();
    after.socket.write('two');
    await seen(() => after.text() === head('{"echo":"two"}'));
  });

  it('F10 refuses while the server is away', async () => {
    const lift = proxy.away();
    expect(await (await call()).end).toBe('ECONNRESET');
    lift();
    const caller = await call();
    caller.socket.write('one');
    await seen(() => caller.text() !== '');
  });

  it('F14 cuts connections without a byte for so long, not others', async () => {
    const [quiet, busy] = [await call(), await call()];
    quiet.socket.write('one');
    busy.socket.write('one');
    const lift = proxy.cutIdle(400);
    const talk = setInterval(() => busy.socket.write('x'), 50);
    expect(await quiet.end).toBe('ECONNRESET');
    expect(busy.socket.destroyed).toBe(false);
    clearInterval(talk);
    lift();
  });

  it('calls back after so many bytes', async () => {
    const caller = await call();
    let called = 0;
    proxy.afterBytes(head('{"echo":"one"}').length + 1, () => {
      called += 1;
    });
    caller.socket.write('one');
    await seen(() => caller.text() !== '');
    expect(called).toBe(0);
    caller.socket.write('two');
    await seen(() => called === 1);
  });
});

describe('the fault proxy and WebSockets', () => {
  let sockets: WebSocketServer;
  let through: FaultProxy;
  beforeEach(async () => {
    sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => sockets.once('listening', resolve));
    sockets.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data) => socket.send(String(data).repeat(50)));
    });
    through = await startFaultProxy(
      () => (sockets.address() as AddressInfo).port,
      () => 0.4,
    );
  });
  afterEach(async () => {
    await through.close();
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });

  function open() {
    const socket = new WebSocket(through.url.replace('http', 'ws'));
    const got: string[] = [];
    socket.on('message', (data) => got.push(String(data)));
    let fault = '';
    socket.on('error', (error) => {
      fault = error.message;
    });
    const end = new Promise<{ code: number; fault: string }>((resolve) => socket.on('close', (code) => resolve({ code, fault })));
    const opened = new Promise((resolve) => socket.once('open', resolve));
    return { socket, got, end, opened };
  }

  it.each([1000, 1001, 1012, 1013])('F02 F03 closes with %i between two frames', async (code) => {
    const { socket, got, end, opened } = open();
    await opened;
    socket.send('a');
    await seen(() => got.length === 1);
    through.strike({ type: 'close', code }, () => {});
    expect((await end).code).toBe(code);
    expect(got).toEqual(['a'.repeat(50)]);
  });

  it('F16 sends a text frame that is no UTF-8', async () => {
    const { end, opened } = open();
    await opened;
    await rest(20);
    through.strike({ type: 'garbage' }, () => {});
    expect((await end).fault).toContain('UTF-8');
  });

  it('F01 F16 cuts a frame in its middle: nothing of it is heard', async () => {
    const { socket, got, end, opened } = open();
    await opened;
    through.strike({ type: 'half' }, () => {});
    socket.send('a');
    expect((await end).code).toBe(1006);
    expect(got).toEqual([]);
  });

  it.each(['503', 'html'] as const)('F11 refuses upgrades with %s', async (answer) => {
    const before = open();
    await before.opened;
    const lift = through.refuseUpgrades(answer);
    expect((await before.end).code).toBe(1006);
    expect((await open().end).fault).toContain(answer === '503' ? '503' : '200');
    lift();
    await open().opened;
    expect(through.upgrades).toBe(3);
  });

  it('knows where frames end, however they are cut', () => {
    const frames = [5, 200, 70_000].map((length) => {
      const header =
        length < 126
          ? [0x81, length]
          : length < 65_536
            ? [0x81, 126, length >> 8, length & 255]
            : [0x81, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70];
      return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 65)]);
    });
    const all = Buffer.concat(frames);
    for (const size of [1, 3, 1_000, all.length]) {
      const marks = new FrameMarks();
      const pieces = [];
      for (let at = 0; at < all.length; at += size) pieces.push(...marks.split(all.subarray(at, at + size)));
      expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(all)).toBe(true);
      const lengths: number[] = [];
      let sum = 0;
      for (const { bytes, ends: last } of pieces) {
        sum += bytes.length;
        if (!last) continue;
        lengths.push(sum);
        sum = 0;
      }
      expect(lengths).toEqual(frames.map(({ length }) => length));
      expect(marks.between).toBe(true);
    }
  });
});
