import { describe, expect, it } from 'vitest';
import { createMerchant } from './tools.ts';

const NOW = Date.parse('2026-06-15T09:00:00Z');
const merchant = createMerchant(NOW);
const organizations = ['org-northwind', 'org-brightside'] as const;

describe('merchant records', () => {
  it.each(organizations)('%s has 40 orders and 25 products that add up', (organization) => {
    const orders = merchant.listOrders(organization);
    const products = merchant.listProducts(organization);
    expect([orders.length, products.length]).toEqual([40, 25]);
    for (const order of orders) {
      const lines = order.lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
      expect(order.totalCents, order.number).toBe(lines + order.shippingCents);
      expect(Date.parse(order.placedAt)).toBeLessThan(NOW);
    }
    for (const product of products) {
      const open = orders.filter((order) => ['New', 'Allocated', 'Picking', 'Packed', 'On hold'].includes(order.status));
      const reserved = open
        .flatMap((order) => order.lines)
        .filter((line) => line.sku === product.sku)
        .reduce((sum, line) => sum + line.quantity, 0);
      expect(product.reserved, product.sku).toBe(reserved);
      expect(product.available).toBe(product.onHand - product.reserved);
    }
  });

  it.each(organizations)('%s: what has left the house has a shipment whose events are in order and in the past', (organization) => {
    for (const order of merchant.listOrders(organization)) {
      const shipment = merchant.trackShipment(organization, order.number);
      expect(shipment !== null, `${order.number} ${order.status}`).toBe(
        ['Packed', 'Shipped', 'Delivered', 'Returned'].includes(order.status),
      );
      if (shipment === null) continue;
      const times = shipment.events.map((event) => Date.parse(event.at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.at(-1)).toBeLessThan(NOW);
      expect(shipment.events.at(-1)?.status).toBe(shipment.status);
    }
  });

  it('is the same on every start, and order 1042 has something to tell', () => {
    expect(createMerchant(NOW).listOrders('org-northwind')).toEqual(merchant.listOrders('org-northwind'));
    expect(merchant.trackShipment('org-northwind', '1042')?.status).toBe('Exception');
  });

  it('H32: nothing of another organisation is found, by number, tracking, SKU or name', () => {
    for (const order of merchant.listOrders('org-brightside')) {
      expect(merchant.findOrder('org-northwind', order.number)).toBeNull();
      expect(merchant.trackShipment('org-northwind', order.number)).toBeNull();
      if (order.tracking !== null) expect(merchant.trackShipment('org-northwind', order.tracking)).toBeNull();
    }
    for (const product of merchant.listProducts('org-brightside')) expect(merchant.stockOf('org-northwind', product.sku)).toEqual([]);
    expect(
      merchant
        .stockOf('org-northwind', 'Desk lamp Arc')
        .map((product) => product.sku)
        .filter((sku) => !sku.startsWith('NW-')),
    ).toEqual([]);
    expect(merchant.listOrders('org-nobody')).toEqual([]);
  });

  it('finds products by SKU and by words in any number', () => {
    expect(merchant.stockOf('org-northwind', 'nw-mug-ti').map((product) => product.sku)).toEqual(['NW-MUG-TI']);
    expect(merchant.stockOf('org-northwind', 'head lamps')[0]?.sku).toBe('NW-LAMP-H');
  });

  it('gives four figures with a value for each of fourteen days', () => {
    const figures = merchant.overview('org-northwind');
    expect(figures.map((figure) => figure.key)).toEqual(['orders', 'revenue', 'toShip', 'lowStock']);
    for (const figure of figures) expect(figure.sparkline).toHaveLength(14);
  });

  it.each(organizations)('%s: orders over at least 30 days, one of them on hold, and figures that change calmly', (organization) => {
    const orders = merchant.listOrders(organization);
    const oldest = Math.min(...orders.map((order) => Date.parse(order.placedAt)));
    expect(NOW - oldest).toBeGreaterThanOrEqual(30 * 86_400_000);
    expect(orders.some((order) => order.status === 'On hold' && order.note !== null)).toBe(true);
    for (const { key, change, sparkline } of merchant.overview(organization)) {
      expect(Math.abs(change ?? 0), key).toBeLessThan(1);
      if (key === 'orders') expect(sparkline.filter((value) => value > 0).length).toBeGreaterThanOrEqual(12);
    }
  });

  it.each(organizations)('%s: four questions to begin with, about its own records', (organization) => {
    const starters = merchant.starters(organization);
    expect(new Set(starters).size).toBe(4);
    for (const question of starters) {
      const number = /order (\d+)/.exec(question)?.[1];
      if (number !== undefined) expect(merchant.findOrder(organization, number), question).not.toBeNull();
    }
    expect(starters.filter((question) => /order \d/.test(question))).toHaveLength(2);
    expect(merchant.starters('org-nobody')).toHaveLength(4);
  });
});
