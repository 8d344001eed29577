import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.ts';
import { readRecords } from '../../../scripts/release/records.ts';
import { readRegistry } from '../../../scripts/release/signing.ts';

const root = resolve(import.meta.dirname, '../../..');
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'start-'));
  cleanups.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

interface Started {
  readonly child: ChildProcess;
  output(): string;
  readonly exit: Promise<number | null>;
  /** The first URL it prints. */
  url(): Promise<string>;
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'host-demo/server/start/start.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TMPDIR: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const read = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exit = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return {
    child,
    exit,
    output: () => text,
    async url() {
      await expect.poll(() => text, { timeout: 60_000 }).toMatch(/Ready: http/);
      return /http:\/\/[\d.:]+/.exec(text)?.[0] ?? '';
    },
  };
}

async function ask(url: string, text: string): Promise<void> {
  const signedIn = await fetch(`${url}/auth/chat-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"as":"ada"}',
  });
  const { token } = (await signedIn.json()) as { token: string };
  const query = 'mutation($input: StartConversationInput!) { startConversation(input: $input) { runId } }';
  const input = { clientConversationId: crypto.randomUUID(), firstMessage: { clientMessageId: crypto.randomUUID(), text } };
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  expect(await answer.text()).toContain('"runId":"');
}

describe('npm start', { timeout: 120_000 }, () => {
  it('says where, names itself to a second start, ends in 3 s in mid-answer, starts again after kill -9 on the same ports', async () => {
    await ensureBuilt({ say: () => undefined });
    const DATA_DIR = folder();
    const first = start({ DATA_DIR });
    const url = await first.url();
    const config = (await (await fetch(`${url}/config.json`)).json()) as {
      remoteManifest: string;
      releases: { registry: string; key: string; channel: string };
    };
    const manifest = await fetch(config.remoteManifest);
    expect(manifest.headers.get('access-control-allow-origin')).toBe('*');
    expect(((await manifest.json()) as { name: string }).name).toBe('ai_cs_agent_react');
    const [newest] = readRecords(join(root, 'releases'));
    const registry = await readRegistry(await (await fetch(config.releases.registry)).text(), config.releases.key);
    expect(registry.channels[config.releases.channel]?.version).toBe(newest?.version);
    expect(await (await fetch(`${url}/orders`)).text()).toContain('<html');

    const second = start({ DATA_DIR });
    expect(await second.exit).toBe(0);
    expect(second.output()).toContain(url);

    await ask(url, 'how do I cancel an order');
    const asked = Date.now();
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);
    expect(Date.now() - asked).toBeLessThan(3000);

    const third = start({ DATA_DIR });
    expect(await third.url()).toBe(url);
    third.child.kill('SIGKILL');
    await third.exit;
    const began = Date.now();
    const fourth = start({ DATA_DIR });
    expect(await fourth.url()).toBe(url);
    // Second starts reuse the build and the database; the budget is 5 s, doubled here for a machine that runs other tests.
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(first.output() + third.output() + fourth.output()).not.toMatch(/how do I cancel|eyJ/);
  });

  it.each([
    ['a wrong variable', () => ({ PORT: 'eighty', DATA_DIR: folder() }), /^PORT="eighty" is no port/],
    ['a folder that is a file', () => ({ DATA_DIR: join(root, 'package.json') }), /is a file, not a folder\.$/],
    ['an address of another machine', () => ({ HOST: '192.0.2.1', DATA_DIR: folder() }), /^HOST is no address of this machine/],
    [
      'the demo in production',
      () => ({ NODE_ENV: 'production', DEMO: 'true', JWT_SECRET: 'x'.repeat(40), DATA_DIR: folder() }),
      /^DEMO=true is refused/,
    ],
  ])('%s ends with one sentence and code 1', async (_, env, sentence) => {
    const failed = start(env());
    expect(await failed.exit).toBe(1);
    expect(failed.output().trim()).toMatch(sentence);
    expect(failed.output().trim().split('\n')).toHaveLength(1);
  });

  it.runIf(existsSync('/proc/self'))('a place where no folder can be ends with one sentence and code 1', async () => {
    const failed = start({ DATA_DIR: '/proc/none/data' });
    expect(await failed.exit).toBe(1);
    expect(failed.output().trim()).toBe('The folder /proc/none cannot be created there: set DATA_DIR to another folder.');
  });

  it('of two starts at once one serves, and the other names it and ends with 0', async () => {
    await ensureBuilt({ say: () => undefined });
    const DATA_DIR = folder();
    const both = [start({ DATA_DIR, PORT: '0' }), start({ DATA_DIR, PORT: '0' })];
    const ended = await Promise.race(both.map((one, index) => one.exit.then((code) => ({ code, index }))));
    expect(ended.code).toBe(0);
    const url = await both[1 - ended.index]?.url();
    expect(both[ended.index]?.output().trim()).toBe(`Already running: ${url}`);
  });

  it('a taken PORT ends with one sentence and code 1', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    cleanups.push(() => new Promise<void>((done) => other.close(() => done())));
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const failed = start({ PORT: String(port), DATA_DIR: folder() });
    expect(await failed.exit).toBe(1);
    expect(failed.output().trim()).toBe(`PORT ${port} is taken by another program: stop it, or set PORT to a free port.`);
  });

  it.skipIf(process.getuid?.() === 0)("a folder that can't be written ends with one sentence and code 1", async () => {
    const place = folder();
    chmodSync(place, 0o500);
    const failed = start({ DATA_DIR: join(place, 'data') });
    expect(await failed.exit).toBe(1);
    expect(failed.output()).toContain('No permission to write');
  });
});
