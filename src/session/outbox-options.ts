import type { Command, Outcome } from '../protocol/commands.ts';
import type { Snapshot } from '../protocol/vocabulary.ts';
import type { Environment, Persistence } from './environment.ts';
import type { Limits } from './limits.ts';

export interface OutboxOptions {
  readonly environment: Environment;
  readonly limits: Pick<Limits, 'backoffFirstMs' | 'backoffMaxMs'> & Partial<Limits>;
  /** Prefix of the storage keys: endpoint and subject, so that identities share nothing (F41). */
  readonly scope: string;
  /** Left out: with the tab. */
  readonly persistence?: Persistence;
  send(command: Command, signal: AbortSignal): Promise<Outcome>;
  /** A start brought its snapshot along. */
  onStarted?(snapshot: Snapshot): void;
}
