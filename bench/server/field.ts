/** What all measurements share: a Postgres, a secret for tokens, and processes that end with the run. */
import { randomBytes } from 'node:crypto';
import { type RunningPostgres, startPostgres } from '../../tests/postgres.ts';
import { type Handlers, type Remote, start } from './remote.ts';

export interface Options {
  /** Fewer and shorter rounds: to see whether it runs, not for figures. */
  readonly quick: boolean;
  /** A folder for a CPU profile of every server process; null for none. */
  readonly profile: string | null;
  readonly say: (line: string) => void;
}

export class Field {
  readonly secret = randomBytes(32).toString('hex');
  readonly options: Options;
  private running: Promise<RunningPostgres> | undefined;
  private readonly processes = new Set<{ end(): Promise<void> }>();

  constructor(options: Options) {
    this.options = options;
  }

  /** A new empty database. */
  async database(): Promise<string> {
    this.running ??= startPostgres();
    return (await this.running).createDatabase();
  }

  /** @param serving a server, whose profile may be wanted. */
  process<Served extends Handlers>(file: string, serving = false): Remote<Served> {
    const { profile } = this.options;
    const remote = start<Served>(file, serving && profile !== null ? [profile] : []);
    this.processes.add(remote);
    return remote;
  }

  /** Ends the processes of one measurement. */
  async clear(): Promise<void> {
    const ending = [...this.processes].map((remote) => remote.end());
    this.processes.clear();
    await Promise.all(ending);
  }

  async close(): Promise<void> {
    await this.clear();
    await (await this.running)?.stop();
  }
}
