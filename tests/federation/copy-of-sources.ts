import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const NEEDED = [
  'schema.graphql',
  'src',
  'host',
  'host-demo',
  'scripts',
  'package.json',
  'tsconfig.json',
  'rsbuild.config.ts',
  'module-federation.config.ts',
];

/** The project again, below the system's temporary folder, with this one's packages: for what changes a source file or the version. */
export function copyOfSources(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chat-sources-'));
  for (const name of NEEDED) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** @throws Error when the file does not hold that text: the copy would be none. */
export function change(folder: string, file: string, from: string, to: string): void {
  const place = path.join(folder, file);
  const text = readFileSync(place, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no "${from}" to change.`);
  writeFileSync(place, text.replace(from, to));
}

/** Builds these environments of the copy into its `dist`. */
export async function buildCopy(folder: string, environments: readonly string[]): Promise<void> {
  const bin = path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js');
  const args = [bin, 'build', '--log-level', 'error', '--environment', environments.join(',')];
  const env = { ...process.env, NODE_ENV: 'production', BUILD_OUTPUT: 'dist' };
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'inherit', env });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The build of the copy ended with code ${String(code)}; its errors stand above.`);
}
