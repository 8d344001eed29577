import { randomUUID } from 'node:crypto';
import { Revocations } from '../auth/revocations.ts';
import { asOfNow, scopesOf, staffSees } from '../authorisation.ts';
import type { Database } from '../db/database.ts';
import { colleagues } from '../escalation/colleagues.ts';
import { claimConversation, requestHuman, returnToAssistant, transferConversation } from '../escalation/commands.ts';
import { handoverDraft } from '../escalation/handover.ts';
import { keepPresent, readPresence, setPresence } from '../escalation/presence.ts';
import type { Viewer } from '../generated/schema.ts';
import type { Closing } from '../log/follow.ts';
import { GroupCommit } from '../log/group-commit.ts';
import { GroupRead } from '../log/group-read.ts';
import { conversationKey, Wakes } from '../log/wake.ts';
import { messageAttempts } from '../replies/attempts.ts';
import { Beat } from '../replies/beat.ts';
import { retryRun, stopRun } from '../replies/commands.ts';
import { suggestReply } from '../replies/suggest.ts';
import { Worker } from '../replies/worker.ts';
import type { Responder } from '../responders/responder.ts';
import { type Backend, defaultLimits, type Identity, type Limits, type Logger } from './api.ts';
import { readChanges } from './changes.ts';
import { closeConversation, markRead, rateConversation, rateMessage, renameConversation, reopenConversation } from './commands.ts';
import type { Context } from './context.ts';
import { followChanges, followEvents, pollBoth, pollChanges, pollEvents, readEvents } from './feeds.ts';
import { listConversations, listEscalations } from './list.ts';
import { searchSavedAnswers } from './saved-answers.ts';
import { leaveMessage, sendMessage } from './send.ts';
import { readSnapshot } from './snapshot.ts';
import { startConversation } from './start.ts';
import { setTyping } from './typing.ts';

export interface BackendOptions {
  readonly database: Database;
  readonly responder: Responder;
  readonly limits?: Partial<Limits>;
  readonly logger: Logger;
  /** Milliseconds since 1970; tests move it. */
  readonly clock?: () => number;
  /** A new id. */
  readonly random?: () => string;
  /** False for a process that only reads and commands: others answer. */
  readonly answers?: boolean;
}

/** setTimeout's and the contract's limit, in seconds. */
const longestLifeSeconds = 2_147_483;
/** A desk's reads renew its presence so often while it lasts, at most. */
const presenceRenewals = 5;

/** Starts the loops of this process on a migrated database. Throws `DatabaseUnavailable`. */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { database, responder, logger, clock = Date.now, random = randomUUID } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const wakes = new Wakes(database, randomUUID());
  await wakes.start(limits.headsMs);
  const revocations = new Revocations({ database, wakes, everyMs: limits.revocationsMs });
  await revocations.start();
  const closing: Closing = { reconnectWithinMs: null };
  const commits = new GroupCommit(database, wakes, clock);
  const reads = new GroupRead(database, clock);
  const context: Context = {
    database,
    wakes,
    commits,
    reads,
    beat: new Beat(limits.coalesceMs),
    responder,
    limits,
    logger,
    clock,
    random,
    closing,
    staffSees,
    held: new Map(),
  };
  const worker = options.answers === false ? undefined : new Worker(context);
  await worker?.start();
  return {
    ...asked({ ...queries(context), ...commands(context) }, (who) => asOfNow(who, revocations)),
    answering: (organizationIds) => worker?.answering(organizationIds) ?? 0,
    abandonAnswers: (organizationIds) => worker?.abandon(organizationIds) ?? 0,
    async ping() {
      await database.query('SELECT 1');
    },
    async shutdown(reconnectWithinMs) {
      closing.reconnectWithinMs = reconnectWithinMs;
      wakes.wakeAll();
      await worker?.close();
      await revocations.stop();
      await wakes.stop();
    },
  };
}

/** The methods, each asked by whoever its caller is by now: here and nowhere else, so that no method can forget it. */
function asked<Methods extends object>(methods: Methods, now: (who: Identity) => Identity): Methods {
  const isIdentity = (value: unknown): value is Identity => typeof value === 'object' && value !== null && 'issuedAt' in value;
  const entries = Object.entries(methods).map(([name, method]) => [
    name,
    (first: unknown, ...rest: unknown[]) => method(isIdentity(first) ? now(first) : first, ...rest),
  ]);
  return Object.fromEntries(entries) as Methods;
}

type Commands = Pick<
  Backend,
  | 'startConversation'
  | 'sendMessage'
  | 'stopRun'
  | 'retryRun'
  | 'closeConversation'
  | 'reopenConversation'
  | 'renameConversation'
  | 'markRead'
  | 'setTyping'
  | 'rateMessage'
  | 'rateConversation'
  | 'requestHuman'
  | 'returnToAssistant'
  | 'claimConversation'
  | 'transferConversation'
  | 'leaveMessage'
  | 'suggestReply'
  | 'setPresence'
>;

