import { describe, expect, it } from 'vitest';
import { createKeys, signRegistry, verifyByNode } from '../../scripts/release/signing.ts';
import { inRange } from './range.ts';
import { candidates, openRegistry, type Registry, type RegistryVersion } from './registry.ts';

const { secret, key } = createKeys();
const version = (state: RegistryVersion['state'] = 'active', rest: Partial<RegistryVersion> = {}): RegistryVersion => ({
  state,
  integrity: 'sha384-x',
  react: '^19.0.0',
  protocol: 1,
  features: ['mount'],
  ...rest,
});
const registry: Registry = {
  serial: 7,
  time: '2026-11-23T00:00:00Z',
  expires: '2026-12-23T00:00:00Z',
  channels: { stable: { version: '1.1.0', previous: '1.0.0', integrity: 'sha384-x' } },
  versions: { '1.0.0': version('deprecated'), '1.1.0': version(), '1.2.0': version(), '2.0.0': version('active', { react: '^20.0.0' }) },
};
const names = (...given: Parameters<typeof candidates>) => candidates(...given).map((one) => `${one.version} ${one.why}`);

describe('openRegistry', () => {
  it('opens what one of the pinned keys has signed, here by WebCrypto too', async () => {
    const text = await signRegistry(registry, secret);
    expect(await openRegistry(text, [createKeys().key, key], verifyByNode)).toEqual(registry);
    expect(await openRegistry(text, [key])).toEqual(registry);
  });

  const tampered = (text: string, change: Record<string, string>) => JSON.stringify({ ...JSON.parse(text), ...change });
  it.each([
    ['another key', async () => signRegistry(registry, createKeys().secret), 'none of the pinned keys'],
    ['no signature', async () => JSON.stringify(registry), 'not signed'],
    ['a page', async () => '<!doctype html>', 'no JSON'],
    [
      'another algorithm',
      async () => tampered(await signRegistry(registry, secret), { protected: btoa('{"alg":"none"}') }),
      'signed with none',
    ],
    [
      'other words',
      async () => tampered(await signRegistry(registry, secret), { payload: btoa(JSON.stringify({ ...registry, serial: 8 })) }),
      'none of the pinned keys',
    ],
  ])('refuses %s', async (_, make, said) => {
    await expect(openRegistry(await make(), [key], verifyByNode)).rejects.toThrow(said);
  });
});

describe('candidates', () => {
  it('takes what the channel gives, then what ran last here, then what the channel gave before', () => {
    expect(names(registry, { channel: 'stable' }, '1.2.0')).toEqual(['1.1.0 wanted', '1.2.0 last', '1.0.0 previous']);
    expect(names(registry, {}, null)).toEqual(['1.1.0 wanted', '1.0.0 previous']);
    expect(names(registry, { channel: 'nightly' }, null)).toEqual([]);
  });
  it('takes the newest of a range that the page can render, deprecated ones last', () => {
    expect(names(registry, { range: '^1', react: '19.3.1' }, null)).toEqual(['1.2.0 wanted', '1.1.0 older', '1.0.0 older']);
    expect(names(registry, { range: '*', react: '19.3.1' }, null)[0]).toBe('1.2.0 wanted');
    expect(names(registry, { range: '*', react: '20.0.0' }, null)).toEqual(['2.0.0 wanted']);
  });
  it('never gives what is blocked, of another protocol, or without a feature the page needs', () => {
    const blocked = { ...registry, versions: { ...registry.versions, '1.1.0': version('blocked') } };
    expect(names(blocked, { channel: 'stable' }, '1.1.0')).toEqual(['1.0.0 previous']);
    expect(names(registry, { channel: 'stable', protocol: 2 }, null)).toEqual([]);
    expect(names(registry, { channel: 'stable', features: ['flying'] }, null)).toEqual([]);
  });
  it('does not take a channel at its word that means other bytes than the version has', () => {
    const stable = { version: '1.1.0', previous: '1.0.0', integrity: 'sha384-y' };
    expect(names({ ...registry, channels: { stable } }, { channel: 'stable' }, null)).toEqual(['1.0.0 previous']);
  });
});

it.each([
  ['1.2.3', '^1', true],
  ['2.0.0', '^1', false],
  ['1.1.9', '^1.2', false],
  ['0.2.5', '^0.2.1', true],
  ['0.3.0', '^0.2.1', false],
  ['0.0.4', '^0.0.3', false],
  ['0.9.0', '^0', true],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.2.3', '1.2.3', true],
  ['1.2.4', '1.2.3', false],
  ['1.2.4', '1.2', true],
  ['1.2.4', '>=1', false],
])('%s in %s: %s', (one, range, expected) => expect(inRange(one, range)).toBe(expected));
