/**
 * Builds the remote and the demo's shell, or does nothing when the sources are unchanged since the
 * last build: the hash of every source file lies beside the output.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'dist', 'sources.sha256');
const watched = ['src', 'host', 'host-demo/shell', 'rsbuild.config.ts', 'module-federation.config.ts', 'package-lock.json', 'package.json'];
const outputs = ['dist/react/mf-manifest.json', 'dist/shell/index.html'];

function* filesUnder(place: string): Generator<string> {
  const full = path.join(root, place);
  if (!existsSync(full)) return;
  const entries = place.includes('.') && !place.endsWith('/') ? null : readdirSync(full, { withFileTypes: true });
  if (!entries) {
    yield place;
    return;
  }
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    const inside = `${place}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(inside);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield inside;
  }
}

export function hashOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  for (const place of watched)
    for (const file of filesUnder(place))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function rsbuild(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/@rsbuild/core/bin/rsbuild.js'), 'build', '--log-level', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The build of the remote and the shell ended with code ${code}; its errors stand above.`)),
    );
  });
}

/** Resolves when `dist/` holds a build of the present sources. Says one line when it has to build. */
export async function ensureBuilt(options: { say?: (line: string) => void; force?: boolean } = {}): Promise<'built' | 'reused'> {
  const say = options.say ?? ((line: string) => console.log(line));
  const now = hashOfSources();
  const fresh = outputs.every((file) => existsSync(path.join(root, file))) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
  if (fresh && !options.force) return 'reused';
  const began = Date.now();
  say('building the remote and the shell …');
  await rsbuild();
  for (const file of outputs) if (!existsSync(path.join(root, file))) throw new Error(`The build did not write ${file}.`);
  writeFileSync(stamp, now);
  say(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return 'built';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureBuilt({ force: process.argv.includes('--force') }).then(
    (what) => what === 'reused' && console.log('the build is up to date'),
  );
}
