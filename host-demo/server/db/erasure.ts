import { userScope } from '../log/unit.ts';
import type { Database } from './database.ts';

/**
 * Erases a customer: their conversations with everything said in them, the internal notes beside them, and what was remembered of
 * their requests. Who still reads one of them gets a null page at the next read (rule S-6). The number of conversations erased.
 * @param customerId the `sub` of the customer's tokens.
 */
export function eraseCustomer(database: Database, customerId: string): Promise<number> {
  return database.transaction(async (transaction) => {
    const own = await transaction.query<{ id: string }>(
      'SELECT id FROM conversations WHERE customer_id = $1 AND kind = $2 ORDER BY id FOR UPDATE',
      [customerId, 'CUSTOMER'],
    );
    const ids = own.map(({ id }) => id);
    const notes = await transaction.query<{ id: string }>('SELECT id FROM conversations WHERE parent_id = ANY($1::text[]) FOR UPDATE', [
      ids,
    ]);
    const all = [...ids, ...notes.map(({ id }) => id)];
    for (const table of ['events', 'runs', 'messages', 'read_marks', 'typing'])
      await transaction.query(`DELETE FROM ${table} WHERE conversation_id = ANY($1::text[])`, [all]);
    await transaction.query('DELETE FROM conversations WHERE parent_id = ANY($1::text[])', [ids]);
    await transaction.query('DELETE FROM conversations WHERE id = ANY($1::text[])', [ids]);
    await transaction.query('DELETE FROM requests WHERE viewer = $1', [`USER:${customerId}`]);
    await transaction.query('DELETE FROM change_heads WHERE scope = $1', [userScope(customerId)]);
    return ids.length;
  });
}
