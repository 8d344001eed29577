import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function parseUuid(value: unknown): string {
  if (typeof value !== 'string' || !UUID_FORM.test(value))
    throw new GraphQLError('A UUID is 36 characters such as 7b0f6f0e-1d2c-4a5b-8c9d-0e1f2a3b4c5d.');
  return value.toLowerCase();
}

/** Ids minted by clients; checked at the edge because they become keys. */
export const uuidScalar = new GraphQLScalarType<string, unknown>({
  name: 'UUID',
  description: 'RFC 9562 text form, 36 characters.',
  serialize: (value) => value,
  parseValue: parseUuid,
  parseLiteral: (node) => parseUuid(node.kind === Kind.STRING ? node.value : null),
});

/** The server's clock, only ever sent: no input carries a time, because clients' clocks are not believed (F42). */
export const dateTimeScalar = new GraphQLScalarType<string, unknown>({
  name: 'DateTime',
  description: 'ISO 8601 in UTC.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
});
