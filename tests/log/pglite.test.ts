import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import { logContract } from './contract.ts';

describe('log contract on PGlite', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openPglite('memory://');
  });
  afterAll(() => database.close());
  logContract(() => database);
});
