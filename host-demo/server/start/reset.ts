/** `npm run demo:reset`: forgets every conversation of the data folder, so that the next start seeds it anew. Keys and ports stay. */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { makeFolder } from '../db/folder.ts';
import { lockFolder } from '../db/lock.ts';
import { explainFailure } from './failure.ts';
import { findRunning } from './remembered.ts';

/** Where `openPglite` keeps its files in the data folder. */
const PGLITE_FOLDER = 'pg';
const root = resolve(import.meta.dirname, '../../..');
let dataDir: string | null = null;
try {
  const config = readConfig(process.env, root);
  dataDir = config.dataDir;
  const running = await findRunning(dataDir);
  if (config.databaseUrl !== null)
    throw new Error('demo:reset empties the data folder only; with DATABASE_URL set, empty that database yourself.');
  if (running !== null) throw new Error(`The demo runs at ${running.url}: end it first (Ctrl-C), then reset.`);
  await makeFolder(dataDir);
  const lock = await lockFolder(dataDir);
  await rm(join(dataDir, PGLITE_FOLDER), { recursive: true, force: true });
  await lock.release();
  console.log(`The demo's conversations in ${dataDir} are gone; the next start makes new ones.`);
} catch (error) {
  console.error(explainFailure(error, dataDir));
  process.exit(1);
}
