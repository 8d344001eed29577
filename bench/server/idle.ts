/** Readers who cost without reading: many with nothing to read, and some who take nothing. */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pair } from '../statistics.ts';
import type { BareProcess } from './bare-process.ts';
import type { ChatProcess } from './chat-process.ts';
import type { ClientProcess } from './client-process.ts';
import type { Field } from './field.ts';
import type { Remote } from './remote.ts';
import { limitRow, type Row, ratioRow, round } from './row.ts';
import { seedBacklog, seedIdle } from './seed.ts';

const KIB = 1_024;
/** Files that a process has open beside its sockets. */
const OTHER_FILES = 300;
const SETTLE_MS = 22_000;

/** The most files a process may have open; Node raises its own limit to it. */
function mostFiles(): number {
  const told = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return told === 'unlimited' ? Number.POSITIVE_INFINITY : Number(told);
}

export async function idle(field: Field, wanted: (id: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  if (wanted('I1')) rows.push(await idleSockets(field));
  if (wanted('Z1') || wanted('Z2')) rows.push(...(await stalledReaders(field)));
  return rows;
}

async function idleSockets(field: Field): Promise<Row> {
  const { quick, say } = field.options;
  const most = Math.floor((mostFiles() - OTHER_FILES) / 1_000) * 1_000;
  const count = Math.min(quick ? 2_000 : 10_000, most);
  const head = { id: 'I1', work: `memory of ${count} idle subscribed sockets, each` };
  const each: number[] = [];
  const notes: string[] = [];
  if (count < 10_000 && !quick)
    notes.push(
      `only ${count} sockets: a process may have ${mostFiles()} files open here; raise it (ulimit -n ${10_000 + OTHER_FILES}) for the real figure`,
    );
  for (let repeat = 0; repeat < (quick ? 1 : 5); repeat += 1) {
    const { rss, heap, settled } = await idleOnce(field, count);
    each.push(rss);
    notes.push(
      `repeat ${repeat + 1}: ${round(rss)} KiB of resident memory each, ${round(settled)} after a forced collection, of it ${round(heap)} KiB heap`,
    );
    say(`I1 ${notes.at(-1)}`);
  }
  notes.push(`a bare ws socket in the same run: ${round(await idleBare(field, count))} KiB`);
  return limitRow({ ...head, notes }, each, 20, 'KiB');
}

async function idleOnce(field: Field, count: number): Promise<{ rss: number; settled: number; heap: number }> {
  const chat = field.process<ChatProcess>('./chat-process.ts', true);
  const client = field.process<ClientProcess>('./client-process.ts');
  const url = await field.database();
  const { secret } = field;
  const port = await chat.open({ databaseUrl: url, secret, everyMs: 40 });
  const of = await seedIdle(url, count + 500);
  // What every first socket brings along (code, pools, a grown heap) is not what one more costs.
  await client.open({ name: 'first', kind: 'chat', port, secret, of: of.slice(count), readersEach: 1 });
  await client.close('first');
  await sleep(1_000);
  const before = await chat.usage(true);
  await client.open({ name: 'idle', kind: 'chat', port, secret, of: of.slice(0, count), readersEach: 1 });
  await sleep(SETTLE_MS);
  const after = await chat.usage(false);
  const settled = await chat.usage(true);
  const each = (from: number, to: number) => (to - from) / count / KIB;
  await field.clear();
  return {
    rss: each(before.rssBytes, after.rssBytes),
    settled: each(before.rssBytes, settled.rssBytes),
    heap: each(before.heapBytes, settled.heapBytes),
  };
}

async function idleBare(field: Field, count: number): Promise<number> {
  const bare = field.process<BareProcess>('./bare-process.ts');
  const client = field.process<ClientProcess>('./client-process.ts');
  const port = await bare.open(40);
  const of = Array.from({ length: count + 500 }, (_, index) => ({ subject: '', id: `idle-${index}`, epoch: '', seq: 0 }));
  await client.open({ name: 'first', kind: 'bare', port, secret: '', of: of.slice(count), readersEach: 1 });
  await client.close('first');
  await sleep(1_000);
  const before = await bare.usage(true);
  await client.open({ name: 'idle', kind: 'bare', port, secret: '', of: of.slice(0, count), readersEach: 1 });
  await sleep(1_000);
  const after = await bare.usage(false);
  await field.clear();
  return (after.rssBytes - before.rssBytes) / count / KIB;
}

const STALLED = 100;
/** Far more than the kernel takes for a socket: 5,000 events of 4 kB. */
const BACKLOG = { events: 5_000, bytes: 4_000 };
const OTHERS = 100;

async function stalledReaders(field: Field): Promise<Row[]> {
  const { quick, say } = field.options;
  const { secret } = field;
  const chat = field.process<ChatProcess>('./chat-process.ts', true);
  const client = field.process<ClientProcess>('./client-process.ts');
  const url = await field.database();
  const port = await chat.open({ databaseUrl: url, secret, everyMs: 40 });
  const behind = await seedBacklog(url, BACKLOG);
  const of = await client.ask({ port, secret, count: OTHERS });
  await client.open({ name: 'others', kind: 'chat', port, secret, of, readersEach: 1 });
  await chat.flow(true);
  await sleep(2_000);
  const pairs: Pair[] = [];
  const grown: number[] = [];
  for (let repeat = 0; repeat < (quick ? 2 : 6); repeat += 1) {
    const without = await p95(client, quick);
    // They read what the kernel takes for them first, with nothing else going on: what is measured is their standing still.
    await chat.flow(false);
    const before = await chat.usage(true);
    await client.open({ name: 'stalled', kind: 'chat', port, secret, of: [behind], readersEach: STALLED, stalled: true });
    await untilStill(chat);
    await chat.flow(true);
    await sleep(1_000);
    const withThem = await p95(client, quick);
    const after = await chat.usage(false);
    await client.close('stalled');
    pairs.push({ ours: withThem, other: without });
    grown.push((after.rssBytes - before.rssBytes) / 1e6);
    say(`Z round ${repeat + 1}: p95 ${round(withThem)} ms with, ${round(without)} ms without, ${round(grown.at(-1) ?? 0)} MB more`);
    await sleep(3_000);
  }
  await field.clear();
  const notes = [`p95 of piece to reader, ms, with / without: ${pairs.map(({ ours, other }) => `${ours} / ${other}`).join(', ')}`];
  return [
    ratioRow({ id: 'Z1', work: `p95 of ${OTHERS} readers beside ${STALLED} stalled ones`, notes }, pairs, 1.2, 'without'),
    limitRow(
      { id: 'Z2', work: `memory of ${STALLED} stalled readers`, notes: [`MB: ${grown.map((it) => round(it)).join(', ')}`] },
      grown.map((it) => Math.max(it, 0.1)),
      50,
      'MB',
    ),
  ];
}

const STILL_MS = 500;

/** Until the process does next to nothing, or for most of the time after which a stalled reader is closed. */
async function untilStill(chat: Remote<ChatProcess>): Promise<void> {
  for (const end = performance.now() + 18_000; performance.now() < end; ) {
    const before = await chat.usage(false);
    await sleep(STILL_MS);
    if ((await chat.usage(false)).cpuMs - before.cpuMs < STILL_MS / 10) return;
  }
}

async function p95(client: Remote<ClientProcess>, quick: boolean): Promise<number> {
  await client.reset('others');
  await sleep(quick ? 2_000 : 6_000);
  return (await client.tally('others'))?.pieceMs.p95 ?? Number.NaN;
}
