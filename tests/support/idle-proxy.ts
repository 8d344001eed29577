import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface IdleProxy {
  readonly port: number;
  /** Connections cut so far because nothing passed for `idleMs`. */
  readonly cuts: number;
  close(): Promise<void>;
}

/** Passes TCP on to a port of this machine, and resets a connection on which no byte passed in either direction for `idleMs`. */
export async function startIdleProxy(targetPort: number, idleMs: number): Promise<IdleProxy> {
  let cuts = 0;
  const live = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(targetPort, '127.0.0.1');
    const ends = [near, far];
    const cut = (): void => {
      cuts += 1;
      for (const end of ends) end.resetAndDestroy();
    };
    let timer = setTimeout(cut, idleMs);
    for (const [index, end] of ends.entries()) {
      const other = index === 0 ? far : near;
      live.add(end);
      end.setNoDelay(true);
      end.on('error', () => end.destroy());
      end.on('data', (bytes: Buffer) => {
        clearTimeout(timer);
        timer = setTimeout(cut, idleMs);
        other.write(bytes);
      });
      end.once('end', () => other.end());
      end.once('close', () => {
        clearTimeout(timer);
        live.delete(end);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get cuts() {
      return cuts;
    },
    close() {
      for (const socket of live) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
