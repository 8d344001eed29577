/** What every release that is on record asks, asked of today's server as it runs in production: listed documents only, with all limits. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type GraphQLInputType,
  getOperationAST,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  parse,
  typeFromAST,
} from 'graphql';
import { createClient } from 'graphql-ws/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../host-demo/server/config.ts';
import { openRealServer, type RealServer } from '../contract/real-server.ts';
import { NodeSocket } from '../support/node-socket.ts';

const root = path.resolve(import.meta.dirname, '../..');
const versions = readdirSync(path.join(root, 'releases'));
const documentsOf = (version: string): string[] =>
  Object.values(JSON.parse(readFileSync(path.join(root, 'releases', version, 'documents.json'), 'utf8')) as Record<string, string>);
const schema = buildSchema(readFileSync(path.join(root, 'schema.graphql'), 'utf8'));
const ID = '5b0f3c1e-8a55-4f0e-9d0c-2f6d9d2c7a11';
const SCALARS: Readonly<Record<string, unknown>> = {
  ID,
  UUID: ID,
  DateTime: '2026-11-23T00:00:00Z',
  String: 'x',
  Int: 1,
  Float: 1,
  Boolean: true,
};

/** A value of this type with no more than it must have. */
function leastOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SCALARS[type.name];
  const fields = Object.values(type.getFields()).filter(
    (field, _, all) => isRequiredInputField(field) || (type.isOneOf && field === all[0]),
  );
  return Object.fromEntries(fields.map((field) => [field.name, leastOf(field.type)]));
}

function request(source: string): { query: string; variables: Record<string, unknown>; operation: string; name: string } {
  const found = getOperationAST(parse(source));
  if (!found) throw new Error(`No operation in ${source}`);
  const variables = (found.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const of = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    return of && isNonNullType(of) ? [[variable.name.value, leastOf(of)]] : [];
  });
  return { query: source, variables: Object.fromEntries(variables), operation: found.operation, name: found.name?.value ?? '' };
}

let real: RealServer;
let access: ReturnType<RealServer['access']>;
beforeAll(async () => {
  const { trustedDocuments } = readConfig({ NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(32) }, root);
  expect(trustedDocuments).not.toBeNull();
  real = await openRealServer({ trustedDocuments });
  access = real.access('mara');
});
afterAll(async () => {
  await real.close();
});

type Answer = { data?: unknown; errors?: readonly { message: string; extensions?: { code?: string } }[] };

async function ask(source: string): Promise<Answer> {
  const { query, variables, operation } = request(source);
  const token = await access.token();
  if (operation !== 'subscription') {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(real.endpoint, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return (await response.json()) as Answer;
  }
  const client = createClient({ url: real.socketUrl, webSocketImpl: NodeSocket, connectionParams: { token }, retryAttempts: 0 });
  try {
    for await (const page of client.iterate({ query, variables })) return page as Answer;
    return { data: 'ended' };
  } catch (error) {
    return { errors: error as Answer['errors'] & object };
  } finally {
    await client.dispose();
  }
}

/** What says that a document is refused as such, whatever it was asked with. */
const REFUSED = /not listed|listed documents|validation|Cannot query|Unknown|Syntax|required type|got invalid value|limit/iu;

/** Each once, with the releases that send it. */
const sent = new Map<string, string[]>();
for (const version of versions) for (const source of documentsOf(version)) sent.set(source, [...(sent.get(source) ?? []), version]);

it.each([...sent].map(([source, by]) => [request(source).name, by.join(' and '), source]))(
  'F51 %s, as %s send it, is executed by the server of today',
  async (_, __, source) => {
    const answer = await ask(source);
    expect(JSON.stringify(answer.errors ?? '')).not.toMatch(REFUSED);
    expect(answer.data !== undefined || answer.errors !== undefined).toBe(true);
  },
);

it('F51 what no release has is refused by that server, so being listed is what was shown', async () => {
  expect((await ask('query Viewer { viewer { id } }')).errors?.[0]?.extensions?.code).toBe('DOCUMENT_NOT_LISTED');
});
