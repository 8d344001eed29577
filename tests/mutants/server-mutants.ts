import type { TransportName } from '../faults/schedule.ts';
import type { Mutant, Patch, Trial } from './mutant.ts';

const EACH: readonly TransportName[] = ['websocket', 'long-poll', 'poll'];
const CRASH: Trial = { campaign: 'crash' };
const faults = (transports: readonly TransportName[]): Trial => ({ campaign: 'faults', transports });

/** What the tables refuse by themselves would hide the bug that a mutant brings: those constraints go with it. */
const unguarded = (...sql: readonly string[]): Patch => ({
  file: 'host-demo/server/db/migrate.ts',
  find: "      await transaction.script(await readFile(new URL(name, folder), 'utf8'));\n",
  replace: `      await transaction.script(await readFile(new URL(name, folder), 'utf8'));
      if (name.startsWith('0001')) await transaction.script(${JSON.stringify(sql.join(';\n'))});\n`,
});

/** Commands that happen once (rules C-1 … C-6). */
const COMMANDS: readonly Mutant[] = [
  {
    name: 'no-dedupe-of-sends',
    bug: 'the server takes a message again whose clientMessageId it has',
    patches: [
      {
        file: 'host-demo/server/conversations/send.ts',
        find: 'if (earlier !== undefined) return sent(unit, earlier, true);',
        replace: '',
      },
      unguarded('ALTER TABLE messages DROP CONSTRAINT messages_conversation_id_author_id_client_message_id_key'),
    ],
    trials: [faults(EACH), CRASH],
  },
  {
    name: 'repeated-start-refused',
    bug: 'a conversation whose start was answered to nobody cannot be started again',
    patches: [
      {
        file: 'host-demo/server/conversations/start.ts',
        find: 'if (row.start_hash !== hash) throw conflict();',
        replace: 'throw conflict();',
      },
    ],
    trials: [faults(EACH)],
  },
  {
    name: 'acknowledged-before-commit',
    bug: 'a transaction is answered and its readers are woken before it is committed',
    patches: [
      {
        file: 'host-demo/server/db/postgres.ts',
        find: "      await run(client, 'COMMIT', undefined);\n      return result;",
        replace: `      const commit = (): Promise<unknown> => run(client, 'COMMIT', undefined);
      if (serving) committing = sleep(40).then(commit).catch((failed: Error) => (broken = failed));
      else await commit();
      return result;`,
      },
      {
        file: 'host-demo/server/db/postgres.ts',
        find: "      client.off('error', onError);\n      client.release(broken);",
        replace: `      void committing.then(() => {
        client.off('error', onError);
        client.release(broken);
      });`,
      },
      {
        file: 'host-demo/server/db/postgres.ts',
        find: '    let broken: Error | undefined;\n',
        replace: '    let broken: Error | undefined;\n    let committing: Promise<unknown> = Promise.resolve();\n',
      },
      // The tables have to be there before it serves.
      {
        file: 'host-demo/server/db/postgres.ts',
        find: '    await migrate(database);\n',
        replace: '    await migrate(database);\n    serving = true;\n',
      },
      {
        file: 'host-demo/server/db/postgres.ts',
        find: 'const attempts = 4;\n',
        replace: 'const attempts = 4;\nlet serving = false;\n',
      },
    ],
    trials: [CRASH],
  },
];

