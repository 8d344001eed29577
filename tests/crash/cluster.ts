import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import type { Begin, Report } from './server-process.ts';

export interface ServerProcesses {
  /** Put before the script and before tsx, so that the load hooks of an `--import` see the sources as they are written. */
  readonly nodeArguments?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** ms a process may take to load, or to listen once the database is there; generous, for a busy machine. */
const START_MS = 120_000;
const SCRIPT = join(import.meta.dirname, 'server-process.ts');

/** A place for a server. Whatever process is in it, its name stays. */
export class Slot {
  readonly name: string;
  /** Origin, while a process listens. A new process has another port. */
  url: string | null = null;
  /** Sends that wait for its answer. */
  inFlight = 0;
  process: ServerProcess | null = null;

  constructor(name: string) {
    this.name = name;
  }

  get up(): boolean {
    return this.url !== null && this.process?.paused === false;
  }
}

export class ServerProcess {
  readonly child: ChildProcess;
  /** The conversations whose answers it is writing. */
  readonly writing = new Set<string>();
  readonly loaded: Promise<void>;
  paused = false;
  /** What it said before it ended, its last lines. */
  said = '';
  #killed = false;
  #listening: (port: number) => void = () => undefined;
  readonly #ended: Promise<string>;

  constructor(options: ServerProcesses, onEnded: (how: string) => void) {
    const arguments_ = [...(options.nodeArguments ?? []), '--import', 'tsx', SCRIPT];
    this.child = spawn(process.execPath, arguments_, {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.said = (this.said + bytes.toString()).slice(-4_000);
    });
    this.#ended = new Promise((resolve) =>
      this.child.once('exit', (code, signal) => {
        const how = `ended by itself (${signal ?? `code ${code}`}): ${this.said.trim() || 'it said nothing'}`;
        if (!this.#killed) onEnded(how);
        resolve(how);
      }),
    );
    this.loaded = this.#within('loaded', new Promise((resolve) => this.child.once('message', () => resolve())));
    // Awaited by whoever needs the process; a spare that fails is told of then.
    this.loaded.catch(() => undefined);
    this.child.on('message', (message) => this.#heard(message as Report));
  }

  /** @returns the port. */
  async begin(task: Begin): Promise<number> {
    await this.loaded;
    const listening = new Promise<number>((resolve) => (this.#listening = resolve));
    this.child.send(task);
    return this.#within('listening', listening);
  }

  async kill(): Promise<void> {
    this.#killed = true;
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  pause(): void {
    this.paused = true;
    this.child.kill('SIGSTOP');
  }

  goOn(): void {
    this.paused = false;
    this.child.kill('SIGCONT');
  }

  #heard(report: Report): void {
    if (report.type === 'listening') this.#listening(report.port);
    else if (report.type === 'writing') this.writing.add(report.conversationId);
    else if (report.type === 'written') this.writing.delete(report.conversationId);
  }

  async #within<T>(what: string, done: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`A server process was not ${what} within ${START_MS} ms.`)), START_MS);
    });
    const ended = this.#ended.then((how) => Promise.reject(new Error(`A server process that should be ${what} ${how}`)));
    return Promise.race([done, late, ended]).finally(() => clearTimeout(timer));
  }
}

/** A Postgres, two servers on it, and spare processes that have loaded already, so that a replacement takes no time. */
export class Cluster {
  readonly slots: readonly [Slot, Slot] = [new Slot('A'), new Slot('B')];
  readonly secret = randomBytes(32).toString('hex');
  databaseUp = true;
  /** What a process did that nobody had killed. */
  readonly deaths: string[] = [];
  readonly #options: ServerProcesses;
  readonly #postgres: RunningPostgres;
  readonly #databaseUrl: string;
  readonly #spares: ServerProcess[] = [];
  #numbers = 0;
  #closing = false;

  private constructor(options: ServerProcesses, postgres: RunningPostgres, databaseUrl: string) {
    this.#options = options;
    this.#postgres = postgres;
    this.#databaseUrl = databaseUrl;
  }

  /** Rejects when Postgres or the servers can't be started; nothing stays then. */
  static async open(options: ServerProcesses): Promise<Cluster> {
    const postgres = await startPostgres();
    try {
      const cluster = new Cluster(options, postgres, await postgres.createDatabase());
      try {
        await Promise.all(cluster.slots.map((slot) => cluster.replace(slot)));
      } catch (error) {
        await cluster.#endProcesses();
        throw error;
      }
      return cluster;
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  get whole(): boolean {
    return this.databaseUp && this.slots.every(({ up }) => up);
  }

  /** Kills the process in a place; its replacement is begun by `replace`. */
  async kill(slot: Slot): Promise<void> {
    const victim = slot.process;
    slot.url = null;
    slot.process = null;
    await victim?.kill();
  }

  /** Done when another process listens there. */
  async replace(slot: Slot): Promise<void> {
    const next = this.#spares.shift() ?? this.#spawn();
    this.#spares.push(this.#spawn());
    slot.process = next;
    const port = await next.begin({ databaseUrl: this.#databaseUrl, secret: this.secret, number: ++this.#numbers });
    // It may have been killed in the meantime.
    if (slot.process === next) slot.url = `http://127.0.0.1:${port}`;
  }

  async killDatabase(): Promise<void> {
    this.databaseUp = false;
    await this.#postgres.kill();
  }

  async resumeDatabase(): Promise<void> {
    await this.#postgres.resume();
    this.databaseUp = true;
  }

  /** Past every server. Rejects while the database is away. */
  async query<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.#databaseUrl, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql, [...parameters])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.#endProcesses();
    await this.#postgres.stop();
  }

  async #endProcesses(): Promise<void> {
    this.#closing = true;
    const all = [...this.slots.map(({ process }) => process), ...this.#spares].filter((each) => each !== null);
    await Promise.all(all.map((each) => each.kill()));
  }

  #spawn(): ServerProcess {
    return new ServerProcess(this.#options, (how) => {
      if (!this.#closing) this.deaths.push(`a server process ${how}`);
    });
  }
}
