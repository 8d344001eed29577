import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { DatabaseUnavailable } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';

function part(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

/** What a Postgres says whose postmaster is killed in the moment the connection is made: ready, and gone, in one segment. */
const readyAndGone = Buffer.concat([
  part('R', Buffer.alloc(4)),
  part('Z', Buffer.from('I')),
  part('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0')),
]);

it('F29: a connection that ends in the moment it is made is a database that is away, not the end of the process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(readyAndGone));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // An error event nobody listens to would fail this test as an uncaught exception.
  await expect(openPostgres(`postgres://someone@127.0.0.1:${port}/any`)).rejects.toBeInstanceOf(DatabaseUnavailable);
  await new Promise((resolve) => server.close(resolve));
});