function commands(context: Context): Commands {
  return {
    startConversation: (who, input) => startConversation(context, who, input),
    sendMessage: (who, input) => sendMessage(context, who, input),
    stopRun: (who, input) => stopRun(context, who, input),
    retryRun: (who, input) => retryRun(context, who, input),
    closeConversation: (who, input) => closeConversation(context, who, input),
    reopenConversation: (who, input) => reopenConversation(context, who, input),
    renameConversation: (who, input) => renameConversation(context, who, input),
    markRead: (who, id, seq) => markRead(context, who, id, seq),
    setTyping: (who, id, typing) => setTyping(context, who, id, typing),
    rateMessage: (who, input) => rateMessage(context, who, input),
    rateConversation: (who, input) => rateConversation(context, who, input),
    requestHuman: (who, input) => requestHuman(context, who, input),
    returnToAssistant: (who, input) => returnToAssistant(context, who, input),
    claimConversation: (who, input) => claimConversation(context, who, input),
    transferConversation: (who, input) => transferConversation(context, who, input),
    leaveMessage: (who, input) => leaveMessage(context, who, input),
    suggestReply: (who, input) => suggestReply(context, who, input),
    async setPresence(who, presence) {
      if (who.role === 'AGENT') await setPresence(context, who, presence);
      return viewer(context, who);
    },
  };
}

function queries(context: Context): Omit<Backend, keyof Commands | 'answering' | 'abandonAnswers' | 'ping' | 'shutdown'> {
  const present = presenceOfDesks(context);
  return {
    viewer: (who) => viewer(context, who),
    conversation: (who, id, lastMessages, before = null) => readSnapshot(context, who, id, lastMessages, before),
    conversations: (who, filter, first, after) => listConversations(context, who, filter, first, after),
    escalations: (who, filter, first, after) => listEscalations(context, who, filter, first, after),
    readEvents: (who, conversationId, after, limit) => readEvents(context, who, { conversationId, after, limit }),
    readChanges: (who, after) => present(who, () => readChanges(context, who, after)),
    pollEvents: (who, request, waitMs, signal) => present(who, () => pollEvents(context, who, request, waitMs, signal)),
    pollChanges: (who, after, waitMs, signal) => present(who, () => pollChanges(context, who, after, waitMs, signal)),
    poll: (who, request, waitMs, signal) => present(who, () => pollBoth(context, who, request, waitMs, signal)),
    waitForEvents: (id, seq, signal, maxMs) => waitForEvents(context, id, seq, signal, maxMs),
    waitForChanges: (who, signal, maxMs) => context.wakes.wait(scopesOf(who), context.wakes.ticket(), signal, maxMs),
    followEvents: (who, id, after, signal) => followEvents(context, who, id, after, signal),
    followChanges: (who, after, signal, silentMs) =>
      followChanges(context, who, after, signal, () => present(who, async () => undefined, silentMs)),
    handoverDraft: (who, id) => handoverDraft(context, who, id),
    messageAttempts: (who, id) => messageAttempts(context, who, id),
    savedAnswers: async (who, search, first) =>
      who.role === 'AGENT' && who.organizations.length > 0 ? searchSavedAnswers(search, first) : [],
    colleagues: (who, organizationId) => colleagues(context, who, organizationId),
  };
}

/** The head is asked after the ticket is taken, so an event between the caller's read and this wait ends it at once. */
async function waitForEvents(context: Context, id: string, seq: number, signal: AbortSignal, maxMs: number): Promise<void> {
  const ticket = context.wakes.ticket();
  const rows = await context.database.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [id]).catch(() => []);
  if ((rows[0]?.last_seq ?? 0) > seq) return;
  await context.wakes.wait([conversationKey(id)], ticket, signal, maxMs, seq);
}

async function viewer(context: Context, who: Identity): Promise<Viewer> {
  const left = who.expiresAt === null ? null : Math.floor((who.expiresAt - context.clock()) / 1_000);
  return {
    __typename: 'Viewer',
    id: who.subject,
    role: who.role,
    name: who.name,
    organizations: who.organizations.map(({ id, name }) => ({ __typename: 'Organization', id, name })),
    presence: who.role === 'AGENT' ? await readPresence(context, who) : null,
    tokenExpiresInSeconds: left === null ? null : Math.min(Math.max(0, left), longestLifeSeconds),
  };
}

/** A member of staff who reads the lists has a desk connected: that keeps their presence (rule X-9). */
function presenceOfDesks(
  context: Context,
): <Result>(who: Identity, read: () => Promise<Result>, silentMs?: () => number) => Promise<Result> {
  const renewed = new Map<string, number>();
  const renewMs = context.limits.presenceMs / presenceRenewals;
  return async (who, read, silentMs) => {
    const seen = context.clock() - (silentMs?.() ?? 0);
    if (who.role === 'AGENT' && seen - (renewed.get(who.subject) ?? 0) >= renewMs) {
      renewed.set(who.subject, seen);
      await keepPresent(context, who, seen).catch(() => undefined);
    }
    return read();
  };
}
