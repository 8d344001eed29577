import { LIMITS } from '../../src/session/limits.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createLadder } from '../../src/transports/ladder.ts';
import { createSocketFeeds } from '../../src/transports/websocket.ts';
import { NodeSocket } from '../support/node-socket.ts';
import { openRealServer } from './real-server.ts';
import { describeTransport } from './transport-contract.ts';

const limits = { ...LIMITS, socketLingerMs: 200 };

describeTransport('http against the real server', async () => {
  const real = await openRealServer();
  return {
    transport: (person) => createHttpTransport({ endpoint: real.endpoint, access: real.access(person), limits }),
    openFeeds: () => null,
    close: real.close,
  };
});

describeTransport('websocket against the real server', async () => {
  const real = await openRealServer();
  return {
    transport(person) {
      const access = real.access(person);
      return createLadder({
        http: createHttpTransport({ endpoint: real.endpoint, access, limits }),
        limits,
        socket: (onSocket) => createSocketFeeds({ url: real.socketUrl, access, limits, onSocket, webSocketImpl: NodeSocket }),
      });
    },
    openFeeds: () => null,
    close: real.close,
  };
});
