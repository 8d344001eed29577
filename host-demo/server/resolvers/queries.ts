import type { Identity } from '../conversations/api.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { refusal } from './refusal.ts';

/** A host that passes another identity than its token's is told so, instead of being shown somebody else's chat (H37). */
function assertSameIdentity(who: Identity, userId: string | null | undefined, organizationId: string | null | undefined): void {
  if (userId != null && userId !== who.subject) {
    throw refusal(
      `The userId "${userId.slice(0, 100)}" is not the token's subject "${who.subject}": pass the id your token was issued for, or leave userId out.`,
      'IDENTITY_MISMATCH',
    );
  }
  if (organizationId != null && !who.organizations.some((organization) => organization.id === organizationId)) {
    const known = who.organizations.map((organization) => organization.id).join(', ');
    throw refusal(
      `The organizationId "${organizationId.slice(0, 100)}" is not among the token's organizations (${known}).`,
      'IDENTITY_MISMATCH',
    );
  }
}

/** A page of a list: what the schema leaves open to the caller is bounded here, the same for all lists. */
const LIST_PAGE = 100;
const first = (wanted: number): number => Math.min(Math.max(wanted, 1), LIST_PAGE);

export const queries: Required<QueryResolvers> = {
  viewer: (_, { userId, organizationId }, { backend, identity }) => {
    assertSameIdentity(identity, userId, organizationId);
    return backend.viewer(identity);
  },
  conversation: (_, args, { backend, identity }) => backend.conversation(identity, args.id, first(args.lastMessages), args.before ?? null),
  conversations: (_, args, { backend, identity }) => {
    assertSameIdentity(identity, null, args.filter?.organizationId);
    return backend.conversations(identity, args.filter ?? null, first(args.first), args.after ?? null);
  },
  conversationEvents: (_, args, { backend, identity, signal }) => backend.pollEvents(identity, args, args.waitMs, signal),
  conversationChanges: (_, args, { backend, identity, signal }) => backend.pollChanges(identity, args.after ?? null, args.waitMs, signal),
  poll: (_, { conversation, changesAfter, waitMs }, { backend, identity, signal }) =>
    backend.poll(identity, { conversation: conversation ?? null, changesAfter: changesAfter ?? null }, waitMs, signal),
  handoverDraft: (_, { conversationId }, { backend, identity }) => backend.handoverDraft(identity, conversationId),
  messageAttempts: (_, { messageId }, { backend, identity }) => backend.messageAttempts(identity, messageId),
  savedAnswers: (_, args, { backend, identity }) => backend.savedAnswers(identity, args.search, first(args.first)),
  colleagues: (_, { organizationId }, { backend, identity }) => backend.colleagues(identity, organizationId),
  escalations: (_, args, { backend, identity }) => {
    assertSameIdentity(identity, null, args.filter?.organizationId);
    return backend.escalations(identity, args.filter ?? null, first(args.first), args.after ?? null);
  },
};