/** The log and its readers (rules L-1 … L-5, S-1). */
const LOG: readonly Mutant[] = [
  {
    name: 'number-outside-the-lock',
    bug: "numbers are drawn from the conversation's counter without holding its row",
    patches: [
      {
        file: 'host-demo/server/log/row.ts',
        find: "'SELECT * FROM conversations WHERE id = $1 FOR UPDATE'",
        replace: "'SELECT * FROM conversations WHERE id = $1'",
      },
      {
        file: 'host-demo/server/log/group-commit.ts',
        find: "'SELECT id FROM conversations WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE'",
        replace: "'SELECT id FROM conversations WHERE id = ANY($1::text[]) ORDER BY id'",
      },
      unguarded(
        'ALTER TABLE events DROP CONSTRAINT events_pkey',
        'CREATE INDEX events_by_seq ON events (conversation_id, seq)',
        'ALTER TABLE messages DROP CONSTRAINT messages_conversation_id_created_seq_key',
      ),
    ],
    trials: [CRASH],
  },
  {
    name: 'wake-up-lost',
    bug: 'a subscriber that has caught up does not read again, woken or not: it only gives heartbeats',
    patches: [
      {
        file: 'host-demo/server/log/follow.ts',
        find: '        page = await feed.read();\n',
        replace: '        page = this.beat ?? (await feed.read());\n',
      },
      {
        file: 'host-demo/server/log/follow.ts',
        find: '  private stopped = false;\n',
        replace: '  private stopped = false;\n  private beat: Page | undefined;\n',
      },
      {
        file: 'host-demo/server/log/follow.ts',
        find: '    this.onward = this.feed.given(page);\n',
        replace:
          "    this.onward = this.feed.given(page);\n    if (this.onward === 'wait' && page && 'events' in page) this.beat = { ...page, events: [] };\n",
      },
    ],
    trials: [faults(['websocket'])],
  },
  {
    name: 'reads-past-the-point',
    bug: 'a reader that comes back misses one event',
    patches: [{ file: 'host-demo/server/log/group-read.ts', find: 'seq > r.after ORDER BY', replace: 'seq > r.after + 1 ORDER BY' }],
    trials: [faults(EACH)],
  },
];

/** Answers (rules R-1 … R-7). */
const ANSWERS: readonly Mutant[] = [
  {
    name: 'no-fence',
    bug: 'a worker whose lease went writes on, and ends the answer that another one writes',
    patches: [
      {
        file: 'host-demo/server/log/group-commit.ts',
        find: "WHERE a.run_id IS NULL OR EXISTS (SELECT 1 FROM runs r WHERE r.id = a.run_id AND r.lease_token = a.token AND r.state = 'STREAMING')",
        replace: 'WHERE true',
      },
      {
        file: 'host-demo/server/replies/answer.ts',
        find: 'if (!(await renew(run.id))) return stop.abort(',
        replace: 'if (!(await renew(run.id))) void (',
      },
      {
        file: 'host-demo/server/replies/runs.ts',
        find: "WHERE id = $1 AND lease_token = $2 AND state = 'STREAMING'",
        replace: "WHERE id = $1 AND $2 <> ''",
      },
    ],
    trials: [CRASH],
  },
  {
    name: 'lease-never-swept',
    bug: 'nobody takes over the answers of a worker that died',
    patches: [
      {
        file: 'host-demo/server/replies/worker.ts',
        find: '  for (const run of lost) await recover(context, run);\n',
        replace: '  for (const run of lost.slice(0, 0)) await recover(context, run);\n',
      },
    ],
    trials: [CRASH],
  },
  {
    name: 'offset-in-bytes',
    bug: 'the place of a delta is counted in bytes, not in UTF-16 units',
    patches: [
      {
        file: 'host-demo/server/replies/delta-writer.ts',
        find: 'this.offset += text.length;',
        replace: 'this.offset += bytesOf(text);',
      },
    ],
    trials: [faults(EACH)],
  },
  {
    name: 'half-a-pair-lost',
    bug: 'a high surrogate at the end of a piece is not kept for the next',
    patches: [{ file: 'host-demo/server/log/text.ts', find: 'let text = this.held + piece;', replace: 'let text = piece;' }],
    trials: [CRASH],
  },
  {
    name: 'hash-of-the-rest',
    bug: "an answer's end has the hash of its last piece",
    patches: [
      {
        file: 'host-demo/server/replies/runs.ts',
        find: "sha256: createHash('sha256').update(text, 'utf8')",
        replace: "sha256: createHash('sha256').update(rest, 'utf8')",
      },
    ],
    trials: [faults(EACH)],
  },
];

/** The client's half that needs a real server to show: what it compares. */
const COMPARING: readonly Mutant[] = [
  {
    name: 'hash-of-trimmed-text',
    bug: 'the text of an answer is trimmed before it is compared with its hash',
    patches: [{ file: 'src/queries/hashes.ts', find: 'environment.sha256(text).then(', replace: 'environment.sha256(text.trim()).then(' }],
    trials: [faults(EACH)],
  },
];

export const SERVER_MUTANTS: readonly Mutant[] = [...COMMANDS, ...LOG, ...ANSWERS, ...COMPARING];
