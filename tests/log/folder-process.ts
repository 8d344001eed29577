/**
 * A server's data side as a process of its own, for tests that kill it: opens the folder given, answers without end, and says what
 * it did in lines of JSON. A second argument is a question to ask.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import { ask, backendOn, type customer, responder } from './harness.ts';

const [folder = '', question] = process.argv.slice(2);
const who: ReturnType<typeof customer> = {
  subject: 'cara',
  role: 'USER',
  name: 'Cara',
  organizations: [{ id: 'org-1', name: 'Organisation' }],
  expiresAt: null,
  issuedAt: 0,
};

function say(fields: object): void {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}

const endless = responder(async function* (request) {
  for (let index = 0; !request.signal.aborted; index++) {
    await sleep(10);
    yield { type: 'text', text: `${index} ` };
  }
});

try {
  const database = await openPglite(folder);
  const backend = await backendOn(database, { responder: endless });
  say({ opened: true });
  if (question !== undefined) {
    const { id, epoch } = await ask(backend, who, question);
    for await (const page of backend.followEvents(who, id, { epoch, seq: 0 }, new AbortController().signal)) {
      say({ id, epoch, seq: page?.events.at(-1)?.seq, deltas: page?.events.filter((event) => event.__typename === 'MessageDelta').length });
    }
  }
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
