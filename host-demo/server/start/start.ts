/** `npm start`. */
import { resolve } from 'node:path';
import { ensureBuilt } from '../../../scripts/build.ts';
import { readConfig, type ServerConfig } from '../config.ts';
import { checkPaths } from '../config-paths.ts';
import { startDemo } from './demo.ts';
import { explainFailure } from './failure.ts';

let config: ServerConfig | null = null;
try {
  config = readConfig(process.env, resolve(import.meta.dirname, '../../..'));
  checkPaths(config);
  // A person reads this terminal: without a wish of theirs only what went wrong is logged there.
  const quiet: ServerConfig = process.env.LOG_LEVEL ? config : { ...config, logLevel: 'warn' };
  await startDemo(quiet, () => ensureBuilt({ say: (line) => console.log(line) }));
} catch (error) {
  console.error(explainFailure(error, config?.dataDir ?? null));
  process.exit(1);
}
