/** Whether the schema still answers what released clients ask, and what it answers differently. */
import { buildSchema, findBreakingChanges, findDangerousChanges, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';

/** Documents by any key, usually their hash. */
export type Documents = Readonly<Record<string, string>>;

function problems(schema: GraphQLSchema, documents: Documents): string[] {
  return Object.values(documents).flatMap((text) => {
    const document = parse(text);
    const named = document.definitions.find((node) => node.kind === 'OperationDefinition')?.name?.value ?? 'an unnamed document';
    return validate(schema, document, specifiedRules).map(({ message }) => `${named}: ${message}`);
  });
}

/** What the schema would refuse of these documents, one line each. */
export const refusedDocuments = (schema: string, documents: Documents): string[] => problems(buildSchema(schema), documents);

export interface SchemaChanges {
  readonly breaking: readonly string[];
  /** They may surprise a client, but a client that keeps to rule V-01 tolerates them, e.g. a new value of an enum. */
  readonly dangerous: readonly string[];
}

export function schemaChanges(earlier: string, now: string): SchemaChanges {
  const [before, after] = [buildSchema(earlier), buildSchema(now)];
  return {
    breaking: findBreakingChanges(before, after).map(({ description }) => description),
    dangerous: findDangerousChanges(before, after).map(({ description }) => description),
  };
}
