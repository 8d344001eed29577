import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface Demo {
  readonly url: string;
  readonly dataDir: string;
  /** Everything the process printed, for the assertion that it logs no token and no text. */
  output(): string;
  /** Ends the process with this signal and waits until it is gone; resolves with its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts again on the same ports and data folder. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

function launch(cwd: string, env: NodeJS.ProcessEnv, seen: (text: string) => void): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'host-demo/server/start/start.ts'], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      seen(chunk.toString());
      if (/https?:\/\/127\.0\.0\.1:\d+/.test(text)) resolve(child);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The demo ended with code ${code} before it printed its URL:\n${text}`)));
  });
}

/**
 * The started demo, as a person gets it: the real server, its embedded database in a new folder, both origins.
 * @param from the project's folder, for another version of it.
 */
export async function startDemo(extra: Record<string, string> = {}, from = root): Promise<Demo> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'chat-demo-'));
  const [port, remotePort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    REMOTE_PORT: String(remotePort),
    HOST: '127.0.0.1',
    // One build by its manifest, without a second one being built beside the test.
    DEMO_RELEASES: 'false',
    NODE_ENV: 'development',
    ...extra,
  };
  let text = '';
  const seen = (chunk: string) => {
    text += chunk;
  };
  let child: ChildProcess | null = await launch(from, env, seen);
  const stop = (signal: NodeJS.Signals = 'SIGTERM') =>
    new Promise<number | null>((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve(child?.exitCode ?? null);
      child.once('exit', (code) => resolve(code));
      child.kill(signal);
    });
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    output: () => text,
    stop,
    async start() {
      child = await launch(from, env, seen);
    },
    async dispose() {
      await stop('SIGKILL');
      child = null;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
