import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents } from '../../src/transports/documents.ts';
import { writeTypesPackage } from '../types.ts';
import { apiReport, declarationsOf, removals } from './api-report.ts';
import { assertAllowed, compare, type Recorded } from './compatibility.ts';

const root = path.resolve(import.meta.dirname, '../..');
const schema = readFileSync(path.join(root, 'schema.graphql'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'chat-types-'));
let declarations: Record<string, string>;
let released: Recorded;

const report = (of: Record<string, string>) =>
  apiReport({
    exposes: { ai_cs_agent_react: ['./AIChatInterface'] },
    tokens: ['--chat-launcher-layer'],
    labels: ['chat.title'],
    declarations: of,
  });

beforeAll(async () => {
  await writeTypesPackage(folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.d.ts'));
  declarations = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])));
  released = { version: '1.0.0', api: report(declarations), schema, documents };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The public types with one place changed. */
const changed = (file: string, from: string, to: string) => {
  const text = declarations[file] ?? '';
  expect(text).toContain(from);
  return { ...declarations, [file]: text.replace(from, to) };
};
const against = (api: string, rest: Partial<Recorded> = {}) => compare({ api, schema, documents, ...rest }, [released]);

describe('the public surface against the last release', () => {
  it('breaks nothing when nothing, or only a comment, has changed', async () => {
    expect(await against(report(changed('contract.d.ts', '/** Steers the chat from outside. */', '/** Another comment. */')))).toEqual({
      wrong: [],
      breaks: [],
      notes: [],
    });
  });

  it('V-01: takes what is added: a prop, a method of the handle, a module, a label', async () => {
    const more = changed('contract.d.ts', 'useWebSocket?: boolean;', 'useWebSocket?: boolean;\n    another?: string;');
    more['contract.d.ts'] = more['contract.d.ts']!.replace('focusComposer(): void;', 'focusComposer(): void;\n    blurComposer(): void;');
    const api = `${report(more)}`.replace('label chat.title', 'exposes ai_cs_agent_react ./Another\nlabel chat.other\nlabel chat.title');
    expect((await against(api)).breaks).toEqual([]);
  });

  it.each([
    ['a prop is gone', 'useWebSocket?: boolean;', '', 'AIChatInterfaceProps.useWebSocket'],
    ['a prop takes less', 'useWebSocket?: boolean;', 'useWebSocket?: true;', 'useWebSocket'],
    ['a prop is asked for', 'useWebSocket?: boolean;', 'useWebSocket: boolean;', 'useWebSocket'],
    ['the handle lost a method', 'focusComposer(): void;', '', 'ChatHandle.focusComposer'],
    ['a slot is given less', 'readonly own: boolean;', 'readonly own?: boolean;', 'own'],
    ['an event is told otherwise', 'readonly clientMessageId: string;', 'readonly clientMessageId: number;', 'clientMessageId'],
    ['mounting asks for an option', 'module?: M;', 'module: M;', 'module'],
    ['what is mounted can do less', 'readonly handle: ChatHandle | null;', 'readonly handle: null | undefined;', 'handle'],
    ['what mounting tells has another word', "readonly reason: 'missing' | 'failed';", 'readonly reason: string;', 'reason'],
  ])('says so when %s', async (_, from, to, named) => {
    const file = ['contract.d.ts', 'mount-contract.d.ts'].find((name) => declarations[name]?.includes(from)) ?? from;
    const { breaks } = await against(report(changed(file, from, to)));
    expect(breaks.join('\n')).toContain(named);
    expect(breaks.length).toBeGreaterThan(0);
  });

  it('says so when a module, a token or a label is gone', () => {
    const now = released.api.replace(/^(?:exposes|token|label) .*\n/gmu, '');
    expect(removals(released.api, now)).toEqual([
      'no longer there: exposes ai_cs_agent_react ./AIChatInterface',
      'no longer there: label chat.title',
      'no longer there: token --chat-launcher-layer',
    ]);
  });

  it('keeps every declaration in the report', () => {
    expect(Object.keys(declarationsOf(released.api)).sort()).toEqual(Object.keys(declarations).sort());
  });
});

describe('F51: the schema against the documents of earlier releases', () => {
  it('refuses a schema that lost a field an earlier release asks for, and names document and field', async () => {
    const without = schema.replace(/^ {2}tokenExpiresInSeconds: /mu, '  tokenEnds: ');
    expect(without).not.toBe(schema);
    const { wrong, breaks } = await against(released.api, { schema: without });
    expect(wrong.join('\n')).toContain('Viewer: Cannot query field "tokenExpiresInSeconds"');
    expect(breaks.join('\n')).toMatch(/The schema refuses a document of 1\.0\.0: Viewer: Cannot query field "tokenExpiresInSeconds"/u);
    expect(breaks.join('\n')).toMatch(/schema: Viewer\.tokenExpiresInSeconds was removed/u);
  });

  it('refuses a document that a server of the last release would not know', async () => {
    const { breaks } = await compare(
      {
        ...released,
        documents: { ...documents, More: 'query More { viewer { id shoeSize } }' },
        schema: schema.replace(/^ {2}tokenExpiresInSeconds: /mu, '  shoeSize: Int\n$&'),
      },
      [released],
    );
    expect(breaks).toEqual([expect.stringContaining('A server with the schema of 1.0.0 refuses our document More')]);
  });
});

it('a break stops a release unless its version says so, and the message names it', async () => {
  const findings = await against(report(changed('contract.d.ts', 'focusComposer(): void;', '')));
  expect(() => assertAllowed('1.1.0', '1.0.0', findings)).toThrow(/breaks what it promised[\s\S]*ChatHandle\.focusComposer/u);
  expect(() => assertAllowed('2.0.0', '1.0.0', findings)).not.toThrow();
  expect(() => assertAllowed('2.0.0', '1.0.0', { ...findings, wrong: ['x'] })).toThrow('cannot be released');
});
