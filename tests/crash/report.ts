import type { ConversationEvent } from '../../src/protocol/vocabulary.ts';
import { percentile } from '../faults/report.ts';
import type { Send } from './history.ts';
import { describePlan, type StrikeKind } from './plan.ts';
import type { Round } from './round.ts';
import { type CrashReport, crashesOf } from './run.ts';

/** Of one round all that may be printed, or a log of thousands of lines hides what matters. */
const MOST_ANOMALIES = 20;
const MOST_CONVERSATIONS = 3;

/** A round with what went wrong, the history of the conversations concerned, and how to play it again. */
export function failureText({ plan, struck, anomalies, history }: Round): string {
  const concerned = [...new Set(anomalies.flatMap(({ conversationId }) => (conversationId === null ? [] : [conversationId])))];
  const first = struck[0]?.at ?? 0;
  const lines = anomalies
    .slice(0, MOST_ANOMALIES)
    .map(({ what, conversationId }) => `  anomaly: ${what}${conversationId ? ` (in ${conversationId})` : ''}`);
  const histories = concerned
    .slice(0, MOST_CONVERSATIONS)
    .flatMap((id) => [
      `  history of ${id}, ms from the first strike:`,
      ...history.sends.filter(({ conversationId }) => conversationId === id).map((send) => `    ${sendText(send, first)}`),
      ...(history.told.find(({ conversationId }) => conversationId === id)?.events ?? []).map((event) => `    ${eventText(event)}`),
    ]);
  return [
    anomalies.length > 0 ? `FAILED with ${anomalies.length} anomalies` : 'passed',
    describePlan(plan),
    ...struck.map(
      ({ kind, at, date, victim, inFlight, writing }) =>
        `  ${Math.round(at - first)} ms (${new Date(date).toISOString()}): ${kind} ${victim}, ${inFlight} sends waiting for it, ${writing.length} answers being written`,
    ),
    ...lines,
    ...(anomalies.length > MOST_ANOMALIES ? [`  and ${anomalies.length - MOST_ANOMALIES} more`] : []),
    ...histories,
    `  the same schedule again (processes are real: not the same interleaving): npm run crash -- --replay ${plan.seed}`,
  ].join('\n');
}

function sendText({ writer, intent, begun, text, clientMessageId, attempts, outcome, message, code }: Send, first: number): string {
  const tries = attempts.map(
    ({ server, begun: from, ended, result }) => `${server} ${Math.round(from - first)}–${Math.round(ended - first)} ${result}`,
  );
  const as = message ? ` as ${message.id} number ${message.seq}` : '';
  return `${Math.round(begun - first)} writer ${writer} ${intent} "${text.slice(0, 40)}" ${clientMessageId}: ${tries.join('; ')} → ${outcome}${as}${code ? ` ${code}` : ''}`;
}

function eventText(event: ConversationEvent): string {
  const { seq, at, type } = event;
  const begin = `${seq} ${at} ${type}`;
  if (event.type === 'MessageAdded')
    return `${begin} ${event.message.author.role} ${event.message.id} "${event.message.text.slice(0, 40)}"`;
  if (event.type === 'MessageDelta') return `${begin} ${event.messageId}/${event.attempt} at ${event.offset} "${event.text}"`;
  if (event.type === 'MessageReset') return `${begin} ${event.messageId}/${event.attempt} ${event.reason}`;
  if (event.type === 'MessageFinished') return `${begin} ${event.messageId}/${event.attempt} ${event.state} ${event.length}`;
  return begin;
}

export function summary(report: CrashReport, seed: number): string {
  const { struck, sends, recoveries, tookMs } = report;
  const crashes = crashesOf(report);
  const kinds: readonly StrikeKind[] = ['server', 'worker', 'database', 'pause'];
  const seconds = tookMs / 1_000;
  return [
    '',
    `${crashes} crashes in ${report.rounds} rounds: ${struck.server} of a server, ${struck.worker} of a worker, ${struck.database} of the database; and ${struck.pause} workers paused beyond their lease`,
    `sends: ${sends.ok} ok, ${sends.fail} fail, ${sends.unknown} unknown (${report.unknownInLog} of them in the log); ${report.repeated} attempts were repeats, ${report.recognised} sends were found committed by them (${report.recognisedAway} had been answered UNAVAILABLE)`,
    `in the logs: ${report.messages} messages, ${report.answers} answers (${report.lostAttempts} attempts lost with their worker), ${report.events} events; live readers were given ${report.read}`,
    ...kinds.flatMap((kind) => {
      const its = recoveries.filter((recovery) => recovery.kind === kind);
      return its.length === 0
        ? []
        : [
            `${kind}: a send acknowledged again after ${spread(its.map(({ sendsMs }) => sendsMs))}; its answers taken up or ended after ${spread(its.map(({ answersMs }) => answersMs))}`,
          ];
    }),
    `${report.anomalies} anomalies, seed ${seed}, ${seconds.toFixed(0)} s (${(seconds / Math.max(1, crashes)).toFixed(2)} s a crash)`,
  ].join('\n');
}

function spread(values: readonly (number | null)[]): string {
  const ms = values.filter((value) => value !== null);
  if (ms.length === 0) return '(nothing to recover)';
  const at = (part: number): string => String(Math.round(percentile(ms, part) ?? 0));
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms (${ms.length})`;
}
