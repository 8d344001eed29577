/** The reference server as a process of its own. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_AUDIENCE, DEMO_ISSUER } from '../../host-demo/server/auth/demo.ts';
import { createServer, type RunningServer } from '../../host-demo/server/http/server.ts';
import { Profile } from './profile.ts';
import { serve } from './remote.ts';
import { Source } from './source.ts';
import { usageNow } from './usage.ts';

const MANY = 1_000_000;

export interface Opening {
  /** Null: PGlite in a folder that goes with the process. */
  readonly databaseUrl: string | null;
  readonly secret: string;
  /** Ms between two pieces of an answer. */
  readonly everyMs: number;
  /** Whether this process writes answers too. Default: true. */
  readonly answers?: boolean;
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'chat-bench-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Given on the command line: profiles of the times in which answers flow. */
const profileFolder = process.argv[2] ?? null;
const profile = new Profile();

let server: RunningServer | undefined;
let source: Source | undefined;

const handlers = {
  async open({ databaseUrl, secret, everyMs, answers = true }: Opening): Promise<number> {
    source = new Source(everyMs);
    server = await createServer({
      databaseUrl,
      dataDir: databaseUrl === null ? await folder() : null,
      responder: source.responder,
      tokens: { secret, jwksUrl: null, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE },
      // What stands in the way of the load: how many answers and sockets there may be, how long one may be, and how long it may pause.
      limits: { runsAtOnce: answers ? MANY : 0, answerBytes: 1_000_000_000, stallMs: 3_600_000 },
      doorLimits: { socketsInAll: MANY, socketsPerIdentity: MANY },
    });
    return server.port;
  },
  async flow(on: boolean): Promise<void> {
    if (profileFolder !== null) await (on ? profile.start() : profile.stop(profileFolder));
    source?.flow(on);
  },
  pieces: () => source?.pieces ?? 0,
  usage: (settle: boolean) => usageNow(settle),
  async close(): Promise<void> {
    await server?.close();
  },
};

export type ChatProcess = typeof handlers;
serve(handlers);
