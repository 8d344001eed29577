import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../../scripts/release/integrity.ts';
import { removeTemporary, temporary } from '../../../scripts/release/release.kit.ts';
import { createKeys, publicKeyOf, readRegistry } from '../../../scripts/release/signing.ts';
import { listen, portOf } from '../http/listen.ts';
import { served, smallBuild } from './built.kit.ts';
import { registryKey } from './key.ts';
import type { ServedReleases } from './served.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});
afterAll(removeTemporary);

async function origin(releases: ServedReleases): Promise<string> {
  const server = createServer((request, response) => {
    void releases.serve(request, response).then((found) => found || response.writeHead(404).end());
  });
  servers.push(server);
  await listen(server, '127.0.0.1', 0);
  return `http://127.0.0.1:${portOf(server)}`;
}

const both = async (dataDir = temporary('data'), secret = createKeys().secret) => {
  const releases = served(dataDir, secret);
  await releases.begin(smallBuild('0.2.0'));
  await releases.addOlder(smallBuild('0.1.0'));
  return { releases, dataDir, secret, url: await origin(releases) };
};

describe('the releases npm start serves', () => {
  it('are given by a registry that the key of /config.json verifies, at once the newest, then with the older one behind it', async () => {
    const releases = served(temporary('data'));
    await releases.begin(smallBuild('0.2.0'));
    expect(await releases.state()).toMatchObject({ gives: '0.2.0', before: null, older: { version: '0.1.0', state: 'building' } });
    const config = releases.config(await origin(releases)) as { registry: string; key: string; channel: string };
    await releases.addOlder(smallBuild('0.1.0'));
    const registry = await readRegistry(await (await fetch(config.registry)).text(), config.key);
    expect(registry.channels).toMatchObject({ [config.channel]: { version: '0.2.0', previous: '0.1.0' } });
    for (const [version, { integrity }] of Object.entries(registry.versions)) {
      const list = await (await fetch(new URL(`${version}/integrity.json`, config.registry))).text();
      expect(hashOf(list)).toBe(integrity);
      const entry = await fetch(new URL(`${version}/react/remoteEntry.js`, config.registry));
      expect(entry.headers.get('access-control-allow-origin')).toBe('*');
      expect(hashOf(await entry.text())).toBe((JSON.parse(list) as { files: Record<string, string> }).files['react/remoteEntry.js']);
    }
  });

  it('break at their entry and nowhere else, uncached, and are there again when mended', async () => {
    const { releases, url } = await both();
    const entry = () => fetch(`${url}/releases/0.2.0/react/remoteEntry.js`);
    const whole = await (await entry()).text();
    await releases.act('break', (await releases.state()).revision);
    const refused = await entry();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await (await fetch(`${url}/releases/0.1.0/react/remoteEntry.js`)).text()).toContain('0.1.0');
    expect((await fetch(`${url}/releases/0.2.0/react/mf-manifest.json`)).status).toBe(200);
    // The folder itself is untouched: promoting looks at it.
    await releases.act('roll-back', (await releases.state()).revision);
    await releases.act('promote', (await releases.state()).revision);
    expect(await releases.act('mend', (await releases.state()).revision)).toMatchObject({ broken: [] });
    expect(await (await entry()).text()).toBe(whole);
  });

  it('of two who press at once one wins and the other is told, whatever they press', async () => {
    const { releases } = await both();
    for (const pair of [
      ['roll-back', 'break'],
      ['promote', 'mend'],
      ['roll-back', 'roll-back'],
    ] as const) {
      const { revision } = await releases.state();
      const done = await Promise.allSettled(pair.map((action) => releases.act(action, revision)));
      const failed = done.find(({ status }) => status === 'rejected');
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(failed).toMatchObject({ reason: { name: 'ReleaseRefused', message: expect.stringContaining('Somebody else') } });
      if (pair[0] === 'roll-back' && pair[1] === 'break') await releases.act('break', (await releases.state()).revision);
    }
  });

  it('without an older one there is nothing to roll back to, and nothing is broken', async () => {
    const releases = served(temporary('data'));
    await releases.begin(smallBuild('0.2.0'));
    releases.withoutOlder('This copy has no history.');
    const { revision, older } = await releases.state();
    expect(older).toEqual({ version: '0.1.0', state: 'missing', why: 'This copy has no history.' });
    await expect(releases.act('roll-back', revision)).rejects.toThrow('nothing to roll back to');
    await expect(releases.act('break', revision)).rejects.toThrow('would leave no chat');
    await expect(releases.act('promote', revision)).rejects.toThrow('gives 0.2.0 already');
    expect((await releases.state()).revision).toBe(revision);
  });
});

describe('the next start', () => {
  it('serves the new build under the same version, after every serial seen, and the files open pages still ask for', async () => {
    const first = await both();
    await first.releases.act('roll-back', (await first.releases.state()).revision);
    const { revision } = await first.releases.state();
    const again = served(first.dataDir, first.secret);
    await again.begin(smallBuild('0.2.0', 'edited'));
    expect(await again.state()).toMatchObject({ gives: '0.2.0', before: null });
    expect((await again.state()).revision).toBeGreaterThan(revision);
    const url = await origin(again);
    expect(await (await fetch(`${url}/releases/0.2.0/react/remoteEntry.js`)).text()).toContain('edited');
    expect(await (await fetch(`${url}/releases/0.2.0/react/of-0.2.0.js`)).text()).toContain('0.2.0');
    expect(again.config('')).toEqual(first.releases.config(''));
  });

  it('is stopped neither by a lock a killed one left nor by a registry that cannot be read', async () => {
    const { dataDir, secret, releases } = await both();
    const { revision } = await releases.state();
    writeFileSync(join(dataDir, 'remote/releases/.registry.lock'), '');
    writeFileSync(join(dataDir, 'remote/releases/registry.json'), '{ "cut');
    const again = served(dataDir, secret);
    await again.begin(smallBuild('0.2.0'));
    expect((await again.state()).revision).toBeGreaterThanOrEqual(revision - 10);
    const other = served(dataDir);
    await other.begin(smallBuild('0.2.0'));
    expect((await other.state()).gives).toBe('0.2.0');
    // Another key is another registry to a browser that has seen the first.
    expect(other.config('')).not.toEqual(again.config(''));
  });

  it('uses the same key, which only its owner reads, and makes another where it was cut', async () => {
    const folder = temporary('data');
    const secret = await registryKey(folder);
    expect(await registryKey(folder)).toBe(secret);
    writeFileSync(join(folder, 'registry-key'), secret.slice(0, 40));
    const made = await registryKey(folder);
    expect(publicKeyOf(made)).not.toBe(publicKeyOf(secret));
    expect(readFileSync(join(folder, 'registry-key'), 'utf8')).toBe(made);
  });
});
