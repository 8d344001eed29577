import { describe, expect, it } from 'vitest';
import type { Order } from '../merchant/records.ts';
import { matching } from './filter.ts';

const order = (number: string, status: Order['status'], buyer = 'Emma Lindqvist'): Order => ({
  number,
  status,
  buyer,
  marketplace: 'Etsy',
  placedAt: '2026-11-20T10:00:00Z',
  shipBy: '2026-11-22',
  city: 'Oslo',
  country: 'NO',
  lines: [{ sku: 'NW-TENT-2', name: 'Fjell tent', quantity: 1, priceCents: 18_900 }],
  shippingCents: 0,
  totalCents: 18_900,
  tracking: null,
  note: null,
});
const orders = [order('1042', 'Shipped'), order('1043', 'Packed', 'Łukasz Nowak'), order('1044', 'Returned')];
const numbers = (filter: string, sought: string) => matching(orders, filter, sought).map(({ number }) => number);

describe('matching', () => {
  it('keeps the orders of a filter, and all of them for a filter it does not know', () => {
    expect(numbers('to-ship', '')).toEqual(['1043']);
    expect(numbers('ended', '')).toEqual(['1044']);
    expect(numbers('made-up', '')).toEqual(['1042', '1043', '1044']);
  });

  it('wants every word, in any field and any order, whatever the case', () => {
    expect(numbers('all', 'TENT emma')).toEqual(['1042', '1044']);
    expect(numbers('all', 'łukasz etsy')).toEqual(['1043']);
    expect(numbers('all', 'tent 1045')).toEqual([]);
    expect(numbers('all', '   ')).toHaveLength(3);
  });
});
