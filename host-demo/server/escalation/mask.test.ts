import { describe, expect, it } from 'vitest';
import { mask } from './mask.ts';

describe('mask', () => {
  it.each([
    ['write to ada.lovelace+shop@example.co.uk please', 'ada'],
    ['call +49 170 1234567 now', '1234567'],
    ['call (030) 901820 now', '901820'],
    ['card 4111 1111 1111 1111', '4111 1111'],
    ['card 5500-0000-0000-0004', '5500'],
    ['IBAN DE89 3704 0044 0532 0130 00', '3704'],
    ['IBAN GB82WEST12345698765432', 'WEST'],
    ['key sk_live_4eC39HqLyjWDarjtT1zdp7dc', '4eC39'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'eyJzdWIiOiIxIn0'],
    ['secret 9f86d081884c7d659a2feaa0c55ad015', '884c7d65'],
  ])('X-8: hides what is private in "%s"', (text, secret) => {
    const result = mask(text);
    expect(result.masked).toBe(true);
    expect(result.text).toContain('••••');
    expect(result.text).not.toContain(secret);
  });

  it.each([
    'order 1042',
    'on 2026-11-22 at 19:30',
    '12,500 pieces in 3 warehouses',
    'SKU FX-200-BLK',
    'version 1.2.3',
    'EAN of 8 digits: none',
  ])('X-8: leaves "%s" as it is', (text) => {
    expect(mask(text)).toEqual({ text, masked: false });
  });
});
