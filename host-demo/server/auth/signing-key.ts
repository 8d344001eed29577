import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../db/folder.ts';

const KEY_BYTES = 32;

/**
 * The key the demo's tokens are signed with, made once per data folder so that an open page survives a restart.
 * Readable by its owner only. A file of the wrong size (a full disk in mid-write) is made anew.
 * @throws the file system's error when the folder can't be written.
 */
export async function signingKey(dataDir: string): Promise<Uint8Array> {
  await makeFolder(dataDir);
  const path = join(dataDir, 'signing-key');
  const existing = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{64}$/.test(existing)) return Buffer.from(existing, 'hex');
  const key = randomBytes(KEY_BYTES);
  await writeFile(path, key.toString('hex'), { mode: 0o600 });
  return key;
}
