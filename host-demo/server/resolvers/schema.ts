import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import type { Resolvers } from '../generated/resolvers.ts';
import type { RequestContext } from './context.ts';
import { mutations } from './mutations.ts';
import { queries } from './queries.ts';
import { dateTimeScalar, uuidScalar } from './scalars.ts';
import { subscriptions } from './subscriptions.ts';

const resolvers: Resolvers = {
  Query: queries,
  Mutation: mutations,
  Subscription: subscriptions,
  DateTime: dateTimeScalar,
  UUID: uuidScalar,
  ConversationEvent: { __resolveType: (event) => event.__typename ?? null },
};

/** The schema as in `schema.graphql`, the file clients and other people's backends read too. */
export function executableSchema(): GraphQLSchema {
  const typeDefs = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8');
  return createSchema<RequestContext>({ typeDefs, resolvers });
}
