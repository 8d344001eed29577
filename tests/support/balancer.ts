import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  readonly port: number;
  /** New connections go there; those that are open stay where they are. */
  to(port: number): void;
  close(): Promise<void>;
}

/** One address for several servers, as a load balancer during a rolling restart. */
export async function startBalancer(first: number): Promise<Balancer> {
  let target = first;
  const live = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      live.add(end);
      end.setNoDelay(true);
      end.on('error', () => end.destroy());
      end.once('close', () => {
        live.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    to(port) {
      target = port;
    },
    close() {
      for (const socket of live) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
