/** Small builds for tests of what is done with them, laid out as `npm start` finds its own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seal, temporary } from '../../../scripts/release/release.kit.ts';
import { createKeys } from '../../../scripts/release/signing.ts';
import { remoteHeaders } from '../start/remote-server.ts';
import { ServedReleases } from './served.ts';

const ABOUT = { react: '^19.0.0', protocol: 1, features: [] };

export const smallBuild = (version: string, mark = version): string => {
  const folder = temporary('built');
  mkdirSync(join(folder, 'react'));
  writeFileSync(join(folder, 'react/mf-manifest.json'), JSON.stringify({ mark }));
  writeFileSync(join(folder, 'react/remoteEntry.js'), `window.entry = '${mark}';\n`);
  writeFileSync(join(folder, `react/of-${mark}.js`), `window.part = '${mark}';\n`);
  seal(folder, version);
  return folder;
};

export const served = (dataDir: string, secret = createKeys().secret): ServedReleases =>
  new ServedReleases({
    dataDir,
    secret,
    newest: { version: '0.2.0', about: ABOUT },
    older: { version: '0.1.0', about: ABOUT },
    headers: remoteHeaders,
  });
