import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeys, publicKeyOf } from '../../../scripts/release/signing.ts';
import { makeFolder } from '../db/folder.ts';

/**
 * The secret key (PEM) of this data folder's registry, made once. Readable by its owner only. One that was cut in mid-write is made anew:
 * pages then take it for another registry.
 * @throws the file system's error when the folder can't be written.
 */
export async function registryKey(dataDir: string): Promise<string> {
  await makeFolder(dataDir);
  const path = join(dataDir, 'registry-key');
  const existing = await readFile(path, 'utf8').catch(() => '');
  if (isKey(existing)) return existing;
  const { secret } = createKeys();
  const beside = `${path}-${randomUUID()}`;
  await writeFile(beside, secret, { mode: 0o600 });
  await rename(beside, path);
  return secret;
}

function isKey(secret: string): boolean {
  try {
    return publicKeyOf(secret) !== '';
  } catch {
    return false;
  }
}
