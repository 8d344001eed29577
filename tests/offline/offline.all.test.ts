import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/browser.ts';

const isRoot = process.getuid?.() === 0;

/** A namespace of its own: as root outright, else inside a user namespace. */
const namespace = ['unshare', isRoot ? '-n' : '-rn', 'sh', '-c'];

describe('after install nothing leaves the machine', () => {
  it('the demo builds, starts and answers with loopback as its only interface', { timeout: 240_000 }, async () => {
    const browser = await findBrowser();
    const command = `ip link set lo up && exec "${process.execPath}" --import tsx tests/offline/inside.ts`;
    const [file, ...args] = [...namespace, command];
    const run = spawnSync(file as string, args, { encoding: 'utf8', timeout: 200_000, env: { ...process.env, CHROMIUM_PATH: browser } });
    expect(`${run.error ?? ''}${run.stdout}${run.stderr}`).toContain('offline ok');
    expect(run.status).toBe(0);
  });
});
