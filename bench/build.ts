import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createRsbuild } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';

const HERE = import.meta.dirname;
const ROOT = path.dirname(HERE);
const SUBJECTS = path.join(HERE, 'page', 'subjects');

/** Outside of what git sees: pages, results, profiles. */
export const WORKPLACE = process.env.BENCH_FOLDER ?? path.join(ROOT, '.cache', 'bench');

/** Throws one sentence that says what to do when the peers are not there. */
export function checkInstalled(): void {
  if (!existsSync(path.join(HERE, 'node_modules', 'streamdown', 'package.json')))
    throw new Error('The peers are not installed: run `npm ci` in bench/ (they are a package of their own), then `npm run bench` again.');
  if (!existsSync(path.join(ROOT, 'node_modules', 'react', 'package.json')))
    throw new Error('The chat’s own packages are not installed: run `npm ci` in the root of the repository, then `npm run bench` again.');
}

/** Entries by name: every file of the folder is a page. */
function entries(): Record<string, string> {
  const files = readdirSync(SUBJECTS);
  return Object.fromEntries(files.map((file) => [path.parse(file).name, path.join(SUBJECTS, file)]));
}

/**
 * Production builds, a page for each subject, each with everything in one file; React is the same copy for all.
 * In a folder of this process, so that two runs do not build over each other; the caller removes it.
 */
export async function build(): Promise<{ folder: string; hash: string }> {
  const folder = path.join(WORKPLACE, `pages-${process.pid}`);
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const own = (name: string): string => path.join(ROOT, 'node_modules', name);
  const rsbuild = await createRsbuild({
    cwd: HERE,
    config: {
      mode: 'production',
      logLevel: 'error',
      plugins: [pluginReact()],
      source: { entry: entries(), define: { 'process.env.CHAT_VERSION': JSON.stringify(version) } },
      resolve: { alias: { graphql$: own('@0no-co/graphql.web'), react: own('react'), 'react-dom': own('react-dom') } },
      splitChunks: false,
      output: { distPath: { root: folder }, cleanDistPath: true, filenameHash: false, legalComments: 'none' },
      html: { template: path.join(HERE, 'page', 'page.html'), title: ({ entryName }) => entryName },
    },
  });
  const { close } = await rsbuild.build();
  await close();
  return { folder, hash: hashOf(folder) };
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files) if (statSync(path.join(folder, file)).isFile()) hash.update(file).update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
