import {
  type ExecutionResult,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
  subscribe,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Backend, Identity } from '../conversations/api.ts';
import { executableSchema } from '../resolvers/schema.ts';
import { DirectSubscriptions } from './direct.ts';
import { ownDocuments, trustDocuments } from './trusted-documents.ts';

const schema = executableSchema();
const who: Identity = { subject: 'ada', role: 'USER', name: 'Ada', organizations: [], expiresAt: null, issuedAt: 0 };
const point = { conversationId: 'c', after: { epoch: 'e', seq: 3 } };
const texts = ownDocuments().filter((text) => text.startsWith('subscription'));
const direct = new DirectSubscriptions(schema, ownDocuments(), null, 2_000);

/** Everything that JSON or UTF-8 could write in two ways. */
const difficult = 'a "quoted" \\ / \n \t \u2028 \u007f ü 𝄞 </script>';

/** A value with everything there, or with only what has to be there; of an abstract type each of its kinds. */
function sample(type: GraphQLOutputType, whole: boolean, index = 0): unknown {
  if (isNonNullType(type)) return present(type.ofType, whole, index);
  return whole ? present(type, whole, index) : null;
}

function present(type: GraphQLOutputType, whole: boolean, index: number): unknown {
  if (isListType(type)) {
    const item = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType;
    const count = isAbstractType(item) ? schema.getPossibleTypes(item).length : whole ? 2 : 0;
    return Array.from({ length: count }, (_, at) => sample(type.ofType, whole, at));
  }
  if (isAbstractType(type)) return object(schema.getPossibleTypes(type)[index] as GraphQLObjectType, whole);
  if (isObjectType(type)) return object(type, whole);
  if (isEnumType(type)) return type.getValues().at(whole ? -1 : 0)?.value;
  const scalars: Record<string, unknown> = { Int: 1_234_567, Boolean: whole, DateTime: '2026-11-23T02:04:05.678Z' };
  return scalars[String(type)] ?? (whole ? difficult : '');
}

function object(type: GraphQLObjectType, whole: boolean): object {
  const fields = Object.values(type.getFields()).map((field) => [field.name, sample(field.type, whole)]);
  return { __typename: type.name, ...Object.fromEntries(fields) };
}

function pagesOf(name: string): (object | null)[] {
  const type = schema.getSubscriptionType()?.getFields()[name]?.type;
  if (!type) throw new Error(`There is no subscription ${name}.`);
  const page = isNonNullType(type) ? type.ofType : type;
  return [present(page, true, 0) as object, present(page, false, 0) as object, ...(isNonNullType(type) ? [] : [null])];
}

/** A backend whose feeds give these pages. */
function contextOf(pages: readonly (object | null)[]) {
  async function* follow() {
    yield* pages;
  }
  const backend = { followEvents: follow, followChanges: follow } as unknown as Backend;
  return { backend, identity: who, signal: new AbortController().signal };
}

async function executed(text: string, pages: readonly (object | null)[]): Promise<string[]> {
  const results = await subscribe({ schema, document: parse(text), variableValues: variablesOf(text), contextValue: contextOf(pages) });
  const written: string[] = [];
  for await (const result of results as AsyncIterable<ExecutionResult>) {
    expect(result.errors).toBeUndefined();
    written.push(JSON.stringify(result));
  }
  return written;
}

const variablesOf = (text: string) => (nameOf(text) === 'conversationEvents' ? point : { after: 'cursor' });
const nameOf = (text: string) => (text.includes('{ conversationEvents(') ? 'conversationEvents' : 'conversationChanges');

