import { readSource, readUserError } from './parse-message.ts';
import { fields, id, list, listOrEmpty, oneOf, orNull, text, textOrNull } from './read.ts';
import type { ConversationPage, Presence, Source, UserError } from './vocabulary.ts';

/** What only staff are given; a customer who asks gets empty lists and refusals. */

/** A text that is sent often. */
export interface SavedAnswer {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}
/** Somebody a conversation can be passed to. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly presence: Presence;
}
/** A draft by the responder, for a member of staff to edit; `error` says why there is none. */
export interface Suggestion {
  readonly text: string | null;
  readonly sources: readonly Source[];
  readonly error: UserError | null;
}
export interface EscalationFilter {
  readonly organizationId?: string;
}

/** Every method throws ChatError only. */
export interface StaffTransport {
  /** Conversations that wait for a person or are held by one, oldest request first. */
  escalations(
    query: { readonly filter?: EscalationFilter; readonly first: number; readonly after?: string },
    signal?: AbortSignal,
  ): Promise<ConversationPage>;
  /** Those that have all words of `search`; all of them for ''. */
  savedAnswers(search: string, first: number, signal?: AbortSignal): Promise<readonly SavedAnswer[]>;
  /** Those on duty first. */
  colleagues(organizationId: string, signal?: AbortSignal): Promise<readonly Colleague[]>;
  suggestReply(request: { readonly conversationId: string; readonly clientRequestId: string }, signal?: AbortSignal): Promise<Suggestion>;
}

export const PRESENCES: readonly Presence[] = ['ONLINE', 'AWAY', 'OFFLINE'];

export function parseSavedAnswers(value: unknown, place = 'savedAnswers'): readonly SavedAnswer[] {
  return list(value, place, (item, at) => {
    const answer = fields(item, at);
    return { id: id(answer.id, `${at}.id`), title: text(answer.title, `${at}.title`), text: text(answer.text, `${at}.text`) };
  });
}

export function parseColleagues(value: unknown, place = 'colleagues'): readonly Colleague[] {
  return list(value, place, (item, at) => {
    const colleague = fields(item, at);
    return {
      id: id(colleague.id, `${at}.id`),
      name: text(colleague.name, `${at}.name`),
      presence: oneOf(colleague.presence, PRESENCES, 'OFFLINE', `${at}.presence`),
    };
  });
}

export function parseSuggestion(value: unknown, place = 'suggestReply'): Suggestion {
  const suggestion = fields(value, place);
  return {
    text: textOrNull(suggestion.text, `${place}.text`),
    sources: listOrEmpty(suggestion.sources, `${place}.sources`, readSource),
    error: orNull(suggestion.error, `${place}.error`, readUserError),
  };
}
