import { GraphQLError } from 'graphql';

/** A fault of the caller's developer, told in a sentence that passes the masking of errors. */
export function refusal(message: string, code: 'BAD_REQUEST' | 'IDENTITY_MISMATCH' | 'FORBIDDEN'): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
