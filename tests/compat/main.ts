/**
 * `npm run test:compat [-- --version 0.1.0]`: the last release's remote against today's server, and today's remote against the last
 * release's server (F51), in Chromium. The release is built from its commit, so that has to be in the clone.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from '../../scripts/browser.ts';
import { readRecords } from '../../scripts/release/records.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { version: { type: 'string' } } });
const records = readRecords(path.join(root, 'releases'));
const record = values.version === undefined ? records[0] : records.find(({ version }) => version === values.version);
if (!record) {
  console.error(values.version === undefined ? 'There is no release yet.' : `There is no record of ${values.version} in releases/.`);
  process.exit(1);
}
const { version, release } = record;
console.log(`today's code and ${version} (${release.commit.slice(0, 9)})`);
const child = spawn(
  process.execPath,
  [path.join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', path.join(import.meta.dirname, 'playwright.config.ts')],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM_PATH: await findBrowser(), COMPAT_VERSION: version, COMPAT_COMMIT: release.commit },
  },
);
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
