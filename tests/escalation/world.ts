import { randomUUID } from 'node:crypto';
import { DEMO_AUDIENCE, DEMO_ISSUER, demoToken } from '../../host-demo/server/auth/demo.ts';
import type { Backend, Identity } from '../../host-demo/server/conversations/api.ts';
import type { Context } from '../../host-demo/server/conversations/context.ts';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPglite } from '../../host-demo/server/db/pglite.ts';
import type { Escalation, Participant } from '../../host-demo/server/generated/schema.ts';
import { createServer } from '../../host-demo/server/http/server.ts';
import { changeConversation } from '../../host-demo/server/log/unit.ts';
import { endRun, type RunRow } from '../../host-demo/server/replies/runs.ts';
import { scaleLimits } from '../faults/limits.ts';
import { backendOn, contextOn, silent } from '../log/harness.ts';
import type { CustomerPage } from './customer-page.ts';
import { Page } from './page.ts';
import { FASTER, type WireDoor, WirePage } from './wire-page.ts';

/** A Monday morning. */
export const BEGINNING = Date.UTC(2026, 10, 23, 9);
/** What a customer wrote whose conversation is nobody else's. */
export const FOREIGN = 'Nobody but the one who wrote it reads this.';
const HEARTBEAT_MS = 20;
/** Whoever reads over sockets costs a request or a frame with each. */
const WIRE_HEARTBEAT_MS = 100;
/** Tokens outlive any life. */
const TOKEN_S = 10 * 365 * 86_400;
const LIMITS = {
  ...{ messagesPerMinute: 1_000_000, staffMessagesPerMinute: 1_000_000, headsMs: 600_000, revocationsMs: 600_000 },
  // What time does is done beside the backend, whose readers nobody wakes for it.
  heartbeatMs: HEARTBEAT_MS,
} as const;
const TABLES = 'conversations, events, messages, runs, read_marks, typing, requests, change_heads, staff, staff_organizations';

/** A step of the escalation as it stands in the log. */
export interface Logged {
  readonly seq: number;
  readonly at: number;
  readonly escalation: Escalation;
  readonly actor: Participant;
}

/** The real backend on a database in this process, with a clock that only moves when it is told to, and nobody who answers by themselves. */
export class World {
  now = BEGINNING;
  readonly database: Database;
  backend!: Backend;
  readonly context: Context;
  /** Where pages are opened over sockets; null: at the backend itself. */
  wire: WireDoor | null = null;
  #end: () => Promise<void> = async () => undefined;

  private constructor(database: Database) {
    this.database = database;
    this.context = contextOn(database, { clock: () => this.now });
  }

  static async open(): Promise<World> {
    const world = new World(await openPglite('memory://'));
    world.backend = await backendOn(world.database, { answers: false, clock: () => world.now, limits: LIMITS });
    world.#end = async () => {
      await world.backend.shutdown(0);
      await world.database.close();
    };
    return world;
  }

  /** The same behind the whole server: its pages are whole clients over sockets. */
  static async listen(): Promise<World> {
    const secret = randomUUID() + randomUUID();
    let world: World | undefined;
    const { server: limits, doors } = scaleLimits(FASTER);
    const server = await createServer({
      answers: false,
      responder: silent,
      clock: () => world?.now ?? BEGINNING,
      // Times of people stay as they are written down in the rules; only the waits of the line are shorter.
      limits: { ...LIMITS, longPollMs: limits.longPollMs, heartbeatMs: WIRE_HEARTBEAT_MS },
      doorLimits: doors,
      tokens: { secret, jwksUrl: null, issuer: DEMO_ISSUER, audience: DEMO_AUDIENCE },
      prepare: async (database) => {
        world = new World(database);
      },
    });
    if (world === undefined) throw new Error('The server started without its database.');
    const { backend, port } = server;
    const token = ({ subject, role, name, organizations }: Identity): Promise<string> =>
      demoToken({ id: subject, role, name, organizations }, Buffer.from(secret), BEGINNING, TOKEN_S);
    return Object.assign(world, { backend, wire: { port, backend, token } satisfies WireDoor }).#ending(() => server.close());
  }

  async openPage(who: Identity, id: string): Promise<CustomerPage> {
    return this.wire === null ? new Page(this.backend, who, id) : WirePage.open(this.wire, who, id);
  }

  close(): Promise<void> {
    return this.#end();
  }

  #ending(end: () => Promise<void>): World {
    this.#end = end;
    return this;
  }

  /** Forgets everything but what another customer says, so that the hundredth life is as quick as the first. */
  async clear(): Promise<void> {
    await this.database.script(`TRUNCATE ${TABLES} CASCADE`);
    const { customer } = people();
    const firstMessage = { clientMessageId: randomUUID(), text: FOREIGN };
    await this.backend.startConversation(customer, { clientConversationId: randomUUID(), firstMessage });
  }

  async headOf(id: string): Promise<number> {
    const rows = await this.database.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [id]);
    return rows[0]?.last_seq ?? 0;
  }

  async notesOf(id: string): Promise<string | null> {
    const rows = await this.database.query<{ notes_id: string | null }>('SELECT notes_id FROM conversations WHERE id = $1', [id]);
    return rows[0]?.notes_id ?? null;
  }

  async stepsOf(id: string): Promise<readonly Logged[]> {
    const rows = await this.database.query<{ seq: number; at: number; body: string }>(
      "SELECT seq, at, body FROM events WHERE conversation_id = $1 AND type = 'EscalationChanged' ORDER BY seq",
      [id],
    );
    return rows.map(({ seq, at, body }) => ({ seq, at: Number(at), ...(JSON.parse(body) as Pick<Logged, 'escalation' | 'actor'>) }));
  }

  async openRun(id: string): Promise<RunRow | undefined> {
    const rows = await this.database.query<RunRow>("SELECT * FROM runs WHERE conversation_id = $1 AND state IN ('PENDING', 'STREAMING')", [
      id,
    ]);
    return rows[0];
  }

  async lastWord(id: string): Promise<string | undefined> {
    const rows = await this.database.query<{ role: string }>(
      'SELECT role FROM messages WHERE conversation_id = $1 ORDER BY created_seq DESC LIMIT 1',
      [id],
    );
    return rows[0]?.role;
  }

  /** Ends the answer that is open, as its worker would; false when none is. */
  async answer(id: string, proposes: boolean): Promise<boolean> {
    const run = await this.openRun(id);
    if (run === undefined) return false;
    await changeConversation(this.context, id, (unit) =>
      endRun(
        this.context,
        unit,
        { ...run, covered_seq: unit.row.last_seq },
        { state: 'COMPLETED', rest: 'An answer.', ...(proposes ? { escalate: 'No article' } : {}) },
      ),
    );
    return true;
  }
}

/** A customer and two members of staff in an organisation of their own. */
export function people(): { readonly customer: Identity; readonly staff: readonly [Identity, Identity] } {
  const organizations = [{ id: `org-${randomUUID()}`, name: 'Own' }];
  const someone = (role: Identity['role'], name: string): Identity => ({
    ...{ subject: `${name}-${randomUUID()}`, role, name, organizations, expiresAt: null, issuedAt: 0 },
  });
  return { customer: someone('USER', 'Cara'), staff: [someone('AGENT', 'Sam'), someone('AGENT', 'Kim')] };
}
