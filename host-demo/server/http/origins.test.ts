import { describe, expect, it } from 'vitest';
import { createOrigins, ownOrigins } from './origins.ts';

describe('H42 H43 which pages may use the server', () => {
  const origins = createOrigins([...ownOrigins('127.0.0.1', 4310, 'https://chat.example.com'), 'https://shop.example']);

  it.each(['http://127.0.0.1:4310', 'http://localhost:4310', 'https://chat.example.com', 'https://shop.example'])('allows %s', (origin) => {
    expect(origins.allows(origin)).toBe(true);
  });

  it.each(['https://shop.example.evil', 'https://evil-shop.example', 'http://shop.example', 'https://shop.example:444', 'null', '', 'https://SHOP.example', 'http://127.0.0.1:4311'])('refuses %s', (origin) => {
    expect(origins.allows(origin)).toBe(false);
  });

  it('leaves a caller without an origin to its token', () => {
    expect(origins.allows(undefined)).toBe(true);
  });
});
