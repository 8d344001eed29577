/** Two servers on one Postgres: what is written on one is read on the other, against a bare NOTIFY and `ws` between two processes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mean, type Pair } from '../statistics.ts';
import type { ChatProcess } from './chat-process.ts';
import type { ClientProcess } from './client-process.ts';
import type { Field } from './field.ts';
import type { Remote } from './remote.ts';
import { type Row, ratioRow, round } from './row.ts';
import type { Tallied } from './tally.ts';
import type { TwoProcess } from './two-process.ts';

const PIECE_MS = 20;
const ANSWERS = 200;
const PATHS = ['chat', 'each', 'together'] as const;
type Path = (typeof PATHS)[number];
type Rounds = Record<Path, Tallied[]>;

export async function two(field: Field): Promise<Row[]> {
  const { quick, say } = field.options;
  const client = field.process<ClientProcess>('./client-process.ts');
  const writers = await open(field, client);
  const rounds: Rounds = { chat: [], each: [], together: [] };
  for (let index = 0; index < (quick ? 2 : 8); index += 1) {
    // Another one is first each time.
    for (const path of [...PATHS.slice(index % 3), ...PATHS.slice(0, index % 3)])
      rounds[path].push(await flow(writers[path], client, path, quick ? 1_500 : 4_000));
    say(`T1 round ${index + 1}: ${PATHS.map((path) => `${path} ${told(rounds[path].at(-1))}`).join('; ')}`);
  }
  await field.clear();
  const pairs = (other: Path): Pair[] => rounds.chat.map((ours, index) => ({ ours: meanOf(ours), other: meanOf(rounds[other][index]) }));
  const wrong = rounds.chat.reduce((sum, { lost, doubled }) => sum + lost + doubled, 0);
  const work = `append on one server → arrival from the other, ${ANSWERS} answers at ${1_000 / PIECE_MS} tokens/s, against`;
  const notes = PATHS.map((path) => `${path}: ${rounds[path].map(told).join(', ')}`);
  const once = { id: 'T1', work: `${work} one statement with the NOTIFYs of a beat`, notes: [...notes, `lost or doubled: ${wrong}`] };
  const row = ratioRow(once, pairs('together'), 1.5);
  const apart = {
    id: 'T1b',
    work: `${work} a NOTIFY for each event`,
    notes: ['no goal: one connection hardly carries so many statements'],
  };
  return [wrong > 0 ? { ...row, verdict: 'missed' } : row, { ...ratioRow(apart, pairs('each'), 1.5), goal: '-', verdict: '-' }];
}

async function open(field: Field, client: Remote<ClientProcess>): Promise<Record<Path, { flow(on: boolean): Promise<void> }>> {
  const { secret } = field;
  const databaseUrl = await field.database();
  const writing = field.process<ChatProcess>('./chat-process.ts', true);
  const reading = field.process<ChatProcess>('./chat-process.ts', true);
  const writingPort = await writing.open({ databaseUrl, secret, everyMs: PIECE_MS });
  const port = await reading.open({ databaseUrl, secret, everyMs: PIECE_MS, answers: false });
  const of = await client.ask({ port: writingPort, secret, count: ANSWERS });
  await client.open({ name: 'chat', kind: 'chat', port, secret, of, readersEach: 1 });
  const bare = async (name: 'each' | 'together') => {
    const url = await field.database();
    const [writer, sender] = [field.process<TwoProcess>('./two-process.ts'), field.process<TwoProcess>('./two-process.ts')];
    const barePort = await sender.send(url);
    await client.open({ name, kind: 'bare', port: barePort, secret, of, readersEach: 1 });
    await writer.write({ databaseUrl: url, everyMs: PIECE_MS, ids: of.map(({ id }) => id), together: name === 'together' });
    return writer;
  };
  return { chat: writing, each: await bare('each'), together: await bare('together') };
}

async function flow(
  writer: { flow(on: boolean): Promise<void> },
  client: Remote<ClientProcess>,
  name: Path,
  forMs: number,
): Promise<Tallied> {
  await writer.flow(true);
  await sleep(1_000);
  await client.reset(name);
  await sleep(forMs);
  const tallied = await client.tally(name);
  await writer.flow(false);
  await sleep(300);
  if (!tallied) throw new Error(`There are no readers ${name}.`);
  return tallied;
}

function meanOf(tallied: Tallied | undefined): number {
  return tallied?.logMs.mean ?? Number.NaN;
}

function told(tallied: Tallied | undefined): string {
  if (!tallied) return '';
  const { logMs, pieceMs } = tallied;
  return `${round(mean([logMs.mean]))} ms (p95 ${round(logMs.p95)}, token to reader p95 ${round(pieceMs.p95)})`;
}
