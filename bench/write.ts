/**
 * Writes the table of one or more runs into bench/README.md and draws the plots: `node --import tsx bench/write.ts FILE…` with
 * files of `npm run bench -- --json FILE`. Of a work that is in several files the one with the most pairs counts, the plots are of one file.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Cell, type Figures, growing, tokensAtEnd } from './cells.ts';
import { type Chart, type Line, svgOf } from './chart.ts';
import { type Judged, lineOf } from './judge.ts';
import { markdownTable } from './report.ts';
import { median } from './statistics.ts';
import { CURVES, LENGTHS, LIST_CURVES, LIST_LENGTHS, WORKS } from './works.ts';

const HERE = import.meta.dirname;
const PLOTS = path.join(HERE, 'plots');

interface Run {
  readonly at: string;
  readonly commit: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly chromium: string;
  readonly load: string;
  readonly judged: readonly Judged[];
  readonly cells: Readonly<Record<string, readonly Figures[]>>;
}

/** Names in plots and prose of what files call shorter. */
const NAMES: Readonly<Record<string, string>> = {
  ours: 'this chat',
  'text-limit': 'plain text (limit)',
  'viewport-rows': 'our rows, no list',
  virtua: 'virtua, plain rows',
  tanstack: 'react-virtual, plain',
  virtuoso: 'react-virtuoso, plain',
};

type Cells = Run['cells'];

function typical(cells: Cells, cell: Cell, figure: string): number | null {
  const values = (cells[cell.key] ?? []).flatMap((figures) => figures[figure] ?? []);
  return values.length === 0 ? null : median(values);
}

function lineFor(subject: string, xs: readonly number[], y: (x: number) => number | null): Line {
  const points = xs.flatMap((x) => {
    const value = y(x);
    return value === null || value <= 0 ? [] : [{ x, y: value }];
  });
  return { name: NAMES[subject] ?? subject, ours: subject === 'ours', points };
}

function byLength(cells: Cells): Chart {
  const lines = CURVES.map((subject) =>
    lineFor(subject, LENGTHS, (bytes) => {
      const [cost, empty] = [subject, 'empty'].map((one) => typical(cells, growing(one, bytes), 'perToken'));
      return cost === null || cost === undefined || empty === null || empty === undefined ? null : cost - empty;
    }),
  );
  return {
    title: 'CPU a token while an answer grows, 16 tokens a frame',
    x: { label: 'length of the answer', ticks: LENGTHS, log: true, unit: (bytes) => `${bytes / 1_000} kB` },
    y: { label: 'µs of the main thread', log: false },
    lines,
  };
}

function byMessages(cells: Cells): Chart {
  const empty = typical(cells, tokensAtEnd('empty', 10_000), 'cpu');
  const lines = LIST_CURVES.map((subject) =>
    lineFor(subject, LIST_LENGTHS, (messages) => {
      const cost = typical(cells, tokensAtEnd(subject, messages), 'cpu');
      return cost === null || empty === null ? null : cost - empty;
    }),
  );
  return {
    title: 'CPU of 600 bytes, a token a frame, at the end of a conversation',
    x: { label: 'messages in the conversation', ticks: LIST_LENGTHS, log: true, unit: (count) => count.toLocaleString('en-GB') },
    y: { label: 'ms of the main thread', log: true },
    lines,
  };
}

function head({ at, commit, processor, cores, memoryGiB, system, node, chromium, load }: Run): string {
  return `${at.slice(0, 10)}, commit ${commit}: ${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, Chromium ${chromium}; load of the machine ${load}.`;
}

function versions(): string {
  const { dependencies } = JSON.parse(readFileSync(path.join(HERE, 'package.json'), 'utf8')) as { dependencies: Record<string, string> };
  return Object.entries(dependencies)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`bench/README.md has no ${begin} … ${end} to write between.`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

/** Of several measurements of one work the one with the most pairs, the later one of equals. */
function best(found: readonly (readonly Judged[])[]): readonly Judged[] {
  const pairs = (judged: readonly Judged[]): number => Math.min(...judged.map(({ estimate }) => estimate?.pairs ?? 0));
  return found
    .filter((judged) => judged.length > 0)
    .reduce<readonly Judged[]>((so, next) => (so.length === 0 || pairs(next) >= pairs(so) ? next : so), []);
}

function main(files: readonly string[]): void {
  if (files.length === 0) throw new Error('Name the files of `npm run bench -- --json FILE`.');
  const runs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Run);
  const judged = WORKS.flatMap(({ id }) => best(runs.map((run) => run.judged.filter(({ work }) => work === id))));
  // A curve is of one run.
  const { cells } = runs.find((run) => run.cells[growing('ours', LENGTHS[0] ?? 0).key]) ?? { cells: {} };
  mkdirSync(PLOTS, { recursive: true });
  writeFileSync(path.join(PLOTS, 'answer.svg'), svgOf(byLength(cells)));
  writeFileSync(path.join(PLOTS, 'conversation.svg'), svgOf(byMessages(cells)));
  const readme = path.join(HERE, 'README.md');
  const of = (run: Run): string => [...new Set(judged.filter((line) => run.judged.includes(line)).map(({ work }) => work))].join(', ');
  const table = [
    ...runs.filter((run) => of(run) !== '').map((run) => `${of(run)}: ${head(run)}`),
    `Peers: ${versions()}.`,
    markdownTable(judged.map(lineOf)),
  ].join('\n\n');
  writeFileSync(readme, between(readFileSync(readme, 'utf8'), 'figures', `\n${table}\n`));
}

main(process.argv.slice(2));
