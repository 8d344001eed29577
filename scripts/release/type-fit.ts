/** Whether code written against an earlier release's types still compiles: asked of the compiler, not judged here. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { declarationsOf } from './api-report.ts';

/** What a shell passes in: what it passed before must still be taken. `ref` is what comes out, and is asked as `ChatHandle`. */
const PASSED_IN = [
  'AIChatInterfaceProps',
  'ConversationListProps',
  'AICustomerServiceDemoProps',
  'FloatingChatButtonProps',
  'AgentDeskProps',
  'ChatConfiguration',
  'ChatConnection',
  'ChatTheme',
  'HeadlessProviderProps',
  'MountOptions',
  'Wanted',
] as const;
/** What a shell is given: it must still be all that it was. */
const GIVEN = [
  'ChatHandle',
  'ChatContract',
  'Fit',
  'HeadlessModule',
  'MountError',
  'Mounted',
  'HeaderSlotProps',
  'MessageSlotProps',
  'ComposerSlotProps',
  'EmptySlotProps',
  'ErrorSlotProps',
] as const;

/** What is given, as it is compared: the props that `update` takes are passed in, and each is asked about by itself. */
const given = (side: string, name: (typeof GIVEN)[number]): string =>
  name === 'Mounted' ? `Omit<${side}.Mounted, 'update'>` : `${side}.${name}`;

const compiler = path.resolve(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

function check(names: ReadonlySet<string>): string {
  const passedIn = PASSED_IN.filter((name) => names.has(name)).map(
    (name) => `export const ${name}: Omit<Now.${name}, 'ref'> = {} as Omit<Earlier.${name}, 'ref'>;`,
  );
  const taken = GIVEN.filter((name) => names.has(name)).map(
    (name) => `export const ${name}: ${given('Earlier', name)} = {} as ${given('Now', name)};`,
  );
  return ["import type * as Earlier from './earlier/about.js';", "import type * as Now from './now/about.js';", ...passedIn, ...taken].join(
    '\n',
  );
}

/** The compiler's words for what no longer fits, one entry each. Of two API reports. */
export async function typeChanges(earlier: string, now: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'chat-api-'));
  try {
    const sides = { earlier: declarationsOf(earlier), now: declarationsOf(now) };
    for (const [side, files] of Object.entries(sides)) {
      mkdirSync(path.join(folder, side));
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, side, name), text);
    }
    const exported = (files: Record<string, string>) =>
      new Set(
        Object.values(files).flatMap((text) => [...text.matchAll(/^export (?:interface|type) (\w+)/gmu)].map((match) => match[1] ?? '')),
      );
    const both = new Set([...exported(sides.earlier)].filter((name) => exported(sides.now).has(name)));
    writeFileSync(path.join(folder, 'check.ts'), check(both));
    const compilerOptions = { strict: true, noEmit: true, target: 'ES2023', module: 'ESNext', moduleResolution: 'bundler', types: [] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['check.ts'] }));
    return await promisify(execFile)(process.execPath, [compiler, '-p', folder, '--pretty', 'false']).then(
      () => [],
      (error: { stdout?: string }) => messages(error.stdout ?? String(error)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One entry for each error, with what the compiler says below it. */
function messages(output: string): string[] {
  const found: string[] = [];
  for (const line of output.split('\n')) {
    if (/^\S.*: error TS\d+: /u.test(line)) found.push(line.replace(/^.*: error TS\d+: /u, ''));
    else if (line.startsWith(' ') && found.length > 0) found[found.length - 1] += ` ${line.trim()}`;
  }
  return found.length === 0 ? [output.trim()] : found;
}
