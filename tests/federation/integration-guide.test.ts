import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { guideFiles } from './guide.ts';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** What the compiler says about these files, as if they stood two folders deep in this project. */
async function typeCheck(files: Map<string, string>): Promise<string> {
  await mkdir(path.join(root, '.cache'), { recursive: true });
  const folder = await mkdtemp(path.join(root, '.cache', 'guide-'));
  folders.push(folder);
  for (const [name, text] of files) await writeFile(path.join(folder, name), text);
  // Where a shell has its copy of the loader, and what a shell's own framework would bring.
  await cp(path.join(root, 'host'), path.join(folder, 'host'), { recursive: true });
  await writeFile(
    path.join(folder, 'next.d.ts'),
    "declare module 'next/dynamic' { export default function dynamic<C>(load: () => Promise<C>, options: { ssr: boolean }): C; }\n",
  );
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { paths: { '@/*': ['../../host-demo/shell/*'], 'ai-cs-agent-types': ['../../src/expose/about.ts'] } },
      include: ['*.ts', '*.tsx', '../../host-demo/shell/assets.d.ts'],
      exclude: [],
    }),
  );
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  return run(process.execPath, [compiler, '--noEmit', '-p', path.join(folder, 'tsconfig.json')]).then(
    () => '',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

describe('docs/INTEGRATION.md', () => {
  it('shows code that compiles against the public types', async () => {
    const files = await guideFiles();
    expect([...files.keys()]).toEqual([
      'support-page.tsx',
      'react-19.tsx',
      'later-chat.tsx',
      'show-chat.ts',
      'react-18.tsx',
      'chat.vue',
      'chat.tsx',
      'federation.ts',
      'remote-modules.d.ts',
      'static-chat.tsx',
      'one-call.html',
      'one-element.html',
      'no-runtime.html',
      'mounted.tsx',
      'ask-first.tsx',
      'order-help.tsx',
      'desk-page.tsx',
      'steered-chat.tsx',
      'own-chat.tsx',
      'released.tsx',
      'released-mount.ts',
    ]);
    // Vue's own compiler reads that one, when `npm run test:hosts` builds it; a browser reads the pages.
    for (const name of files.keys()) if (/\.(?:vue|html)$/u.test(name)) files.delete(name);
    expect(await typeCheck(files)).toBe('');
  });

  it('is checked by a compiler that would object', async () => {
    const wrong = new Map([
      [
        'wrong.tsx',
        'import { AIChatInterface } from \'@/features/ai-cs-agent\';\nexport const Wrong = () => <AIChatInterface useWebSocket="yes" />;\n',
      ],
    ]);
    expect(await typeCheck(wrong)).toContain('TS2322');
  });

  it('begins with the lines the browser test runs', async () => {
    const page = await readFile(path.join(root, 'tests/federation/snippet.tsx'), 'utf8');
    const element = (text: string) => text.match(/<AIChatInterface[\s\S]*?\/>/)?.[0].replaceAll(/\s+/g, ' ');
    expect(element((await guideFiles()).get('support-page.tsx') ?? '')).toBe(element(page));
    expect(element(page)).toContain('useWebSocket={true}');
    // Without a file name: that is how a shell with this alias writes it.
    expect(page).toContain("import { AIChatInterface } from '@/features/ai-cs-agent';");
  });

  it('names every module the container exposes and every public prop', async () => {
    const guide = await readFile(path.join(root, 'docs/INTEGRATION.md'), 'utf8');
    const contract = await readFile(path.join(root, 'src/expose/contract.ts'), 'utf8');
    const config = await readFile(path.join(root, 'module-federation.config.ts'), 'utf8');
    const modules = [...config.matchAll(/'\.\/(\w+)':/g)].map((match) => match[1] ?? '').filter((name) => name !== 'contract');
    const props = [...contract.matchAll(/^ {2}(\w+)(?:\??: |\()/gm)].map((match) => match[1] ?? '');
    expect(modules.length).toBeGreaterThan(5);
    expect(props.length).toBeGreaterThan(15);
    expect([...modules, ...props].filter((name) => !guide.includes(name))).toEqual([]);
  });
});
