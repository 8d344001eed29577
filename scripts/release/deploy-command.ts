/**
 * `npm run deploy -- --to FOLDER [--from FOLDER] [--key FILE] [--channel NAME]`: uploads the newest release built here (or `--from`).
 * With the secret key it is entered into the registry; with a channel that channel gives it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { deploy } from './deploy.ts';
import { folderTarget } from './folder-target.ts';
import { LIFE_MS, status } from './registry.ts';
import { compareVersions } from './version.ts';

const built = path.resolve(import.meta.dirname, '../../.cache/releases');

function newestBuilt(): string {
  const names = existsSync(built) ? readdirSync(built).sort(compareVersions) : [];
  const name = names.at(-1);
  if (name === undefined) throw new Error('No release is built here: run `npm run release` first, or give --from FOLDER.');
  return path.join(built, name);
}

async function main(): Promise<void> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ options: { to: option, from: option, key: option, channel: option } });
  if (values.to === undefined) throw new Error('Usage: npm run deploy -- --to FOLDER [--from FOLDER] [--key FILE] [--channel NAME]');
  if (values.channel !== undefined && values.key === undefined) throw new Error('--channel needs --key: the registry is signed.');
  const began = Date.now();
  const { version, registry } = await deploy({
    target: folderTarget(path.resolve(values.to)),
    folder: path.resolve(values.from ?? newestBuilt()),
    secret: values.key === undefined ? null : readFileSync(values.key, 'utf8'),
    channel: values.channel ?? null,
    clock: { now: Date.now(), lifeMs: LIFE_MS },
  });
  console.log(`${version} is deployed and verified (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  if (registry) console.log(status(registry, Date.now()).join('\n'));
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
