/** What a build must have written, and what it keeps of the one before. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Types for a shell that finds them by the manifest; without it the shell would silently have none. */
const ARCHIVE = 'react/@mf-types.zip';

/** @throws Error when the archive of types is not there, which rsbuild itself does not report. */
export function requireTypesArchive(output: string): void {
  if (!existsSync(path.join(output, ARCHIVE))) throw new Error(`The build did not write ${ARCHIVE}; a type error is the usual cause.`);
}

/** Undefined where the file is gone: another build takes the place of the one in use at any moment. */
export function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A page opened before the build asks later for chunks of its own build: those that the list at `list` names and that no longer exist
 * stay for one build more. A release holds its own files only; who serves it keeps the one before.
 */
export function keepFilesOfOpenPages(inUse: string, next: string, list: string): void {
  const named = unlessGone(() => readFileSync(path.join(inUse, list), 'utf8'));
  const names = named === undefined ? [] : (JSON.parse(named) as string[]);
  for (const name of names.filter((one) => !one.startsWith('release'))) {
    const to = path.join(next, name);
    if (!existsSync(to)) unlessGone(() => cpSync(path.join(inUse, name), to));
  }
}
