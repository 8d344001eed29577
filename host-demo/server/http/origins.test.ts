import { describe, expect, it } from 'vitest';
import { calledName, createOrigins, hostNames, ownOrigins } from './origins.ts';

describe('H42 H43 which pages may use the server', () => {
  const origins = createOrigins([...ownOrigins('127.0.0.1', 4310, 'https://chat.example.com'), 'https://shop.example']);

  it.each(['http://127.0.0.1:4310', 'http://localhost:4310', 'https://chat.example.com', 'https://shop.example'])('allows %s', (origin) => {
    expect(origins.allows(origin)).toBe(true);
  });

  it.each([
    'https://shop.example.evil',
    'https://evil-shop.example',
    'http://shop.example',
    'https://shop.example:444',
    'null',
    '',
    'https://SHOP.example',
    'http://127.0.0.1:4311',
  ])('refuses %s', (origin) => {
    expect(origins.allows(origin)).toBe(false);
  });

  it('leaves a caller without an origin to its token', () => {
    expect(origins.allows(undefined)).toBe(true);
  });
});

describe("a server's names", () => {
  it('are those of the loopback, or every address of the machine when it listens on all', () => {
    expect(hostNames('127.0.0.1')).toEqual(['127.0.0.1', 'localhost', '[::1]']);
    expect(hostNames('0.0.0.0')).toEqual(expect.arrayContaining(['127.0.0.1', 'localhost']));
    expect(hostNames('2001:db8::1')).toEqual(['[2001:db8::1]']);
  });

  it('are taken from the caller only when they are ours', () => {
    const names = hostNames('127.0.0.1');
    expect(calledName('localhost:4310', names)).toBe('localhost');
    expect(calledName('[::1]:4310', names)).toBe('[::1]');
    expect(calledName('evil.example', names)).toBe('127.0.0.1');
    expect(calledName(undefined, names)).toBe('127.0.0.1');
  });
});
