/** Many answers written and read at once: how much of a core the server's process takes, and how many it carries before it falls behind. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mean } from '../statistics.ts';
import type { Asked } from './ask.ts';
import type { ChatProcess } from './chat-process.ts';
import type { ClientProcess } from './client-process.ts';
import type { Field } from './field.ts';
import type { Remote } from './remote.ts';
import { limitRow, type Row, round } from './row.ts';
import type { Tallied } from './tally.ts';

const PIECE_MS = 40;
const WARM_MS = 2_000;
/** A piece that reaches its reader later than this shows that it waited behind others; the beat alone explains 40 ms. */
const LATE_MS = 250;
/** Of the events that were due; the rest was joined because the one before was still being written. */
const KEPT = 0.9;

interface Plan {
  readonly id: string;
  readonly answers: number;
  readonly step: number;
  readonly most: number;
  readonly database: 'Postgres' | 'PGlite';
}

const PLANS: readonly Plan[] = [
  { id: 'A400', answers: 400, step: 200, most: 2_000, database: 'Postgres' },
  { id: 'A150', answers: 150, step: 50, most: 600, database: 'PGlite' },
];

export async function load(field: Field, wanted: (id: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const plan of PLANS) if (wanted(plan.id)) rows.push(await carry(field, plan));
  return rows;
}

/** One stretch of time under a load. */
interface Stretch {
  readonly cores: number;
  readonly answers: number;
  /** Events a second for each answer. */
  readonly rate: number;
  readonly tallied: Tallied;
  readonly behind: boolean;
}

class Bed {
  private readonly chat: Remote<ChatProcess>;
  private readonly client: Remote<ClientProcess>;
  private readonly field: Field;
  private port = 0;
  private answers = 0;
  private group = 0;

  constructor(field: Field) {
    this.field = field;
    this.chat = field.process<ChatProcess>('./chat-process.ts', true);
    this.client = field.process<ClientProcess>('./client-process.ts');
  }

  async open(database: Plan['database']): Promise<void> {
    const databaseUrl = database === 'Postgres' ? await this.field.database() : null;
    this.port = await this.chat.open({ databaseUrl, secret: this.field.secret, everyMs: PIECE_MS });
  }

  /** As many answers as this, each with one reader. */
  async grow(answers: number): Promise<void> {
    await this.chat.flow(false);
    const { port, client } = this;
    const { secret } = this.field;
    const of: Asked[] = await client.ask({ port, secret, count: answers - this.answers });
    await client.open({ name: `group ${this.group++}`, join: 'all', kind: 'chat', port, secret, of, readersEach: 1 });
    this.answers = answers;
    await this.chat.flow(true);
    await sleep(WARM_MS);
  }

  async stretch(forMs: number): Promise<Stretch> {
    const before = await this.chat.usage(false);
    await this.client.reset('all');
    await sleep(forMs);
    const after = await this.chat.usage(false);
    const tallied = await this.client.tally('all');
    if (!tallied) throw new Error('There are no readers.');
    const seconds = (after.atMs - before.atMs) / 1_000;
    const rate = tallied.events / seconds / this.answers;
    const cores = (after.cpuMs - before.cpuMs) / 1_000 / seconds;
    const behind = rate < (KEPT * 1_000) / PIECE_MS || tallied.pieceMs.p95 > LATE_MS;
    return { cores, answers: this.answers, rate, tallied, behind };
  }
}

async function carry(field: Field, { id, answers, step, most, database }: Plan): Promise<Row> {
  const { quick, say } = field.options;
  const forMs = quick ? 2_000 : 5_000;
  const bed = new Bed(field);
  await bed.open(database);
  await bed.grow(answers);
  const stretches: Stretch[] = [];
  for (let index = 0; index < (quick ? 2 : 6); index += 1) {
    stretches.push(await bed.stretch(forMs));
    say(`${id} ${told(stretches.at(-1))}`);
  }
  const limit = await saturation(bed, { answers, step, most: quick ? answers + step : most }, forMs, (line) => say(`${id} ${line}`));
  await field.clear();
  const late = stretches.filter((stretch) => stretch.behind).length;
  const work = `cores for ${answers} answers at ${1_000 / PIECE_MS} events/s, one reader each, ${database}`;
  const lost = stretches.reduce((sum, { tallied }) => sum + tallied.lost + tallied.doubled, 0);
  const notes = [
    `${round(mean(stretches.map(({ rate }) => rate)))} events/s an answer, piece to reader p50 ${round(mean(stretches.map(({ tallied }) => tallied.pieceMs.p50)))} ms, p95 ${round(mean(stretches.map(({ tallied }) => tallied.pieceMs.p95)))} ms; lost or doubled: ${lost}`,
    `fell behind (under ${KEPT * 100} % of the events, or p95 over ${LATE_MS} ms) in ${late} of ${stretches.length} stretches`,
    `more answers: ${limit}`,
  ];
  const row = limitRow(
    { id, work, notes },
    stretches.map(({ cores }) => cores),
    1,
    'cores',
  );
  return late > stretches.length / 2 ? { ...row, verdict: 'missed' } : row;
}

async function saturation(
  bed: Bed,
  { answers, step, most }: { answers: number; step: number; most: number },
  forMs: number,
  say: (line: string) => void,
): Promise<string> {
  let carried = 'none tried';
  for (let wanted = answers + step; wanted <= most; wanted += step) {
    await bed.grow(wanted);
    const stretch = await bed.stretch(forMs);
    say(told(stretch));
    if (stretch.behind) return `carried ${carried}; behind with ${told(stretch)}`;
    carried = told(stretch);
  }
  return `carried ${carried}, the most that were tried`;
}

function told(stretch: Stretch | undefined): string {
  if (!stretch) return '';
  const { answers, cores, rate, tallied } = stretch;
  return `${answers} answers: ${round(cores)} cores, ${round(rate)} events/s each, p95 ${round(tallied.pieceMs.p95)} ms`;
}
