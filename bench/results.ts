import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './cells.ts';

interface Line {
  readonly round: number;
  readonly key: string;
  readonly figures: Figures | null;
  readonly fault?: string;
}

/** What one run has measured so far, line by line in a file, so that a run that was stopped goes on where it was. */
export class Results {
  readonly #file: string;
  readonly #rounds = new Map<string, Map<number, Figures>>();
  readonly #faults = new Map<string, string>();

  /** @param identity what must be the same for figures to be of one run: pages, driver, browser. */
  constructor(folder: string, identity: string, fresh: boolean) {
    mkdirSync(folder, { recursive: true });
    const place = path.join(folder, `${createHash('sha256').update(identity).digest('hex').slice(0, 12)}.jsonl`);
    this.#file = fresh ? place.replace('.jsonl', `-${Date.now()}.jsonl`) : place;
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n')) if (line !== '') this.#keep(JSON.parse(line) as Line);
  }

  get file(): string {
    return this.#file;
  }

  get size(): number {
    return [...this.#rounds.values()].reduce((sum, rounds) => sum + rounds.size, 0);
  }

  add(round: number, key: string, figures: Figures): void {
    this.#write({ round, key, figures });
  }

  /** A cell that cannot be measured is left out of later rounds; its goals stay open. */
  fail(round: number, key: string, fault: string): void {
    this.#write({ round, key, figures: null, fault });
  }

  at(key: string, round: number): Figures | undefined {
    return this.#rounds.get(key)?.get(round);
  }

  fault(key: string): string | undefined {
    return this.#faults.get(key);
  }

  /** Everything measured, by cell, a line for each round. */
  whole(): Readonly<Record<string, readonly Figures[]>> {
    return Object.fromEntries([...this.#rounds].map(([key, rounds]) => [key, [...rounds.values()]]));
  }

  /** One figure over all rounds. */
  all(key: string, figure: string): readonly number[] {
    return [...(this.#rounds.get(key)?.values() ?? [])].flatMap((figures) => figures[figure] ?? []);
  }

  #write(line: Line): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#keep(line);
  }

  #keep({ round, key, figures, fault }: Line): void {
    if (figures === null) {
      this.#faults.set(key, fault ?? 'unknown');
      return;
    }
    const rounds = this.#rounds.get(key) ?? new Map<number, Figures>();
    this.#rounds.set(key, rounds.set(round, figures));
  }
}

/** The driver’s own sources: when they change, earlier figures are of another measurement. */
export function driverHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of ['browser.ts', 'cells.ts', 'trace.ts', ...readdirSync(folder).filter((name) => /^cells-.*\.ts$/.test(name))].sort())
    hash.update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
