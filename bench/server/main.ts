/**
 * What the reference server costs: `npm run bench:server -- [--quick] [--only F1,A400] [--json FILE] [--check] [--profile FOLDER]`.
 * Each line is measured against something bare in the same run, or against a limit; see README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fanOut } from './fanout.ts';
import { Field } from './field.ts';
import { idle } from './idle.ts';
import { load } from './load.ts';
import { opening } from './opening.ts';
import type { Row } from './row.ts';
import { table } from './table.ts';
import { two } from './two.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

/** Each measurement with the ids of its lines. */
const measurements: {
  readonly ids: readonly string[];
  readonly measure: (field: Field, wanted: (id: string) => boolean) => Promise<Row[]>;
}[] = [
  { ids: ['F1', 'F20'], measure: fanOut },
  { ids: ['A400', 'A150'], measure: load },
  { ids: ['I1', 'Z1', 'Z2'], measure: idle },
  { ids: ['T1'], measure: two },
  { ids: ['O1', 'O2'], measure: opening },
];

const known = measurements.flatMap(({ ids }) => ids);
const only = values.only?.split(',').map((id) => id.trim().toUpperCase());
const unknown = only?.filter((id) => !known.includes(id)) ?? [];
if (unknown.length > 0) throw new Error(`--only: there is no ${unknown.join(', ')}; there are ${known.join(', ')}.`);
const wanted = (id: string): boolean => only?.includes(id) ?? true;

if (values.profile) mkdirSync(values.profile, { recursive: true });
const field = new Field({
  quick: values.quick,
  profile: values.profile === undefined ? null : resolve(values.profile),
  say: (line) => process.stderr.write(`${line}\n`),
});
// An interrupted run ends by itself: what it started (Postgres too) ends with the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const rows: Row[] = [];
try {
  for (const { ids, measure } of measurements) if (ids.some(wanted)) rows.push(...(await measure(field, wanted)));
} finally {
  await field.close();
}
const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 16)}Z`;
console.log(`\n${machine}${values.quick ? ', --quick: too short for figures' : ''}\n\n${table(rows)}`);
if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, quick: values.quick, rows }, null, 2)}\n`);
if (values.check && rows.some((row) => row.verdict === 'missed')) process.exitCode = 1;
