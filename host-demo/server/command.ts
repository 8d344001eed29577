/** `npm run server -- COMMAND`: what an operator does with the server and its data. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { revoke, unrevoke } from './auth/revocations.ts';
import { changeEpochs } from './db/change-epochs.ts';
import type { Database } from './db/database.ts';
import { DataFolderInUse } from './db/lock.ts';
import { openDatabase } from './db/open.ts';
import { explainFailure } from './start/failure.ts';

const HELP = `npm run server -- COMMAND

  start                                           the server alone, without the demo's pages
  new-epoch [--conversation ID]                   after a restore: every reader takes a snapshot, what was not acknowledged is sent again
  revoke --subject SUB [--organization ID]        ends what tokens issued until now open, in one organization or in all, within 5 s
  unrevoke --subject SUB [--organization ID]      takes that back; without an organization all of it
  help                                            this

SUB is the "sub" of the person's tokens. The commands work on the Postgres of DATABASE_URL while its servers run, else on the data
folder DATA_DIR (.data), whose server has to be stopped for them.
`;

/** The command line cannot be understood; the message says what is wrong with it. */
class UsageError extends Error {}

const options = {
  conversation: { type: 'string' },
  subject: { type: 'string' },
  organization: { type: 'string' },
  organisation: { type: 'string' },
} as const;
type Given = Partial<Record<keyof typeof options, string>>;

interface Command {
  readonly takes: readonly string[];
  /** Checks what was given, and gives what to do; the sentence that returns is printed. @throws UsageError */
  prepare(given: Given): (database: Database) => Promise<string>;
}

const commands: Readonly<Record<string, Command>> = {
  'new-epoch': {
    takes: ['conversation'],
    prepare:
      ({ conversation = null }) =>
      async (database) => {
        const count = await changeEpochs(database, conversation);
        if (conversation !== null && count === 0) throw new UsageError(`There is no conversation "${conversation}". Nothing was changed.`);
        if (conversation !== null) return `Conversation ${conversation} has a new epoch.`;
        return count === 1 ? 'The only conversation has a new epoch.' : `All ${count} conversations have a new epoch.`;
      },
  },
  revoke: {
    takes: ['subject', 'organization', 'organisation'],
    prepare(given) {
      const who = revokedOf(given);
      return async (database) => {
        const at = Date.now();
        await revoke(database, who, at);
        return `Tokens of ${who.subject} issued before ${new Date(at).toISOString()} open nothing in ${placeOf(who.organizationId)} any more.`;
      };
    },
  },
  unrevoke: {
    takes: ['subject', 'organization', 'organisation'],
    prepare(given) {
      const who = revokedOf(given);
      return async (database) => {
        const count = await unrevoke(database, who);
        if (count === 0) throw new UsageError(`Nothing of ${who.subject} was revoked in ${placeOf(who.organizationId)}.`);
        return `The access of ${who.subject} to ${placeOf(who.organizationId)} is no longer revoked.`;
      };
    },
  },
};

function revokedOf({ subject, organization, organisation }: Given): { subject: string; organizationId: string | null } {
  if (subject === undefined || subject === '') throw new UsageError('Name the person: --subject SUB, the "sub" of their tokens.');
  const organizationId = organization ?? organisation ?? null;
  if (organizationId === '') throw new UsageError('--organization is empty: name one, or leave it out for all.');
  return { subject, organizationId };
}

const placeOf = (organizationId: string | null): string =>
  organizationId === null ? 'any organization' : `organization ${organizationId}`;

/** What was asked for. @throws UsageError */
function parse(argv: readonly string[]): { readonly name: string; readonly given: Given } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [name = 'help', extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many.`);
    const takes = commands[name]?.takes ?? [];
    const unwanted = Object.keys(values).find((option) => !takes.includes(option));
    if (unwanted !== undefined) throw new UsageError(`"${name}" takes no --${unwanted}.`);
    return { name, given: values };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError, DataFolderInUse, DatabaseUnavailable */
async function withDatabase(name: string, work: (database: Database) => Promise<string>): Promise<string> {
  const databaseUrl = process.env.DATABASE_URL?.trim() || undefined;
  const dataFolder = dataDir();
  const hasData = await stat(join(dataFolder, 'pg')).then(
    () => true,
    () => false,
  );
  if (databaseUrl === undefined && !hasData)
    throw new UsageError(`There is no data in ${dataFolder}: set DATA_DIR to the server's folder, or DATABASE_URL to its Postgres.`);
  const database = await openDatabase({ dataFolder, databaseUrl }).catch((error: unknown) => {
    if (!(error instanceof DataFolderInUse)) throw error;
    throw new UsageError(
      `The data folder ${dataFolder} is in use by a running server (process ${error.holder}), and no second process may open it. ` +
        `Stop that server, run "${name}" again, then start it. (With DATABASE_URL, "${name}" works while servers run.)`,
    );
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const dataDir = (): string => process.env.DATA_DIR?.trim() || '.data';

async function main(): Promise<void> {
  const { name, given } = parse(process.argv.slice(2));
  if (name === 'help') return void process.stdout.write(HELP);
  // Only now: the other commands need nothing of the doors and the articles, and are there sooner without them.
  if (name === 'start') return (await import('./main.ts')).runServer();
  const command = commands[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}". "npm run server -- help" lists them.`);
  console.log(await withDatabase(name, command.prepare(given)));
}

main().catch((error: unknown) => {
  console.error(explainFailure(error, dataDir()));
  process.exitCode = 1;
});
