import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TransportName } from '../faults/schedule.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export type Campaign = 'storm' | 'faults' | 'crash' | 'escalation';

/** One change of one source file; `find` stands in it exactly once. */
export interface Patch {
  /** From the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * Where a mutant has to be caught, each transport alone. `crash` has no choice of one: its writers use HTTP, its readers long polls; nor has
 * `escalation`, whose lives change it on their way.
 */
export type Trial =
  | { readonly campaign: 'storm' | 'faults'; readonly transports: readonly TransportName[] }
  | { readonly campaign: 'crash' | 'escalation' };

/** A bug somebody might write, as changes of the source. */
export interface Mutant {
  readonly name: string;
  /** What the code does wrong with it. */
  readonly bug: string;
  readonly patches: readonly Patch[];
  readonly trials: readonly Trial[];
}

/** How often the text to be replaced stands in its file. Throws when there is no such file. */
export function matchesOf({ file, find }: Patch): number {
  return readFileSync(path.join(ROOT, file), 'utf8').split(find).length - 1;
}

/** Throws when a patch does not match exactly once: the source went on, and the mutant has to follow. */
export function checkMutant({ name, patches }: Mutant): void {
  for (const patch of patches) {
    const matches = matchesOf(patch);
    if (matches !== 1)
      throw new Error(
        `The mutant ${name} replaces a text that stands ${matches} times in ${patch.file}, not once. Adapt it to the source:\n${patch.find}`,
      );
  }
}

/** What the loader is told. @param stamp the file that says which modules were loaded changed. */
export function describeFor(mutant: Mutant, stamp: string): string {
  const patches = mutant.patches.map(({ file, find, replace }) => ({ url: pathToFileURL(path.join(ROOT, file)).href, find, replace }));
  return JSON.stringify({ stamp, patches });
}
