/**
 * The operator's command after the database was restored from a backup: gives every conversation a new epoch, so that every reader
 * takes a snapshot instead of trusting a point the log may not have reached (rule L-6).
 *
 *   DATABASE_URL=… node --import tsx host-demo/server/db/change-epochs.ts
 *
 * Without DATABASE_URL it works on DATA_DIR (.data), whose server must not be running.
 */
import { changeAllEpochs } from '../log/read.ts';
import { openDatabase } from './open.ts';

try {
  const database = await openDatabase({ dataFolder: process.env.DATA_DIR ?? '.data', databaseUrl: process.env.DATABASE_URL });
  const count = await changeAllEpochs(database);
  await database.close();
  process.stdout.write(`${count} conversations have a new epoch.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
