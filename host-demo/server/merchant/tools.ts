import type { Figure, Order, Product, Records, Shipment } from './merchant.ts';
import { seedRecords } from './seed.ts';
import { startersOf } from './starters.ts';

/** Everything the assistant may look up. Each call names the organisation of the customer's token; another's records are "not found" (H32). */
export interface Merchant {
  findOrder(organizationId: string, number: string): Order | null;
  /** Products whose SKU is the text, or whose name holds its words; best first, at most five. */
  stockOf(organizationId: string, text: string): Product[];
  /** By tracking number, or by the order's number. */
  trackShipment(organizationId: string, numberOrOrder: string): Shipment | null;
  listOrders(organizationId: string): readonly Order[];
  listProducts(organizationId: string): readonly Product[];
  /** The four figures of the back office's first page. */
  overview(organizationId: string): Figure[];
  /** Four questions worth asking first, about the organisation's own records where it has any. */
  starters(organizationId: string): string[];
}

const DAY = 86_400_000;
const LOW_STOCK = 5;

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

function wordsOf(text: string): string[] {
  return (plain(text).match(/[a-z0-9]+/g) ?? []).map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word));
}

function matching(products: readonly Product[], text: string): Product[] {
  const wanted = new Set(wordsOf(text));
  const sku = products.filter((product) =>
    plain(text)
      .split(/[^a-z0-9-]+/)
      .includes(plain(product.sku)),
  );
  if (sku.length > 0) return sku;
  const scored = products.map((product) => {
    const words = wordsOf(product.name);
    const hits = words.filter((word) => wanted.has(word) && /[a-z]{3}/.test(word)).length;
    return { product, hits, share: words.length === 0 ? 0 : words.filter((word) => wanted.has(word)).length / words.length };
  });
  const most = Math.max(0, ...scored.map((one) => one.hits));
  if (most === 0) return [];
  return scored
    .filter((one) => one.hits === most)
    .sort((a, b) => b.share - a.share)
    .slice(0, 5)
    .map((one) => one.product);
}

function perDay(orders: readonly Order[], now: number, days: number, value: (order: Order) => number): number[] {
  const sums = Array.from({ length: days }, () => 0);
  for (const order of orders) {
    const age = Math.floor((now - Date.parse(order.placedAt)) / DAY);
    const slot = days - 1 - age;
    if (slot >= 0 && slot < days) sums[slot] = (sums[slot] ?? 0) + value(order);
  }
  return sums;
}

function changeOf(line: readonly number[]): number | null {
  const sum = (part: readonly number[]): number => part.reduce((total, value) => total + value, 0);
  const half = Math.floor(line.length / 2);
  const before = sum(line.slice(0, half));
  return before === 0 ? null : (sum(line.slice(-half)) - before) / before;
}

function figuresOf(records: Records, now: number): Figure[] {
  const paid = records.orders.filter((order) => order.status !== 'Cancelled');
  const toShip = records.orders.filter((order) => ['New', 'Allocated', 'Picking', 'Packed'].includes(order.status));
  const low = records.products.filter((product) => product.available <= LOW_STOCK);
  const orders = perDay(records.orders, now, 14, () => 1);
  const revenue = perDay(paid, now, 14, (order) => order.totalCents);
  const week = (line: readonly number[]): number => line.slice(-7).reduce((total, value) => total + value, 0);
  return [
    { key: 'orders', label: 'Orders, last 7 days', value: week(orders), unit: 'count', change: changeOf(orders), sparkline: orders },
    {
      key: 'revenue',
      label: 'Revenue, last 7 days',
      value: week(revenue),
      unit: 'eurCents',
      change: changeOf(revenue),
      sparkline: revenue,
    },
    {
      key: 'toShip',
      label: 'Waiting to be shipped',
      value: toShip.length,
      unit: 'count',
      change: null,
      sparkline: perDay(toShip, now, 14, () => 1),
    },
    {
      key: 'lowStock',
      label: 'Low on stock',
      value: low.length,
      unit: 'count',
      change: null,
      sparkline: orders.map((_, day) => Math.max(0, low.length - Math.floor((13 - day) / 4))),
    },
  ];
}

/** @param now Milliseconds since 1970 at the server's start; all dates are relative to it. */
export function createMerchant(now: number): Merchant {
  const all = new Map<string, Records>();
  const of = (organizationId: string): Records => {
    const known = all.get(organizationId) ?? seedRecords(organizationId, now);
    if (known.orders.length > 0) all.set(organizationId, known);
    return known;
  };
  return {
    findOrder: (organizationId, number) =>
      of(organizationId).orders.find((order) => order.number === number.replace(/^#/, '').trim()) ?? null,
    stockOf: (organizationId, text) => matching(of(organizationId).products, text),
    trackShipment: (organizationId, numberOrOrder) => {
      const wanted = numberOrOrder.replace(/^#|\s/g, '').toUpperCase();
      return (
        of(organizationId).shipments.find((shipment) => shipment.tracking.toUpperCase() === wanted || shipment.order === wanted) ?? null
      );
    },
    listOrders: (organizationId) => of(organizationId).orders,
    listProducts: (organizationId) => of(organizationId).products,
    overview: (organizationId) => figuresOf(of(organizationId), now),
    starters: (organizationId) => startersOf(of(organizationId)),
  };
}
