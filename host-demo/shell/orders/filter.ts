import type { Order, OrderStatus } from '../merchant/records.ts';

const toShip: readonly OrderStatus[] = ['New', 'Allocated', 'Picking', 'Packed'];

export const openFilters: readonly { key: string; label: string; of: (order: Order) => boolean }[] = [
  { key: 'all', label: 'All', of: () => true },
  { key: 'to-ship', label: 'To ship', of: (order) => toShip.includes(order.status) },
  { key: 'on-hold', label: 'On hold', of: (order) => order.status === 'On hold' },
  { key: 'shipped', label: 'Shipped', of: (order) => order.status === 'Shipped' },
  { key: 'delivered', label: 'Delivered', of: (order) => order.status === 'Delivered' },
  { key: 'ended', label: 'Cancelled or returned', of: (order) => order.status === 'Cancelled' || order.status === 'Returned' },
];

/** Orders of a filter (unknown keys mean all) whose number, buyer, city, marketplace, status, SKU or product holds every word sought. */
export function matching(orders: readonly Order[], filterKey: string, sought: string): readonly Order[] {
  const filter = openFilters.find((candidate) => candidate.key === filterKey);
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return orders.filter((order) => (filter?.of(order) ?? true) && words.every((word) => textOf(order).includes(word)));
}

function textOf(order: Order): string {
  const lines = order.lines.flatMap((line) => [line.sku, line.name]);
  return [order.number, order.buyer, order.city, order.country, order.marketplace, order.status, order.tracking ?? '', ...lines]
    .join(' ')
    .toLowerCase();
}
