// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatConfiguration } from './contract.ts';

beforeEach(() => vi.resetModules());
const fresh = async () => ({
  ...(await import('./configure.ts')),
  ...(await import('./configured.ts')),
  ...(await import('../runtime-connection.ts')),
});

describe('configure', () => {
  it('is used by instances without a connection of their own', async () => {
    const { configure, resolveConnection } = await fresh();
    const connection = { endpoint: 'https://chat.example/graphql', getAccessToken: () => 't' };
    const own = { endpoint: '/own', getAccessToken: () => 't' };
    configure({ connection });
    expect(resolveConnection()).toBe(connection);
    expect(resolveConnection(own)).toBe(own);
  });

  it.each([
    undefined,
    {},
    { connection: 'x' },
    { connection: { endpoint: 'ftp://x/', getAccessToken: () => 't' } },
    { connection: { endpoint: '/graphql' } },
  ])('H47 names %j in the console and changes nothing', async (configuration) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { configure, resolveConnection } = await fresh();
    configure(configuration as unknown as ChatConfiguration);
    expect(resolveConnection().endpoint).toBe('/graphql');
    expect(said).toHaveBeenCalledOnce();
  });

  it('H31 lets answers link to the page and to exact origins only', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { configure, linkOrigins } = await fresh();
    const linked = ['https://help.example', 'https://help.example/path', 'javascript:alert(1)', '*', 7] as string[];
    configure({ connection: { endpoint: '/graphql', getAccessToken: () => 't' }, linkOrigins: linked });
    expect(linkOrigins()).toEqual([location.origin, 'https://help.example']);
    expect(said).toHaveBeenCalledOnce();
  });
});
