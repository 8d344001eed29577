/** `integrity.json`: the SHA-384 of every file of a release, in the form the browser's `integrity` attribute takes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const INTEGRITY = 'integrity.json';

export interface Integrity {
  readonly version: string;
  /** Hash by path, relative to the release's folder, with `/`. */
  readonly files: Readonly<Record<string, string>>;
}

export const hashOf = (content: Uint8Array | string): string => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Every file below `folder`, relative, with `/`, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}

/** Of every file but `integrity.json` itself, whose hash the registry holds. */
export function integrityOf(folder: string, version: string): Integrity {
  const names = filesIn(folder).filter((name) => name !== INTEGRITY);
  return { version, files: Object.fromEntries(names.map((name) => [name, hashOf(readFileSync(path.join(folder, name)))])) };
}

/** @throws Error when the text is no integrity list, or names a file outside of its folder. */
export function parseIntegrity(text: string, from: string): Integrity {
  const value = JSON.parse(text) as Partial<Integrity> | null;
  if (typeof value?.version !== 'string' || typeof value.files !== 'object' || value.files === null)
    throw new Error(`${from} is no integrity list: it must hold "version" and "files".`);
  for (const [name, hash] of Object.entries(value.files)) {
    if (name.startsWith('/') || name.split('/').includes('..')) throw new Error(`${from} names a file outside of its folder: ${name}.`);
    if (!/^sha384-[A-Za-z0-9+/]{64}$/u.test(hash)) throw new Error(`${from} has no SHA-384 for ${name}.`);
  }
  return value as Integrity;
}

/** What is wrong with the files as they are read, one line each; nothing when all are there, unchanged, and no other is. */
export async function differences(
  integrity: Integrity,
  names: readonly string[],
  read: (name: string) => Promise<Uint8Array>,
): Promise<string[]> {
  const said: string[] = [];
  const there = new Set(names.filter((name) => name !== INTEGRITY));
  for (const [name, hash] of Object.entries(integrity.files)) {
    if (!there.delete(name)) said.push(`${name} is missing`);
    else if (hashOf(await read(name)) !== hash) said.push(`${name} is not what was built`);
  }
  for (const name of there) said.push(`${name} is not part of the release`);
  return said;
}
