import { createHash } from 'node:crypto';
import { isMember, maySee } from '../authorisation.ts';
import { DatabaseUnavailable, type Queryable } from '../db/database.ts';
import type { ConversationPayload, LogHead, UserError } from '../generated/schema.ts';
import type { ConversationRow } from '../log/row.ts';
import { changeConversation, type Unit } from '../log/unit.ts';
import type { Identity } from './api.ts';
import type { Context } from './context.ts';
import { conflict, notFound, Refusal } from './refusal.ts';
import { readSummary } from './summary.ts';

interface AnyPayload {
  deduplicated: boolean;
  error: UserError | null;
}

export interface Command<Payload extends AnyPayload> {
  readonly mutation: string;
  readonly conversationId: string;
  readonly input: { readonly clientRequestId: string };
  /** Changes the conversation; what it returns makes the payload after everything is written. */
  readonly work: (unit: Unit) => Promise<(unit: Unit) => Promise<Payload> | Payload>;
  readonly refused: (error: UserError) => Payload;
  /** Which conversations of their organisations it may be asked of, where that is not those they see. */
  readonly allowed?: (row: ConversationRow) => boolean;
}

/**
 * One command on one conversation: held, looked up by its request id, allowed, done, remembered – in one transaction, so that it
 * happens exactly once (rules C-1 … C-4).
 */
export async function runCommand<Payload extends AnyPayload>(context: Context, who: Identity, command: Command<Payload>): Promise<Payload> {
  return orRefused(command.refused, async () => {
    const payload = await changeConversation(context, command.conversationId, async (unit) => {
      // A result is repeated to whom it took the conversation from, but not to whom the organisation was taken from.
      if (!isMember(who, unit.row)) throw notFound();
      const earlier = await earlierResult<Payload>(unit.transaction, who, command);
      if (earlier !== undefined) return earlier;
      if (!(command.allowed?.(unit.row) ?? maySee(who, unit.row))) throw notFound();
      const result = await command.work(unit);
      await unit.flush();
      const done = await result(unit);
      await remember(context, unit, who, command, done);
      return done;
    });
    if (payload === undefined) throw notFound();
    return payload;
  });
}

/** The command for mutations that answer with the conversation's summary. */
export function conversationCommand(
  context: Context,
  who: Identity,
  command: Pick<Command<ConversationPayload>, 'mutation' | 'allowed'> & {
    input: { conversationId: string; clientRequestId: string };
    work: (unit: Unit) => Promise<void>;
  },
): Promise<ConversationPayload> {
  return runCommand<ConversationPayload>(context, who, {
    mutation: command.mutation,
    conversationId: command.input.conversationId,
    input: command.input,
    ...(command.allowed === undefined ? {} : { allowed: command.allowed }),
    work: async (unit) => {
      await command.work(unit);
      return async () => {
        const payload = await summaryPayload(unit, who);
        // Whom it was asked of without being shown it is told nothing of it.
        return command.allowed !== undefined && payload.conversation === null ? { ...payload, head: null } : payload;
      };
    },
    refused: refusedConversation,
  });
}

export async function summaryPayload(unit: Unit, who: Identity): Promise<ConversationPayload> {
  await unit.flush();
  return {
    __typename: 'ConversationPayload',
    conversation: await readSummary(unit.transaction, who, unit.row.id),
    head: headOf(unit),
    deduplicated: false,
    error: null,
  };
}

export function refusedConversation(error: UserError): ConversationPayload {
  return { __typename: 'ConversationPayload', conversation: null, head: null, deduplicated: false, error };
}

export function headOf(unit: Unit): LogHead {
  return { __typename: 'LogHead', epoch: unit.row.epoch, seq: unit.row.last_seq };
}

/** Turns refusals, and a database that is away, into the payload's error. */
export async function orRefused<Payload>(refused: (error: UserError) => Payload, work: () => Promise<Payload>): Promise<Payload> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return refused(error.userError);
    if (error instanceof DatabaseUnavailable) {
      return refused(
        new Refusal('UNAVAILABLE', 'The chat server cannot reach its database. Nothing was done; try again.', {
          retryable: true,
          retryAfterMs: 2_000,
        }).userError,
      );
    }
    throw error;
  }
}

/** The same for any order of keys. */
export function hashOf(value: unknown): string {
  const sorted = JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, it]) => it !== undefined && it !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
  return createHash('sha256').update(sorted).digest('base64url');
}

async function earlierResult<Payload extends AnyPayload>(
  transaction: Queryable,
  who: Identity,
  command: { mutation: string; input: { readonly clientRequestId: string } },
): Promise<Payload | undefined> {
  const rows = await transaction.query<{ input_hash: string; result: string }>(
    'SELECT input_hash, result FROM requests WHERE viewer = $1 AND mutation = $2 AND id = $3',
    [viewerOf(who), command.mutation, command.input.clientRequestId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.input_hash !== hashOf(command.input)) throw conflict();
  return { ...(JSON.parse(row.result) as Payload), deduplicated: true };
}

async function remember<Payload extends AnyPayload>(
  context: Context,
  unit: Unit,
  who: Identity,
  command: Command<Payload>,
  result: Payload,
): Promise<void> {
  const rows = await unit.transaction.query(
    `INSERT INTO requests (viewer, mutation, id, input_hash, result, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      viewerOf(who),
      command.mutation,
      command.input.clientRequestId,
      hashOf(command.input),
      JSON.stringify(result),
      unit.now + context.limits.idempotencyMs,
    ],
  );
  // Taken meanwhile by the same id on another conversation.
  if (rows.length === 0) throw conflict();
}

function viewerOf(who: Identity): string {
  return `${who.role}:${who.subject}`;
}
