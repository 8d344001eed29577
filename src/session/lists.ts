import type { EscalationFilter } from '../protocol/staff.ts';
import type { ConversationFilter } from '../protocol/transport.ts';
import type { ConversationPage, ConversationSummary } from '../protocol/vocabulary.ts';

/** One list of conversations as far as it was loaded, newest activity first. */
export interface ConversationListView {
  readonly nodes: readonly ConversationSummary[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
  readonly totalUnread: number;
}

export interface ListChange {
  readonly changed: readonly ConversationSummary[];
  readonly removed: readonly string[];
  readonly totalUnread: number | null;
}

export function toListView(page: ConversationPage): ConversationListView {
  return { nodes: page.nodes, endCursor: page.endCursor, hasMore: page.hasNextPage, totalUnread: page.totalUnread };
}

/** The next page behind what is loaded; a conversation that moved in between stays where it is. */
export function appendPage(list: ConversationListView, page: ConversationPage): ConversationListView {
  const known = new Set(list.nodes.map((node) => node.id));
  return {
    nodes: [...list.nodes, ...page.nodes.filter((node) => !known.has(node.id))],
    endCursor: page.endCursor,
    hasMore: page.hasNextPage,
    totalUnread: page.totalUnread,
  };
}

/** What a list is made of, and in which order. */
export interface ListRule {
  takes(summary: ConversationSummary): boolean;
  /** False where only the server can tell whether one belongs to it, as for a search. */
  readonly newcomers: boolean;
  order(a: ConversationSummary, b: ConversationSummary): number;
}

/** Newest activity first. */
export function listRule(filter: ConversationFilter): ListRule {
  return {
    takes: (summary) => matches(summary, filter),
    newcomers: !filter.search,
    order: (a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt) || a.id.localeCompare(b.id),
  };
}

/** Staff's queue: who has waited longest comes first. */
export function queueRule(filter: EscalationFilter): ListRule {
  return {
    takes: (summary) => matches(summary, { ...filter, escalated: true }) && summary.escalation.state !== 'REQUESTED',
    newcomers: true,
    order: (a, b) => asked(a).localeCompare(asked(b)) || a.id.localeCompare(b.id),
  };
}

const asked = ({ escalation, lastActivityAt }: ConversationSummary): string => escalation.requestedAt ?? lastActivityAt;

export function applyChanges(list: ConversationListView, filter: ConversationFilter, change: ListChange): ConversationListView {
  return foldChanges(list, listRule(filter), change);
}

/** Folds what changed into a list. Older versions never replace newer ones. */
export function foldChanges(list: ConversationListView, rule: ListRule, change: ListChange): ConversationListView {
  const totalUnread = change.totalUnread ?? list.totalUnread;
  const counted = totalUnread === list.totalUnread ? list : { ...list, totalUnread };
  if (change.changed.length === 0 && change.removed.length === 0) return counted;
  const gone = new Set(change.removed);
  const fresh = new Map(change.changed.map((summary) => [summary.id, summary]));
  const nodes: ConversationSummary[] = [];
  const moved: ConversationSummary[] = [];
  let touched = false;
  for (const node of list.nodes) {
    const next = fresh.get(node.id);
    fresh.delete(node.id);
    if (gone.has(node.id) || (next && !rule.takes(next))) {
      touched = true;
      continue;
    }
    const newer = next && next.version >= node.version ? { ...next, hit: next.hit ?? node.hit } : node;
    touched ||= newer !== node;
    (newer === node ? nodes : moved).push(newer);
  }
  const last = list.nodes.at(-1);
  for (const summary of fresh.values()) {
    const withinReach = !list.hasMore || !last || rule.order(summary, last) <= 0;
    if (gone.has(summary.id) || !rule.newcomers || !rule.takes(summary) || !withinReach) continue;
    moved.push(summary);
    touched = true;
  }
  if (!touched) return counted;
  // All others are in their order already: of ten thousand only those on the way to a place are compared.
  for (const summary of moved) nodes.splice(placeFor(nodes, summary, rule.order), 0, summary);
  return { ...list, nodes, totalUnread };
}

function placeFor(nodes: readonly ConversationSummary[], summary: ConversationSummary, order: ListRule['order']): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = nodes[middle];
    if (other && order(other, summary) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function matches(summary: ConversationSummary, filter: ConversationFilter): boolean {
  if (filter.states && !filter.states.includes(summary.state)) return false;
  if (filter.organizationId && summary.organizationId !== filter.organizationId) return false;
  return filter.escalated === undefined || isEscalated(summary) === filter.escalated;
}

/** With a person, or on the way to one. */
export function isEscalated(conversation: Pick<ConversationSummary, 'escalation'>): boolean {
  return !['AI', 'RETURNED', 'ENDED'].includes(conversation.escalation.state);
}
