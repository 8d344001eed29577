import type { ConversationFilter } from '../protocol/transport.ts';

export type ListFilter = 'all' | 'open' | 'closed' | 'waiting';

/** What a customer may pick; staff also sees who waits for a person. */
export function filtersFor(staff: boolean): readonly ListFilter[] {
  return staff ? ['waiting', 'all', 'open', 'closed'] : ['all', 'open', 'closed'];
}

const asked: Record<ListFilter, ConversationFilter> = {
  all: {},
  open: { states: ['OPEN'] },
  closed: { states: ['CLOSED'] },
  waiting: { escalated: true },
};

/** The filter, and what is searched for, in the contract's words. */
export function toQuery(filter: ListFilter, organizationId: string | undefined, search = ''): ConversationFilter {
  const words = search.trim();
  return { ...asked[filter], ...(organizationId === undefined ? null : { organizationId }), ...(words === '' ? null : { search: words }) };
}
