import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Context } from '../conversations/context.ts';
import { Refusal } from '../conversations/refusal.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import { sweepPresence } from '../escalation/presence.ts';
import { forgetOldEvents } from '../log/retention.ts';
import { Rounds } from '../log/rounds.ts';
import { changeConversation } from '../log/unit.ts';
import { workersKey } from '../log/wake.ts';
import { type Lease, produceAnswer } from './answer.ts';
import { endRun, findRun, type RunRow, startAttempt } from './runs.ts';

const databaseAwayMs = 1_000;
const mostAtOnce = 200;

interface Running {
  readonly organizationId: string;
  readonly abandoned: AbortController;
  readonly done: Promise<void>;
}

/** Takes runs under a lease and produces their answers, and makes good what dead workers left. One per process. */
export class Worker {
  private readonly context: Context;
  /** One for all its leases: no run is ever leased twice, so run and token together name one attempt of one worker. */
  private readonly token = randomUUID();
  private readonly lease: Lease;
  private readonly stop = new AbortController();
  private readonly running = new Map<string, Running>();
  private loop: Promise<unknown> = Promise.resolve();
  /** Of the performance clock, ms. */
  private nextRetention = 0;

  constructor(context: Context) {
    this.context = context;
    const renewals = new Rounds<string, boolean>(
      (runId) => runId,
      (runIds) => this.renew(runIds),
    );
    this.lease = { token: this.token, renew: (runId) => renewals.ask(runId) };
    // Every answer in the making listens to it.
    setMaxListeners(0, this.stop.signal);
  }

  async start(): Promise<void> {
    // Nobody else can be at work on these data, so whatever is leased was left by a dead process: no need to wait for the lease.
    if (this.context.database.exclusive) await this.context.database.query("UPDATE runs SET lease_until = 0 WHERE state = 'STREAMING'");
    this.loop = Promise.all([this.takeLoop(), this.sweepLoop()]);
  }

  /** Gives the answers in the making back, so that the next worker takes them at once. */
  async close(): Promise<void> {
    this.stop.abort();
    this.context.wakes.wake([workersKey]);
    await this.loop;
    await Promise.all([...this.running.values()].map(({ done }) => done));
    await this.context.database
      .query("UPDATE runs SET lease_until = 0 WHERE lease_token = $1 AND state = 'STREAMING'", [this.token])
      .catch((error: unknown) => this.context.logger.warn({ error: String(error) }, 'Leases could not be released; they will run out.'));
  }

  answering(organizationIds: readonly string[]): number {
    return this.of(organizationIds).length;
  }

  /** What `Backend.abandonAnswers` says. */
  abandon(organizationIds: readonly string[]): number {
    const found = this.of(organizationIds);
    for (const { abandoned } of found) abandoned.abort();
    return found.length;
  }

  private of(organizationIds: readonly string[]): Running[] {
    return [...this.running.values()].filter(
      ({ organizationId, abandoned }) => organizationIds.includes(organizationId) && !abandoned.signal.aborted,
    );
  }

  private async takeLoop(): Promise<void> {
    const { wakes, limits } = this.context;
    while (!this.stop.signal.aborted) {
      const ticket = wakes.ticket();
      const { runsAtOnce } = limits;
      const wanted = runsAtOnce - this.running.size;
      const taken = await this.guarded(() => this.take(wanted));
      // Fewer than wanted were all there are; what comes later wakes this loop.
      if (taken < wanted || this.running.size >= runsAtOnce) await wakes.wait([workersKey], ticket, this.stop.signal, limits.sweepMs);
    }
  }

