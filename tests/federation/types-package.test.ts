import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeTypesPackage } from '../../scripts/types.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-types-'));
  await writeTypesPackage(path.join(folder, 'types'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a strict compiler says of a shell's file that uses the package, where no other package is. */
async function compile(text: string): Promise<string> {
  await writeFile(path.join(folder, 'shell.ts'), text);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'ES2023',
    module: 'ESNext',
    moduleResolution: 'bundler',
    types: [],
    skipLibCheck: false,
  };
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['shell.ts', 'types'] }));
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [compiler, '-p', folder]).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

it('the types package names no foreign type and compiles by itself', async () => {
  const names = await readdir(path.join(folder, 'types'));
  expect(names).toEqual(expect.arrayContaining(['about.d.ts', 'contract.d.ts', 'mount-contract.d.ts', 'package.json']));
  for (const name of names) expect(await readFile(path.join(folder, 'types', name), 'utf8')).not.toMatch(/from '[^.]/);
  const use =
    "import type { AIChatInterfaceProps, Mount } from './types/about.js';\nexport const props: AIChatInterfaceProps = { useWebSocket: true };\nexport declare const mount: Mount;\n";
  expect(await compile(use)).toBe('');
  expect(await compile(use.replace('true', "'yes'"))).toContain('TS2322');
});
