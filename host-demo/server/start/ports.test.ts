import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { listen, portOf } from '../http/listen.ts';
import { explainFailure } from './failure.ts';
import { choosePorts, PortTaken } from './ports.ts';
import { findRunning, rememberPorts, writeRunning } from './remembered.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'ports-'));
const taken = createServer((_, response) => response.end(JSON.stringify({ instance: 'mine' })));
const free = createServer();
let takenPort = 0;
let freePort = 0;

beforeAll(async () => {
  await listen(taken, '127.0.0.1', 0);
  await listen(free, '127.0.0.1', 0);
  takenPort = portOf(taken);
  freePort = portOf(free);
  await new Promise((resolve) => free.close(resolve));
});
afterAll(() => {
  taken.close();
  rmSync(dataDir, { recursive: true });
});

describe('ports', () => {
  it('a set one that is taken is refused in one sentence that names it', async () => {
    const config = readConfig({ PORT: String(takenPort), DATA_DIR: dataDir });
    const error: unknown = await choosePorts(config).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PortTaken);
    expect(explainFailure(error, dataDir)).toBe(`PORT ${takenPort} is taken by another program: stop it, or set PORT to a free port.`);
    const remote = readConfig({ PORT: String(freePort), REMOTE_PORT: String(takenPort), DATA_DIR: dataDir });
    await expect(choosePorts(remote)).rejects.toThrow(`REMOTE_PORT ${takenPort} is taken`);
  });

  it('ones not set move to the next free pair', async () => {
    const config = { ...readConfig({ DATA_DIR: dataDir }), port: takenPort, remotePort: takenPort + 1 };
    const chosen = await choosePorts(config);
    expect(chosen.moved).toBe(true);
    expect(chosen.port).toBeGreaterThan(takenPort);
    expect(chosen.remotePort).toBe(chosen.port + 1);
  });

  it('remembered ones are taken again, so that an open page finds its server', async () => {
    const config = readConfig({ DATA_DIR: dataDir });
    const first = await choosePorts({ ...config, port: takenPort, remotePort: takenPort + 1 });
    await rememberPorts(dataDir, first);
    expect(await choosePorts({ ...config, port: takenPort, remotePort: takenPort + 1 })).toMatchObject({
      port: first.port,
      remotePort: first.remotePort,
    });
  });

  it('a cut memory is no memory', async () => {
    writeFileSync(join(dataDir, 'ports.json'), '{"port":');
    await expect(choosePorts({ ...readConfig({ DATA_DIR: dataDir }), port: freePort, remotePort: freePort + 1 })).resolves.toBeTruthy();
  });
});

describe('a server that runs already', () => {
  it('is found by asking it, not by its file', async () => {
    expect(await findRunning(dataDir)).toBeNull();
    await writeRunning(dataDir, { pid: 1, url: `http://127.0.0.1:${takenPort}`, instance: 'mine' });
    expect(await findRunning(dataDir)).toMatchObject({ url: `http://127.0.0.1:${takenPort}` });
  });

  it('that was killed, or whose port another program has now, is not found', async () => {
    await writeRunning(dataDir, { pid: 1, url: `http://127.0.0.1:${takenPort}`, instance: 'other' });
    expect(await findRunning(dataDir)).toBeNull();
    await writeRunning(dataDir, { pid: 1, url: 'http://127.0.0.1:9', instance: 'mine' });
    expect(await findRunning(dataDir)).toBeNull();
  });
});

describe('a start that fails', () => {
  const failed = (code: string) => explainFailure(Object.assign(new Error('x'), { code }), '/data');
  it('says in one sentence what to do', () => {
    expect(failed('ENOSPC')).toContain('disk is full');
    expect(failed('EACCES')).toContain('No permission to write /data');
    expect(failed('EADDRNOTAVAIL')).toContain('HOST');
    expect(explainFailure(new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ENOSPC' }) }), '/data')).toContain(
      'disk is full',
    );
    for (const code of ['ENOSPC', 'EACCES', 'EROFS', 'ENOTDIR', 'EADDRINUSE']) expect(failed(code)).not.toContain('\n');
  });
});
