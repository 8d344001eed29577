/**
 * Writes the TypeScript made from `schema.graphql`; with `--check` only compares and exits 1 when a file is stale.
 * Programmatic on purpose: the generator's own command line brings a hundred packages for what is one function call.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { type DocumentNode, parse } from 'graphql';
import { documents } from '../src/transports/documents.ts';
import { generateClient } from './codegen-client.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

export interface GeneratedFile {
  /** Absolute path. */
  readonly path: string;
  readonly content: string;
}

const banner = '// Generated from schema.graphql by scripts/codegen.ts. Change the schema, then run `npm run codegen`.\n';

const shared = {
  useTypeImports: true,
  enumsAsTypes: true,
  avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false, resolvers: false },
  // An event field is one of the events, not only what all events have in common.
  useImplementingTypes: true,
  scalars: { DateTime: 'string', UUID: 'string', ID: 'string' },
  skipTypeNameForRoot: true,
};

async function serverTypes(schema: DocumentNode): Promise<GeneratedFile> {
  const path = resolve(root, 'host-demo/server/generated/schema.ts');
  const content = await codegen({
    filename: path,
    schema,
    documents: [],
    config: shared,
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
  });
  return { path, content: banner + content };
}

/** Apart from the types, because these name the request context, which names the backend, which names the types. */
async function serverResolvers(schema: DocumentNode): Promise<GeneratedFile> {
  const path = resolve(root, 'host-demo/server/generated/resolvers.ts');
  const content = await codegen({
    filename: path,
    schema,
    documents: [],
    config: { ...shared, contextType: '../resolvers/context.ts#RequestContext', namespacedImportName: 'Types' },
    plugins: [{ 'typescript-resolvers': {} }],
    pluginMap: { 'typescript-resolvers': typescriptResolvers },
  });
  return { path, content: `${banner}import type * as Types from './schema.ts';\n${content}` };
}

/** What a production server executes and nothing else: the documents the client sends, under their hashes (H40, H45). */
function listedDocuments(): GeneratedFile {
  const entries = Object.values(documents).map((text) => [createHash('sha256').update(text).digest('hex'), text]);
  return {
    path: resolve(root, 'host-demo/server/generated/documents.json'),
    content: `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`,
  };
}

async function isCurrent(file: GeneratedFile): Promise<boolean> {
  return existsSync(file.path) && (await readFile(file.path, 'utf8')) === file.content;
}

async function main(): Promise<void> {
  const schema = parse(await readFile(resolve(root, 'schema.graphql'), 'utf8'));
  const files = [await serverTypes(schema), await serverResolvers(schema), ...(await generateClient(schema)), listedDocuments()];
  const check = process.argv.includes('--check');
  for (const file of files) {
    if (await isCurrent(file)) continue;
    const name = relative(root, file.path);
    if (check) {
      console.error(`${name} is stale: run \`npm run codegen\` and commit the result.`);
      process.exitCode = 1;
      continue;
    }
    await mkdir(dirname(file.path), { recursive: true });
    await writeFile(file.path, file.content);
    console.log(`wrote ${name}`);
  }
}

await main();
