/** `npm start`. */
import { resolve } from 'node:path';
import { DEMO, ensureBuilt, RELEASED_DEMO } from '../../../scripts/build.ts';
import { readRecords } from '../../../scripts/release/records.ts';
import { readConfig, type ServerConfig } from '../config.ts';
import { checkPaths } from '../config-paths.ts';
import { startDemo } from './demo.ts';
import { explainFailure } from './failure.ts';

const root = resolve(import.meta.dirname, '../../..');
let config: ServerConfig | null = null;
try {
  config = readConfig(process.env, root);
  checkPaths(config);
  // A person reads this terminal: without a wish of theirs only what went wrong is logged there.
  const quiet: ServerConfig = process.env.LOG_LEVEL ? config : { ...config, logLevel: 'warn' };
  const releases = config.demoReleases ? readRecords(resolve(root, 'releases')).map(({ release }) => release) : [];
  const environments = releases.length > 0 ? RELEASED_DEMO : DEMO;
  await startDemo(quiet, { build: () => ensureBuilt({ say: (line) => console.log(line), environments }), releases });
} catch (error) {
  console.error(explainFailure(error, config?.dataDir ?? null));
  process.exit(1);
}
