import type { Anomaly, Send, Told } from './history.ts';

/** A message of a customer as the log has it. */
interface Logged {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly id: string;
  readonly seq: number;
  readonly text: string;
}

/**
 * What was acknowledged is in the log exactly once, as it was acknowledged; what was refused is nowhere; what nobody heard of is there
 * at most once; and a send that began after another was acknowledged has the greater number, whichever writers sent them.
 */
export function checkSends(sends: readonly Send[], told: readonly Told[]): readonly Anomaly[] {
  const logged = told.flatMap(loggedOf);
  const byId = group(logged, ({ clientMessageId }) => clientMessageId);
  const byText = group(logged, ({ text }) => text);
  const known = new Set(sends.map(({ clientMessageId, text }) => `${clientMessageId} ${text}`));
  const anomalies: Anomaly[] = [];
  for (const send of sends) {
    const there = byId.get(send.clientMessageId) ?? [];
    const whats = faultsOf(send, there, byText.get(send.text) ?? []);
    anomalies.push(...whats.map((what) => ({ what: `${nameOf(send)} ${what}`, conversationId: send.conversationId })));
  }
  for (const { conversationId, clientMessageId, text, seq } of logged)
    if (!known.has(`${clientMessageId} ${text}`))
      anomalies.push({ what: `the message with number ${seq}, "${text.slice(0, 80)}", was never sent`, conversationId });
  return [...anomalies, ...outOfOrder(sends, byId)];
}

function loggedOf({ conversationId, events }: Told): readonly Logged[] {
  return events.flatMap((event) => {
    if (event.type !== 'MessageAdded' || event.message.author.role !== 'USER') return [];
    const { id, text, clientMessageId } = event.message;
    return [{ conversationId, clientMessageId: clientMessageId ?? '', id, seq: event.seq, text }];
  });
}

function faultsOf(send: Send, there: readonly Logged[], sameText: readonly Logged[]): readonly string[] {
  if (send.intent === 'conflict' || send.intent === 'foreign' || send.intent === 'large') {
    if (send.outcome === 'ok') return ['was accepted although it had to be refused'];
    return sameText.length > 0 ? [`was ${send.outcome === 'fail' ? 'refused' : 'to be refused'} and is in the log`] : [];
  }
  if (send.outcome === 'fail') {
    const refused = `was refused (${send.code})`;
    return [sameText.length > 0 ? `${refused} and is in the log` : `${refused} although nothing was wrong with it`];
  }
  if (there.length > 1) return [`was ${send.outcome === 'ok' ? 'acknowledged once' : 'sent once'} and is in the log ${there.length} times`];
  if (send.outcome === 'unknown') return [];
  return acknowledgedFaults(send, there[0]);
}

function acknowledgedFaults(send: Send, logged: Logged | undefined): readonly string[] {
  if (!logged) return ['was acknowledged and is not in the log'];
  const faults: string[] = [];
  if (logged.conversationId !== send.conversationId) faults.push(`is in another conversation, ${logged.conversationId}`);
  if (logged.text !== send.text) faults.push(`is in the log as "${logged.text}"`);
  if (send.message?.id !== logged.id || send.message.seq !== logged.seq)
    faults.push(`was acknowledged as ${send.message?.id} with number ${send.message?.seq}, the log has ${logged.id} with ${logged.seq}`);
  if (send.intent === 'again' && !send.deduplicated) faults.push('was repeated after its acknowledgement and not recognised');
  return faults;
}

/** An unknown one may take effect at any time after it began, so nothing has to come after it; it has to come after what was acknowledged before it began. */
function outOfOrder(sends: readonly Send[], byId: ReadonlyMap<string, readonly Logged[]>): readonly Anomaly[] {
  const present = sends.flatMap((send) => {
    const logged = byId.get(send.clientMessageId)?.[0];
    return logged && (send.intent === 'plain' || send.intent === 'once') ? [{ send, seq: logged.seq }] : [];
  });
  const anomalies: Anomaly[] = [];
  for (const its of group(present, ({ send }) => send.conversationId).values())
    for (const first of its)
      for (const second of its)
        if (first.send.outcome === 'ok' && first.send.ended < second.send.begun && first.seq > second.seq)
          anomalies.push({
            what: `${nameOf(first.send)} was acknowledged before ${nameOf(second.send)} began, and has number ${first.seq} after ${second.seq}`,
            conversationId: first.send.conversationId,
          });
  return anomalies;
}

function nameOf({ writer, text }: Send): string {
  return `writer ${writer}'s "${text.slice(0, 40)}"`;
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const its = groups.get(key);
    if (its) its.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
