/**
 * `npm run registry -- COMMAND --in FOLDER --key FILE`:
 *   keys                      makes a key pair: FILE gets the secret one, the public one is printed
 *   status                    what each channel gets
 *   promote CHANNEL VERSION   the channel gives this version
 *   rollback CHANNEL          the channel gives what it gave before
 *   block | deprecate | activate VERSION
 *   renew                     the same for another thirty days
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Registry } from '../../host/released/registry.ts';
import { change } from './deploy.ts';
import { folderTarget } from './folder-target.ts';
import { type Clock, LIFE_MS, promote, renew, rollback, setState, status } from './registry.ts';
import { createKeys, publicKeyOf, readRegistry } from './signing.ts';

const USAGE =
  'Usage: npm run registry -- keys|status|promote CHANNEL VERSION|rollback CHANNEL|block VERSION|deprecate VERSION|activate VERSION|renew --in FOLDER --key FILE';

type Change = (before: Registry | null, clock: Clock, ...names: string[]) => Registry;
const changes: Readonly<Record<string, readonly [number, Change]>> = {
  promote: [2, (before, clock, channel = '', version = '') => promote(before, clock, channel, version)],
  rollback: [1, (before, clock, channel = '') => rollback(before, clock, channel)],
  block: [1, (before, clock, version = '') => setState(before, clock, version, 'blocked')],
  deprecate: [1, (before, clock, version = '') => setState(before, clock, version, 'deprecated')],
  activate: [1, (before, clock, version = '') => setState(before, clock, version, 'active')],
  renew: [0, (before, clock) => renew(before, clock)],
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { in: { type: 'string' }, key: { type: 'string' } } });
  const [command = '', ...names] = positionals;
  if (values.key === undefined) throw new Error(USAGE);
  if (command === 'keys') {
    if (existsSync(values.key)) throw new Error(`${values.key} is there already; a key is never written over.`);
    const { secret, key } = createKeys();
    writeFileSync(values.key, secret, { mode: 0o600 });
    return console.log(`The public key, for shells to pin: ${key}`);
  }
  if (values.in === undefined) throw new Error(USAGE);
  const secret = readFileSync(values.key, 'utf8');
  const target = folderTarget(path.resolve(values.in));
  if (command === 'status') {
    const text = await target.registry();
    if (text === null) throw new Error(`There is no registry in ${values.in}.`);
    return console.log(status(await readRegistry(text, publicKeyOf(secret)), Date.now()).join('\n'));
  }
  const [count, make] = changes[command] ?? [-1, null];
  if (make === null || names.length !== count) throw new Error(USAGE);
  const clock = { now: Date.now(), lifeMs: LIFE_MS };
  const { after } = await change(target, secret, (before) => make(before, clock, ...names));
  console.log(status(after, Date.now()).join('\n'));
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
