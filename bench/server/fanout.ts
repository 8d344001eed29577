/** What one delivered event costs the server's process, against a bare broadcaster that gets the same pieces in the same run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mean, type Pair } from '../statistics.ts';
import type { BareProcess } from './bare-process.ts';
import type { ChatProcess } from './chat-process.ts';
import type { ClientProcess } from './client-process.ts';
import type { Field } from './field.ts';
import type { Remote } from './remote.ts';
import { type Row, ratioRow, round } from './row.ts';
import type { Tallied } from './tally.ts';
import type { Usage } from './usage.ts';

const PIECE_MS = 40;
const WARM_MS = 1_000;
const COMPILED_MS = 8_000;

interface Plan {
  readonly id: string;
  readonly conversations: number;
  readonly readers: number;
  readonly goal: number;
}

/** Either side of the comparison. */
interface Side {
  readonly server: Pick<Remote<ChatProcess>, 'flow' | 'usage'>;
  readonly name: string;
}

interface Round extends Tallied {
  /** CPU of the server's process for each event that a reader got, µs. */
  readonly eachUs: number;
  readonly systemUs: number;
}

export async function measureRound(client: Remote<ClientProcess>, { server, name }: Side, forMs: number): Promise<Round> {
  await server.flow(true);
  await sleep(WARM_MS);
  const before: Usage = await server.usage(false);
  await client.reset(name);
  await sleep(forMs);
  const after = await server.usage(false);
  const tallied = await client.tally(name);
  await server.flow(false);
  if (!tallied) throw new Error(`There are no readers ${name}.`);
  await sleep(200);
  const each = (from: number, to: number) => (1_000 * (to - from)) / tallied.events;
  return { ...tallied, eachUs: each(before.cpuMs, after.cpuMs), systemUs: each(before.systemMs, after.systemMs) };
}

const PLANS: readonly Plan[] = [
  { id: 'F1', conversations: 200, readers: 1, goal: 2.5 },
  { id: 'F20', conversations: 20, readers: 20, goal: 1.3 },
];

export async function fanOut(field: Field, wanted: (id: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const plan of PLANS) if (wanted(plan.id)) rows.push(await compare(field, plan));
  return rows;
}

async function compare(field: Field, { id, conversations, readers, goal }: Plan): Promise<Row> {
  const { secret } = field;
  const { quick, say } = field.options;
  const chat = field.process<ChatProcess>('./chat-process.ts', true);
  const bare = field.process<BareProcess>('./bare-process.ts');
  const client = field.process<ClientProcess>('./client-process.ts');
  const port = await chat.open({ databaseUrl: await field.database(), secret, everyMs: PIECE_MS });
  const barePort = await bare.open(PIECE_MS);
  const of = await client.ask({ port, secret, count: conversations });
  await bare.answers(of.map((asked) => asked.id));
  await client.open({ name: 'chat', kind: 'chat', port, secret, of, readersEach: readers });
  await client.open({ name: 'bare', kind: 'bare', port: barePort, secret, of, readersEach: readers });
  const sides = { chat: { server: chat, name: 'chat' }, bare: { server: bare, name: 'bare' } };
  // What the engine still compiles in the first seconds is no cost of an event.
  for (const { server } of [sides.chat, sides.bare]) {
    await server.flow(true);
    await sleep(quick ? WARM_MS : COMPILED_MS);
    await server.flow(false);
  }
  const forMs = quick ? 1_500 : 4_000;
  const rounds: { ours: Round; other: Round }[] = [];
  for (let round = 0; round < (quick ? 2 : 8); round += 1) {
    const first = round % 2 === 0 ? sides.chat : sides.bare;
    const one = await measureRound(client, first, forMs);
    const two = await measureRound(client, first === sides.chat ? sides.bare : sides.chat, forMs);
    const [ours, other] = first === sides.chat ? [one, two] : [two, one];
    rounds.push({ ours, other });
    say(`${id} round ${round + 1}: ${round1(ours.eachUs)} µs an event, bare ${round1(other.eachUs)} µs`);
  }
  await field.clear();
  const pairs: Pair[] = rounds.map(({ ours, other }) => ({ ours: ours.eachUs, other: other.eachUs }));
  const work = `CPU a delivered event, ${conversations} conversations × ${readers} reader${readers > 1 ? 's' : ''}, Postgres`;
  return ratioRow(
    {
      id,
      work,
      notes: notes(
        rounds.map(({ ours }) => ours),
        rounds.map(({ other }) => other),
        conversations * readers,
        forMs,
      ),
    },
    pairs,
    goal,
  );
}

const round1 = (value: number): string => value.toFixed(1);

function notes(ours: readonly Round[], bare: readonly Round[], readers: number, forMs: number): string[] {
  const of = (rounds: readonly Round[], what: (round: Round) => number) => round(mean(rounds.map(what)));
  const rate = (rounds: readonly Round[]) => of(rounds, ({ events }) => (1_000 * events) / forMs);
  const lost = [...ours, ...bare].reduce((sum, it) => sum + it.lost + it.doubled, 0);
  return [
    `ours ${of(ours, (it) => it.eachUs)} µs an event (${of(ours, (it) => it.systemUs)} in the kernel), ${rate(ours)} events/s to ${readers} readers, ${of(ours, (it) => it.events / it.pages)} events a page, ${of(ours, (it) => it.bytes / it.pages)} bytes a page, piece to reader p95 ${of(ours, (it) => it.pieceMs.p95)} ms`,
    `bare ${of(bare, (it) => it.eachUs)} µs an event (${of(bare, (it) => it.systemUs)} in the kernel), ${rate(bare)} events/s, 1 event a frame, ${of(bare, (it) => it.bytes / it.pages)} bytes a frame, piece to reader p95 ${of(bare, (it) => it.pieceMs.p95)} ms`,
    `lost or doubled: ${lost}`,
  ];
}
