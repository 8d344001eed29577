import type { AddressInfo } from 'node:net';
import { createServer, type Socket, connect as tcp } from 'node:net';

/** A way to the demo that can be cut, frozen and closed: bytes pass as they are, so what happens to them is what happens on a network. */
export interface CuttingProxy {
  readonly url: string;
  /** WebSocket handshakes that passed so far. */
  webSockets(): number;
  /** WebSockets open now. */
  open(): number;
  /** Ends every WebSocket with a TCP reset, without a close frame (F01, F04). */
  cut(): void;
  /** No byte of the present WebSockets passes any more, in either direction, and none is closed (F05). */
  freeze(): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: () => string): Promise<CuttingProxy> {
  const all = new Set<Socket>();
  const upgraded = new Map<Socket, Socket>();
  let handshakes = 0;
  const server = createServer((near) => {
    const far = tcp(Number(new URL(target()).port), '127.0.0.1');
    all.add(near);
    near.on('data', (chunk: Buffer) => {
      if (/^upgrade: *websocket/imu.test(chunk.toString('latin1'))) {
        handshakes += 1;
        upgraded.set(near, far);
      }
    });
    near.pipe(far);
    far.pipe(near);
    const end = (): void => {
      all.delete(near);
      upgraded.delete(near);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webSockets: () => handshakes,
    open: () => upgraded.size,
    cut() {
      for (const near of [...upgraded.keys()]) near.resetAndDestroy();
    },
    freeze() {
      for (const [near, far] of upgraded) {
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          from.unpipe(to);
          from.pause();
        }
      }
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of all) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
