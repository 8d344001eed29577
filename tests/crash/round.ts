import { check } from './check.ts';
import { Clients } from './client.ts';
import type { Cluster } from './cluster.ts';
import { type Conversation, type Field, openField } from './field.ts';
import type { Anomaly, History, RunRow, Told } from './history.ts';
import type { Plan } from './plan.ts';
import { Reader } from './reader.ts';
import { type Recovery, recoveriesOf } from './recovery.ts';
import { Striker, type Struck, until } from './strike.ts';
import { Writer } from './writer.ts';

export interface Round {
  readonly plan: Plan;
  readonly struck: readonly Struck[];
  readonly history: History;
  readonly anomalies: readonly Anomaly[];
  readonly recoveries: readonly Recovery[];
  readonly tookMs: number;
}

const LOOK_MS = 100;

/**
 * Crashes while writers send; then everything is let come back, and what is left is judged.
 * @param restMs within this everything has to come to an end once nothing is struck any more.
 */
export async function playRound(plan: Plan, cluster: Cluster, restMs: number): Promise<Round> {
  const began = performance.now();
  const faults: string[] = [];
  const field = await openField(cluster, plan.seed, plan.conversations);
  const writers = plan.writers.map((seed, number) => new Writer(field, number, seed));
  const readers = plan.readers.map((seed, number) => new Reader(field, number, watched(field, seed)));
  const [stop, giveUp, stopReading] = [new AbortController(), new AbortController(), new AbortController()];
  const writing = Promise.all(writers.map((writer) => writer.write(stop.signal, giveUp.signal)));
  const reading = Promise.all(readers.map((reader) => reader.read(stopReading.signal)));
  const striker = new Striker(field, faults);
  for (const strike of plan.strikes) await striker.strike(strike);
  await striker.mended();
  stop.abort();
  const answered = await Promise.race([writing.then(() => true), until(() => false, restMs, LOOK_MS)]);
  if (!answered) faults.push(`sends were not answered within ${restMs / 1_000} s after everything was back`);
  giveUp.abort();
  await writing;
  const open = await rest(field, restMs);
  faults.push(...open.map((id) => `the conversation ${id} did not come to rest within ${restMs / 1_000} s: an answer is open or missing`));
  const told = await tellAll(field, faults);
  await until(() => readers.every(({ seen }) => seen.faults.length > 0 || caughtUp(seen.events.length, told, seen.conversationId)), restMs);
  stopReading.abort();
  await reading;
  field.close();
  const sends = writers.flatMap((writer) => writer.sends).sort((a, b) => a.begun - b.begun);
  const history = { sends, told, seen: readers.map(({ seen }) => seen), runs: await runsOf(field) };
  // First: whatever else went wrong may follow from it.
  faults.unshift(...cluster.deaths.splice(0));
  return {
    plan,
    struck: striker.struck,
    history,
    anomalies: [...faults.map((what) => ({ what, conversationId: null })), ...check(history)],
    recoveries: recoveriesOf(striker.struck, history),
    tookMs: performance.now() - began,
  };
}

function watched({ conversations }: Field, seed: number): Conversation {
  const conversation = conversations[seed % conversations.length];
  if (!conversation) throw new Error('A round needs conversations.');
  return conversation;
}

function caughtUp(count: number, told: readonly Told[], conversationId: string): boolean {
  return count >= (told.find((each) => each.conversationId === conversationId)?.events.length ?? 0);
}

/** Waits until no answer is open and nothing is unanswered. @returns the conversations that did not come so far. */
async function rest({ cluster, customers }: Field, restMs: number): Promise<readonly string[]> {
  let open: readonly string[] = [];
  await until(
    async () => {
      const rows = await cluster.query<{ id: string }>(
        `SELECT c.id FROM conversations c WHERE c.customer_id = ANY ($1) AND c.kind = 'CUSTOMER' AND (
           EXISTS (SELECT 1 FROM runs r WHERE r.conversation_id = c.id AND r.state IN ('PENDING', 'STREAMING'))
           OR (SELECT max(m.created_seq) FROM messages m WHERE m.conversation_id = c.id AND m.role = 'USER')
            > coalesce((SELECT max(e.seq) FROM events e WHERE e.conversation_id = c.id AND e.type = 'MessageFinished'), 0))`,
        [customers],
      );
      open = rows.map(({ id }) => id);
      return open.length === 0;
    },
    restMs,
    LOOK_MS,
  );
  return open;
}

/** Everything a customer can read, from both servers. */
async function tellAll({ cluster, conversations }: Field, faults: string[]): Promise<Told[]> {
  const clients = new Clients(cluster);
  const told = await Promise.all(
    conversations.map(async (conversation) => {
      const { id, customer } = conversation;
      const [here, there] = cluster.slots.map((slot) => clients.of(customer, slot));
      try {
        if (!here || !there) throw new Error('there are no two servers');
        const [events, again, snapshot] = await Promise.all([
          readLog(here, conversation),
          readLog(there, conversation),
          here.snapshot(id, { lastMessages: 200 }),
        ]);
        return [{ conversationId: id, events, again, messages: snapshot?.messages ?? [] }];
      } catch (fault) {
        faults.push(`the conversation ${id} could not be read at rest: ${fault instanceof Error ? fault.message : fault}`);
        return [];
      }
    }),
  );
  clients.close();
  return told.flat();
}

async function readLog(client: ReturnType<Clients['of']>, { id, epoch }: Conversation): Promise<Told['events']> {
  const stop = new AbortController();
  const events: Told['events'][number][] = [];
  for await (const page of client.events(id, { epoch, seq: 0 }, stop.signal)) {
    if (page === null || page.resync) throw new Error(`it gives ${page?.resync ?? 'no page'}`);
    events.push(...page.events);
    if (page.caughtUp) break;
  }
  stop.abort();
  return events;
}

function runsOf({ cluster, customers }: Field): Promise<RunRow[]> {
  return cluster.query<RunRow>(
    `SELECT r.id, r.conversation_id AS "conversationId", r.message_id AS "messageId", r.attempt, r.state
     FROM runs r JOIN conversations c ON c.id = r.conversation_id WHERE c.customer_id = ANY ($1)`,
    [customers],
  );
}
