/**
 * The operator's command when a customer asks for erasure:
 *
 *   DATABASE_URL=… node --import tsx host-demo/server/db/erase-customer.ts CUSTOMER_ID
 *
 * CUSTOMER_ID is the `sub` of their tokens. Without DATABASE_URL it works on DATA_DIR (.data), whose server must not be running.
 */
import { eraseCustomer } from './erasure.ts';
import { openDatabase } from './open.ts';

const customerId = process.argv[2];
try {
  if (customerId === undefined) throw new Error('Name the customer to erase: the "sub" of their tokens.');
  const database = await openDatabase({ dataFolder: process.env.DATA_DIR ?? '.data', databaseUrl: process.env.DATABASE_URL });
  const count = await eraseCustomer(database, customerId);
  await database.close();
  process.stdout.write(`${count} conversations are erased.\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
