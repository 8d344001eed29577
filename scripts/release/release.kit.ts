/** A release of a few small files, for tests of what is done with releases. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { differences, filesIn, hashOf, INTEGRITY, integrityOf, parseIntegrity } from './integrity.ts';
import { readRegistry } from './signing.ts';

const made: string[] = [];

export function temporary(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `chat-${name}-`));
  made.push(folder);
  return folder;
}

/** All that `temporary` gave so far. */
export function removeTemporary(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function smallRelease(version: string, mark = version): string {
  const folder = temporary('release');
  mkdirSync(path.join(folder, 'react/static'), { recursive: true });
  writeFileSync(path.join(folder, 'react/mf-manifest.json'), JSON.stringify({ version: mark }));
  writeFileSync(path.join(folder, 'react/static/chunk.js'), `console.log('${mark}');\n`);
  writeFileSync(path.join(folder, 'release.json'), JSON.stringify({ version, react: '^19.0.0', protocol: 1, features: [] }));
  seal(folder, version);
  return folder;
}

/** Writes the list of hashes as the files are now. */
export const seal = (folder: string, version: string): void =>
  writeFileSync(path.join(folder, INTEGRITY), JSON.stringify(integrityOf(folder, version)));

/**
 * The version a shell on `stable` would get from the folder as it is now; null where there is no registry yet.
 * @throws Error when any channel points at a folder that is not whole, by hash.
 */
export async function servedByStable(folder: string, key: string): Promise<string | null> {
  const registry = path.join(folder, 'registry.json');
  if (!existsSync(registry)) return null;
  const { channels, versions } = await readRegistry(readFileSync(registry, 'utf8'), key);
  for (const [name, { version, integrity }] of Object.entries(channels)) {
    const at = path.join(folder, version);
    const list = readFileSync(path.join(at, INTEGRITY));
    if (hashOf(list) !== integrity || versions[version]?.integrity !== integrity)
      throw new Error(`${name}: the list of ${version} is not the one the registry means.`);
    const wrong = await differences(parseIntegrity(list.toString(), at), filesIn(at), async (one) => readFileSync(path.join(at, one)));
    if (wrong.length > 0) throw new Error(`${name} gives ${version}, and ${wrong.join(', ')}.`);
  }
  return channels.stable?.version ?? null;
}