  /** How many were taken. */
  private async take(wanted: number): Promise<number> {
    const { database, clock, limits } = this.context;
    if (wanted <= 0) return 0;
    const runs = await database.query<RunRow & { organization_id: string }>(
      `UPDATE runs SET state = 'STREAMING', lease_token = $1, lease_until = $2 WHERE id IN
         (SELECT id FROM runs WHERE state = 'PENDING' ORDER BY requested_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING *, (SELECT organization_id FROM conversations c WHERE c.id = conversation_id) AS organization_id`,
      [this.token, clock() + limits.leaseMs, wanted],
    );
    for (const run of runs) {
      const abandoned = new AbortController();
      const done = produceAnswer(this.context, run, this.lease, AbortSignal.any([this.stop.signal, abandoned.signal])).finally(() => {
        this.running.delete(run.id);
        // A place is free: runs that found none may be waiting.
        if (this.running.size === this.context.limits.runsAtOnce - 1) this.context.wakes.wake([workersKey]);
      });
      this.running.set(run.id, { organizationId: run.organization_id, abandoned, done });
    }
    return runs.length;
  }

  private async renew(runIds: readonly string[]): Promise<boolean[]> {
    const { database, clock, limits } = this.context;
    const rows = await database.query<{ id: string }>(
      `UPDATE runs SET lease_until = $3 WHERE id = ANY($1::text[]) AND lease_token = $2 AND state = 'STREAMING' RETURNING id`,
      [runIds, this.token, clock() + limits.leaseMs],
    );
    const held = new Set(rows.map(({ id }) => id));
    return runIds.map((runId) => held.has(runId));
  }

  private async sweepLoop(): Promise<void> {
    const { wakes, limits } = this.context;
    while (!this.stop.signal.aborted) {
      await this.guarded(() => sweep(this.context));
      await this.guarded(() => this.forget());
      await wakes.wait([], wakes.ticket(), this.stop.signal, limits.sweepMs);
    }
  }

  private async forget(): Promise<number> {
    const { database, clock, limits } = this.context;
    if (limits.retentionMs === null || performance.now() < this.nextRetention) return 0;
    this.nextRetention = performance.now() + limits.retentionEveryMs;
    return forgetOldEvents(database, clock() - limits.retentionMs);
  }

  private async guarded<Result>(work: () => Promise<Result>): Promise<Result | 0> {
    try {
      return await work();
    } catch (error) {
      const away = error instanceof DatabaseUnavailable;
      if (!this.stop.signal.aborted)
        this.context.logger.error(
          { error: String(error) },
          away ? 'The database is away; trying again.' : 'A background task failed; trying again.',
        );
      await this.context.wakes.wait([], 0, this.stop.signal, databaseAwayMs);
      return 0;
    }
  }
}

/** Everything that happens by the clock: lost answers, absent staff, expired rows. */
export async function sweep(context: Context): Promise<void> {
  const now = context.clock();
  const lost = await context.database.query<{ id: string; conversation_id: string }>(
    `SELECT id, conversation_id FROM runs WHERE state = 'STREAMING' AND lease_until < $1 LIMIT ${mostAtOnce}`,
    [now],
  );
  for (const run of lost) await recover(context, run);
  await sweepPresence(context);
  await context.database.query('DELETE FROM typing WHERE until < $1', [now]);
  await context.database.query('DELETE FROM requests WHERE expires_at < $1', [now]);
}

/** An answer whose worker is gone gets a new attempt, and after several an end: never "being written" for ever (rule R-7, F23). */
async function recover(context: Context, lost: { id: string; conversation_id: string }): Promise<void> {
  await changeConversation(context, lost.conversation_id, async (unit) => {
    const run = await findRun(unit.transaction, lost.id);
    if (run === undefined || run.state !== 'STREAMING' || run.lease_until === null || run.lease_until >= unit.now) return;
    context.logger.warn({ runId: run.id, attempt: run.attempt }, 'A worker was lost in the middle of an answer.');
    if (run.lost >= context.limits.lostAttempts) {
      const error = new Refusal('UNAVAILABLE', 'The answer was interrupted several times. Try again.', { retryable: true }).userError;
      return endRun(context, unit, run, { state: 'INTERRUPTED', error });
    }
    await unit.transaction.query(
      "UPDATE runs SET state = 'INTERRUPTED', finished_at = $2, lease_token = NULL, lease_until = NULL WHERE id = $1",
      [run.id, unit.now],
    );
    await startAttempt(context, unit, run, 'WORKER_LOST');
  });
}
