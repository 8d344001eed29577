import { hash } from 'node:crypto';
import type { Viewing } from '../authorisation.ts';
import { etaSeconds, secondsPerPlaceSql } from '../escalation/wait.ts';
import type { LiveState, Participant } from '../generated/schema.ts';
import type { ConversationRow } from './row.ts';

interface LiveParticipant {
  readonly id: string;
  readonly role: Participant['role'];
  readonly name: string;
}

/** The columns `liveColumns` adds. */
export interface LiveRow {
  readonly typing: string;
  readonly read_marks: string;
  readonly ahead: number | null;
  readonly overdue: boolean | null;
  readonly seconds_per_place: number | null;
}

/** Selected beside `conversations c` in the same statement, so the state is of one moment. `now` names the parameter with the time. */
export function liveColumns(now: string): string {
  return `
    (SELECT coalesce(json_agg(json_build_object('id', t.participant_id, 'role', t.role, 'name', t.name) ORDER BY t.participant_id), '[]')::text
       FROM typing t WHERE t.conversation_id = c.id AND t.until > ${now}) AS typing,
    (SELECT coalesce(json_agg(json_build_object('id', r.participant_id, 'role', r.role, 'name', r.name, 'seq', r.seq) ORDER BY r.participant_id), '[]')::text
       FROM read_marks r WHERE r.conversation_id = c.id) AS read_marks,
    CASE WHEN c.escalation_state = 'QUEUED' THEN
      (SELECT count(*) FROM conversations q WHERE q.organization_id = c.organization_id AND q.escalation_state = 'QUEUED'
         AND (q.requested_at, q.id) < (c.requested_at, c.id)) END AS ahead,
    c.escalation_state = 'QUEUED' AND c.expected_at < ${now} AS overdue,
    CASE WHEN c.escalation_state = 'QUEUED' THEN ${secondsPerPlaceSql('c.organization_id')} END AS seconds_per_place`;
}

/** States made before, so that a page of an answer does not bring its own; forgotten all at once. */
let known = new Map<string, LiveState>();
const mostKnown = 5_000;

/** `liveState`, made once for those who are shown the same. */
export function knownLiveState(who: Viewing, row: Pick<ConversationRow, 'agent_id'> & LiveRow): LiveState {
  const viewer = row.typing === nobody ? who.role : `${who.role} ${who.subject}`;
  const key = JSON.stringify([viewer, row.agent_id, row.ahead, row.overdue, row.seconds_per_place, row.typing, row.read_marks]);
  const state = known.get(key) ?? liveState(who, row);
  if (known.size >= mostKnown) known = new Map();
  known.set(key, state);
  return state;
}

/** How the database writes an empty list. */
export const nobody = '[]';

/** What the viewer may know of who types and has read: a customer sees the person they talk to, not those who look on. */
export function liveState(who: Viewing, row: Pick<ConversationRow, 'agent_id'> & LiveRow): LiveState {
  const shown = (it: LiveParticipant) => who.role === 'AGENT' || it.role !== 'AGENT' || it.id === row.agent_id;
  const typing = (JSON.parse(row.typing) as LiveParticipant[]).filter((it) => it.id !== who.subject && shown(it)).map(participant);
  const read = (JSON.parse(row.read_marks) as (LiveParticipant & { seq: number })[])
    .filter(shown)
    .map((it) => ({ __typename: 'ReadMark' as const, participant: participant(it), seq: it.seq }));
  const queuePosition = row.ahead === null ? null : Number(row.ahead) + 1;
  const overdue = row.overdue === true;
  const eta = queuePosition === null ? null : etaSeconds(queuePosition, row.seconds_per_place);
  const id = hash('sha256', JSON.stringify([typing, read, queuePosition, eta, overdue]), 'base64url').slice(0, 16);
  return {
    __typename: 'LiveState',
    id,
    typing,
    read,
    queuePosition,
    etaSeconds: eta,
    overdue,
  };
}

function participant(it: LiveParticipant): Participant {
  return { __typename: 'Participant', id: it.id, role: it.role, name: it.name, avatarUrl: null };
}
