import { loadArticles } from '../knowledge/load.ts';
import { KnowledgeIndex } from '../knowledge/search.ts';
import { seeded } from '../merchant/random.ts';
import { createMerchant } from '../merchant/tools.ts';
import type { FinishEvent, Responder, ResponderEvent, ResponderRequest, ResponderTurn } from './responder.ts';

export const merchant = createMerchant(Date.parse('2026-06-15T09:00:00Z'));

let loaded: Promise<KnowledgeIndex> | null = null;
/** The articles that come with the server, read once for all tests of a file. */
export function ownIndex(): Promise<KnowledgeIndex> {
  loaded ??= loadArticles().then((articles) => new KnowledgeIndex(articles));
  return loaded;
}

export function requestFor(turns: readonly ResponderTurn[] | string, more: Partial<ResponderRequest> = {}): ResponderRequest {
  return {
    conversationId: 'c1',
    organizationId: 'org-northwind',
    customer: { id: 'u1', name: 'Ingrid Solberg' },
    turns: typeof turns === 'string' ? [{ role: 'user', text: turns }] : turns,
    context: [],
    locale: 'en',
    escalationState: 'AI',
    clarifications: 0,
    signal: new AbortController().signal,
    random: seeded(7),
    ...more,
  };
}

export interface Heard {
  readonly events: readonly ResponderEvent[];
  readonly text: string;
  readonly finish: FinishEvent | null;
}

export async function hear(responder: Responder, request: ResponderRequest): Promise<Heard> {
  const events: ResponderEvent[] = [];
  for await (const event of responder.respond(request)) events.push(event);
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
  return { events, text, finish: events.find((event) => event.type === 'finish') ?? null };
}
