import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guideFiles } from '../guide.ts';
import type { HostProject } from './projects.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const PATIENCE_MS = 240_000;

/** Runs npm in a folder. Rejects with what it printed. */
function npm(folder: string, args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath;
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const [program, before] = script ? [process.execPath, [script]] : ['npm', []];
  const child = spawn(program, [...before, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE_MS });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`npm ${args.join(' ')} ended with ${code ?? signal}:\n${said.slice(-4_000)}`)),
    );
  });
}

/** A copy of the project with the guide's lines, the loader and the types, told where the remote is. Below the system's temporary folder. */
export async function copyProject(project: HostProject, remote: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), `chat-${project.name}-`));
  if (project.shared) cpSync(path.join(import.meta.dirname, 'shared', project.shared), folder, { recursive: true });
  cpSync(path.join(import.meta.dirname, project.name), folder, { recursive: true });
  const files = await guideFiles();
  for (const [place, block] of Object.entries(project.guide)) {
    const text = files.get(block);
    if (text === undefined) throw new Error(`docs/INTEGRATION.md has no code block named ${block}.`);
    const file = path.join(folder, place);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, block.endsWith('.html') ? readFileSync(file, 'utf8').replace(`<!-- ${block} -->`, () => text) : text);
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:[jt]sx?|vue|html)$/u.test(name)) continue;
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('https://chat.example.com', remote));
  }
  const source = (name: string): boolean => !name.endsWith('.test.ts');
  cpSync(path.join(root, 'host'), path.join(folder, project.loader ?? 'host'), { recursive: true, filter: source });
  return folder;
}

/** Exactly the packages of the lock file, and the types as `npm install` of that package would bring them. */
export async function installProject(folder: string): Promise<void> {
  await npm(folder, ['ci', '--prefer-offline', '--no-audit', '--no-fund']);
  cpSync(path.join(root, 'dist/types'), path.join(folder, 'node_modules/ai-cs-agent-types'), { recursive: true });
}

export const buildProject = (folder: string): Promise<void> => npm(folder, ['run', 'build', '--if-present']);