describe('S-1 a listed subscription is served without the executor', () => {
  it('there are two, and both are', () => {
    expect(texts.map(nameOf).sort()).toEqual(['conversationChanges', 'conversationEvents']);
    for (const text of texts) expect(direct.find(text)).not.toBeNull();
  });

  it.each(texts.map((text) => [nameOf(text), text]))(
    '%s: the same bytes as the executor gives, for every kind of event',
    async (name, text) => {
      const pages = pagesOf(name);
      const found = direct.find(text);
      expect(pages.map((page) => found?.write(page))).toEqual(await executed(text, pages));
    },
  );

  it('every kind of event of the schema was among them, whole and bare', () => {
    const [whole, bare] = pagesOf('conversationEvents') as { events: { __typename: string }[] }[];
    const event = schema.getType('ConversationEvent');
    const kinds = isAbstractType(event) ? schema.getPossibleTypes(event).map((type) => type.name) : [];
    expect(kinds.length).toBeGreaterThan(7);
    for (const page of [whole, bare]) expect(page?.events.map((it) => it.__typename)).toEqual(kinds);
  });

  it('opens with the same arguments as the resolver, and leaves variables that do not fit to the executor', async () => {
    const calls: unknown[] = [];
    const followEvents = (...given: unknown[]) => {
      calls.push(given.slice(0, 3));
      return contextOf([]).backend.followEvents(who, '', { epoch: '', seq: 0 }, new AbortController().signal);
    };
    const context = { ...contextOf([]), backend: { followEvents } as unknown as Backend };
    const text = texts.find((it) => nameOf(it) === 'conversationEvents') ?? '';
    direct.find(text)?.open(point, context);
    await subscribe({ schema, document: parse(text), variableValues: point, contextValue: context });
    expect(calls).toEqual([
      [who, 'c', { epoch: 'e', seq: 3 }],
      [who, 'c', { epoch: 'e', seq: 3 }],
    ]);
    for (const variables of [undefined, {}, { ...point, after: { epoch: 'e', seq: 'three' } }])
      expect(direct.find(text)?.open(variables, context)).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  it('white space makes no difference, anything else does', () => {
    const [text = ''] = texts;
    expect(direct.find(`# a comment\n${print(parse(text))}`)).toBe(direct.find(text));
    expect(direct.find(text.replace('cursor', 'cursor again: cursor').replace('caughtUp', 'caughtUp again: caughtUp'))).toBeNull();
    expect(direct.find('subscription {')).toBeNull();
  });

  it.each(texts.map((text) => [nameOf(text), text]))('%s: its message is held without the document, and finds the same', (name, text) => {
    const message = { id: '1', type: 'subscribe', payload: { variables: variablesOf(text), query: text } };
    const short = JSON.parse(direct.shorten(JSON.stringify(message))) as typeof message;
    expect(short.payload.query.length).toBeLessThan(10);
    expect(short).toEqual({ ...message, payload: { ...message.payload, query: short.payload.query } });
    expect(direct.find(short.payload.query)).toBe(direct.find(text));
    expect(texts.filter((it) => direct.find(it) === direct.find(short.payload.query)).map(nameOf)).toEqual([name]);
  });

  it('no other message is changed', () => {
    const [text = ''] = texts;
    const others = [
      { type: 'connection_init', payload: { query: text } },
      { id: '1', type: 'subscribe', payload: { query: 'subscription { conversationChanges { cursor } }' } },
      { id: '1', type: 'subscribe' },
      { id: '1', type: 'complete' },
    ].map((message) => JSON.stringify(message));
    for (const message of [...others, '{"type":"subscribe"', '']) expect(direct.shorten(message)).toBe(message);
  });

  it('H40 what a deployment does not list is not served', () => {
    const [first = '', second = ''] = texts;
    const restricted = new DirectSubscriptions(schema, ownDocuments(), trustDocuments([first]), 2_000);
    expect(restricted.find(first)).not.toBeNull();
    expect(restricted.find(second)).toBeNull();
  });

  it('a page is written once, however many read it', () => {
    const [page] = pagesOf('conversationEvents');
    const found = direct.find(texts.find((it) => nameOf(it) === 'conversationEvents') ?? '');
    const first = found?.write(page ?? null);
    Object.assign(page ?? {}, { caughtUp: false });
    expect(found?.write(page ?? null)).toBe(first);
    const start = '{"id":"1","type":"next","payload":';
    expect(String(found?.frame(page ?? null, start)).endsWith(`${start}${first}}`)).toBe(true);
  });
});
