import type { Translate } from '../i18n/index.ts';
import type { ConversationState, ConversationSummary, Escalation } from '../protocol/vocabulary.ts';

/** How a conversation stands to the member of staff who looks at it. */
export type Standing = 'waiting' | 'passed' | 'mine' | 'theirs' | 'passing' | 'closed' | 'back';

interface Standable {
  readonly state: ConversationState;
  readonly escalation: Pick<Escalation, 'state' | 'agent'>;
}

export function standingOf({ state, escalation }: Standable, viewerId: string): Standing {
  if (state === 'CLOSED') return 'closed';
  const own = escalation.agent?.id === viewerId;
  switch (escalation.state) {
    case 'CONNECTED':
      return own ? 'mine' : 'theirs';
    case 'TRANSFERRING':
      return own ? 'passed' : 'passing';
    case 'QUEUED':
    case 'UNAVAILABLE':
    case 'MESSAGE_LEFT':
      return 'waiting';
    default:
      return 'back';
  }
}

export type GroupName = 'passed' | 'waiting' | 'mine' | 'others';

export interface Group {
  readonly name: GroupName;
  readonly cases: readonly ConversationSummary[];
}

const order: readonly GroupName[] = ['passed', 'waiting', 'mine', 'others'];
const groupOf: Readonly<Record<Standing, GroupName>> = {
  passed: 'passed',
  waiting: 'waiting',
  mine: 'mine',
  theirs: 'others',
  passing: 'others',
  closed: 'others',
  back: 'others',
};

/** The queue in the order in which it asks for something to be done; what is passed to one's own name comes first. */
export function groupsOf(cases: readonly ConversationSummary[], viewerId: string): readonly Group[] {
  return order
    .map((name) => ({ name, cases: cases.filter((one) => groupOf[standingOf(one, viewerId)] === name) }))
    .filter((group) => group.cases.length > 0);
}

const MINUTE = 60_000;

/** "4 min", in the reader's words. @param now ms since 1970 by this machine's clock, which may be behind the server's. */
export function waited(since: string | null, now: number, t: Translate): string {
  const minutes = since === null ? 0 : Math.max(0, Math.floor((now - Date.parse(since)) / MINUTE));
  if (minutes < 1) return t('desk.wait.now');
  if (minutes < 60) return t('desk.wait.minutes', { count: minutes });
  if (minutes < 48 * 60) return t('desk.wait.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return t('desk.wait.days', { count: Math.floor(minutes / (24 * 60)) });
}

/** The same, to be heard without the others around it. */
export function waitedSaid(since: string | null, now: number, t: Translate): string {
  const time = waited(since, now, t);
  return time === t('desk.wait.now') ? t('desk.wait.said.now') : t('desk.wait.said', { time });
}
