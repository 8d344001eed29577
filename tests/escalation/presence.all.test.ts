import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { demoPerson } from '../../host-demo/server/auth/demo.ts';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { createSocketFeeds } from '../../src/transports/websocket.ts';
import { openRealServer } from '../contract/real-server.ts';
import { NodeSocket } from '../support/node-socket.ts';

const NEVER_MS = 600_000;
/** A tenth of the real one, and still more than a busy machine stands still. */
const PRESENCE_MS = 2_500;

describe('X-9 presence', () => {
  it.each([
    ['ends although pages are still sent to it, when its end of the line shows no life', 600_000, 'AWAY'],
    ['lasts while its end of the line answers', 50, 'ONLINE'],
  ])('of a desk %s', async (_, pingMs, wanted) => {
    const real = await openRealServer({
      limits: { presenceMs: PRESENCE_MS, heartbeatMs: 50, sweepMs: 50 },
      doorLimits: { pingMs },
    });
    const mara = demoPerson('mara');
    if (!mara) throw new Error('There is no demo person mara.');
    const access = real.access('mara');
    // Pings are the server's alone here.
    const limits = { ...LIMITS, pingMs: NEVER_MS };
    const feeds = createSocketFeeds({ url: real.socketUrl, access, limits, onSocket: () => undefined, webSocketImpl: NodeSocket });
    const stop = new AbortController();
    const { backend } = real.server;
    const who: Identity = {
      ...{ subject: mara.id, role: 'AGENT', name: mara.name, organizations: mara.organizations, expiresAt: null, issuedAt: Date.now() },
    };
    try {
      await backend.setPresence(who, 'ONLINE');
      const pages = feeds.changes(null, stop.signal)[Symbol.asyncIterator]();
      const end = performance.now() + (wanted === 'ONLINE' ? 2 : 10) * PRESENCE_MS;
      let presence = 'ONLINE';
      while (presence === 'ONLINE' && performance.now() < end) {
        await Promise.race([pages.next(), sleep(200)]);
        presence = (await backend.viewer(who)).presence ?? '';
      }
      expect(presence).toBe(wanted);
    } finally {
      stop.abort();
      feeds.close();
      await real.close();
    }
  });
});
