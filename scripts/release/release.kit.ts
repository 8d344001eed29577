/** A release of a few small files, for tests of what is done with releases. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { INTEGRITY, integrityOf } from './integrity.ts';

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
