/**
 * Types of what the client's documents take and give, made from `src/transports/documents.ts` against
 * the schema; a document that the schema does not allow is an error here. Called by `codegen.ts`.
 */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, type DocumentNode, type OperationDefinitionNode, parse, specifiedRules, validate } from 'graphql';
import { documents } from '../src/transports/documents.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const banner =
  '// Generated from schema.graphql and src/transports/documents.ts by scripts/codegen.ts. Change those, then run `npm run codegen`.\n';

/** @throws one sentence that names the document and what the schema does not allow in it. */
export async function generateClient(schema: DocumentNode): Promise<readonly { path: string; content: string }[]> {
  const path = resolve(root, 'src/transports/generated/operations.ts');
  const built = buildASTSchema(schema);
  const operations: DocumentNode[] = [];
  const fragments = new Map<string, DocumentNode['definitions'][number]>();
  for (const [name, text] of Object.entries(documents)) {
    const parsed = parse(text);
    const problem = validate(built, parsed, specifiedRules)[0];
    if (problem) throw new Error(`The document ${name} does not fit schema.graphql: ${problem.message}`);
    operations.push({ ...parsed, definitions: parsed.definitions.filter((node) => node.kind === 'OperationDefinition') });
    for (const node of parsed.definitions) if (node.kind === 'FragmentDefinition') fragments.set(node.name.value, node);
  }
  const shared = { ...(operations[0] as DocumentNode), definitions: [...fragments.values()] };
  const content = await codegen({
    filename: path,
    schema,
    documents: [
      { document: shared, location: 'fragments' },
      ...operations.map((document, index) => ({ document, location: `operation-${index}` })),
    ],
    config: { useTypeImports: true, enumsAsTypes: true, skipTypename: true, scalars: { DateTime: 'string', UUID: 'string', ID: 'string' } },
    plugins: [{ 'typescript-operations': {} }],
    pluginMap: { 'typescript-operations': typescriptOperations },
  });
  const lines = operations.map((document) => {
    const operation = document.definitions[0] as OperationDefinitionNode;
    const kind = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[operation.operation];
    return `  ${operation.name?.value}: ${operation.name?.value}${kind}Variables;`;
  });
  return [
    { path, content: `${banner}${content}\n/** What each document takes. */\nexport interface VariablesOf {\n${lines.join('\n')}\n}\n` },
  ];
}
