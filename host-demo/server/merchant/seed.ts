import { buyers, type CatalogueRow, catalogues } from './catalogue.ts';
import type { Order, OrderLine, OrderStatus, Product, Records, Shipment, ShipmentEvent, ShipmentStatus } from './merchant.ts';
import { between, pick, seeded } from './random.ts';

/** Order numbers do not overlap, so an order asked for in the wrong organisation can only be "not found". */
const firstOrders: Readonly<Record<string, number>> = { 'org-northwind': 1021, 'org-brightside': 3021 };
const ORDERS = 40;
const DAYS_TO_SHIP = 5;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const carriers = [
  ['DHL', 'Parcel', 'JD0146'],
  ['UPS', 'Standard', '1Z84W9'],
  ['DPD', 'Classic', '0915504'],
  ['GLS', 'Business Parcel', '600812'],
  ['Royal Mail', 'Tracked 48', 'RM8820'],
] as const;
const marketplaces = ['Amazon', 'eBay', 'Shopify', 'Etsy', 'Kaufland'] as const;
const hubs = ['Hamburg hub', 'Rotterdam hub', 'Cologne sorting centre', 'Birmingham hub'] as const;

const onDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const at = (ms: number): string => new Date(ms).toISOString();

/** The one order that waits in every organisation, so that there is always something to ask about. */
const HELD_AGE = 6;

/** Newer orders are earlier in their life. @param age How many orders have come since. */
function statusOf(age: number, random: () => number): OrderStatus {
  const roll = random();
  if (age === HELD_AGE) return 'On hold';
  if (age >= 4 && roll < 0.06) return 'Cancelled';
  if (age < 3) return 'New';
  if (age < 5) return 'Allocated';
  if (age < 7) return 'Picking';
  if (age < 9) return 'Packed';
  if (age < 19) return 'Shipped';
  return roll > 0.9 ? 'Returned' : 'Delivered';
}

/** Hours to the order before: a shop that grows a little, over about five weeks. */
function hoursBefore(age: number, random: () => number): number {
  if (age < 13) return between(random, 6, 19);
  if (age < 25) return between(random, 9, 20);
  return between(random, 20, 38);
}

function linesOf(catalogue: readonly CatalogueRow[], random: () => number): OrderLine[] {
  const chosen = new Map<string, OrderLine>();
  const count = random() < 0.6 ? 1 : between(random, 2, 3);
  for (let index = 0; index < count; index += 1) {
    const row = catalogue[between(random, 0, catalogue.length - 1)];
    if (row !== undefined)
      chosen.set(row[0], { sku: row[0], name: row[1], priceCents: row[2], quantity: between(random, 1, row[2] < 2500 ? 4 : 2) });
  }
  return [...chosen.values()];
}

interface Draft {
  readonly number: number;
  readonly status: OrderStatus;
  readonly placedMs: number;
}

function orderOf(draft: Draft, catalogue: readonly CatalogueRow[], random: () => number, tracking: string | null): Order {
  const lines = linesOf(catalogue, random);
  const [buyer, city, country] = pick(random, buyers);
  const sum = lines.reduce((total, line) => total + line.quantity * line.priceCents, 0);
  const shippingCents = sum > 10_000 ? 0 : 490;
  const note =
    draft.status === 'On hold'
      ? 'Held because the delivery address could not be checked.'
      : draft.status === 'Cancelled'
        ? 'Cancelled at the buyer’s request.'
        : null;
  return {
    number: String(draft.number),
    status: draft.status,
    marketplace: pick(random, marketplaces),
    placedAt: at(draft.placedMs),
    shipBy: onDay(draft.placedMs + DAYS_TO_SHIP * DAY),
    buyer,
    city,
    country,
    lines,
    shippingCents,
    totalCents: sum + shippingCents,
    tracking,
    note,
  };
}

const STAGES: readonly ShipmentStatus[] = ['Label created', 'Handed over', 'In transit', 'Out for delivery', 'Delivered'];
const DETAILS: Readonly<Record<ShipmentStatus, string>> = {
  'Label created': 'The label was bought and the carrier was told.',
  'Handed over': 'The carrier collected the parcel.',
  'In transit': 'The parcel was sorted and is on its way.',
  'Out for delivery': 'The parcel is in the delivery vehicle.',
  Delivered: 'The parcel was handed to the recipient.',
  Exception: 'The delivery failed: the recipient was not at home. The carrier tries again on the next working day.',
};

function stagesOf(order: Order, random: () => number): ShipmentStatus[] {
  if (order.status === 'Packed') return ['Label created'];
  if (order.status !== 'Shipped') return [...STAGES];
  const roll = random();
  if (roll < 0.2) return STAGES.slice(0, 2);
  if (roll < 0.75) return STAGES.slice(0, 3);
  return STAGES.slice(0, 4);
}

function shipmentOf(order: Order, now: number, random: () => number, carrier: (typeof carriers)[number]): Shipment {
  const stages = order.number === '1042' ? [...STAGES.slice(0, 4), 'Exception' as const] : stagesOf(order, random);
  const placed = Date.parse(order.placedAt);
  const step = Math.max(HOUR, (now - 2 * HOUR - placed - 5 * HOUR) / Math.max(stages.length, 5));
  const hub = pick(random, hubs);
  const events: ShipmentEvent[] = stages.map((status, index) => ({
    at: at(Math.min(now - 45 * 60_000, placed + 5 * HOUR + index * step)),
    status,
    place: index < 2 ? 'Warehouse Main' : status === 'In transit' ? hub : `${order.city}, ${order.country}`,
    detail: DETAILS[status],
  }));
  const status = stages.at(-1) ?? 'Label created';
  const expectedOn =
    status === 'Delivered' ? null : onDay(now + (status === 'Out for delivery' ? 0 : status === 'Exception' ? 1 : 2) * DAY);
  return { tracking: order.tracking ?? '', order: order.number, carrier: carrier[0], service: carrier[1], status, expectedOn, events };
}

function productsOf(catalogue: readonly CatalogueRow[], orders: readonly Order[], now: number, random: () => number): Product[] {
  const open = orders
    .filter((order) => ['New', 'Allocated', 'Picking', 'Packed', 'On hold'].includes(order.status))
    .flatMap((order) => order.lines);
  return catalogue.map(([sku, name, priceCents], index) => {
    const reserved = open.filter((line) => line.sku === sku).reduce((sum, line) => sum + line.quantity, 0);
    const onHand = index % 8 === 3 ? reserved + between(random, 0, 4) : reserved + between(random, 12, 140);
    const incoming = index % 4 === 3 ? between(random, 2, 8) * 10 : 0;
    const incomingOn = incoming === 0 ? null : onDay(now + between(random, 3, 12) * DAY);
    return {
      sku,
      name,
      priceCents,
      onHand,
      reserved,
      available: onHand - reserved,
      incoming,
      incomingOn,
      warehouse: index % 5 === 4 ? 'Warehouse North' : 'Warehouse Main',
    };
  });
}

/** The same records for the same organisation on every start, dated so that the newest order was placed an hour before `now`. */
export function seedRecords(organizationId: string, now: number): Records {
  const catalogue = catalogues[organizationId] ?? [];
  if (catalogue.length === 0) return { orders: [], products: [], shipments: [] };
  const random = seeded([...organizationId].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7));
  const orders: Order[] = [];
  const shipments: Shipment[] = [];
  let placedMs = now - HOUR;
  const first = firstOrders[organizationId] ?? 1021;
  for (let age = 0; age < ORDERS; age += 1) {
    const number = first + ORDERS - 1 - age;
    const rolled = statusOf(age, random);
    const status = number === 1042 || number === 1048 ? 'Shipped' : rolled;
    const carrier = pick(random, carriers);
    const travels = ['Packed', 'Shipped', 'Delivered', 'Returned'].includes(status);
    const tracking = travels ? `${carrier[2]}${String(between(random, 10_000_000, 99_999_999))}` : null;
    const order = orderOf({ number, status, placedMs }, catalogue, random, tracking);
    orders.push(order);
    if (travels) shipments.push(shipmentOf(order, now, random, carrier));
    placedMs -= hoursBefore(age, random) * HOUR;
  }
  return { orders, products: productsOf(catalogue, orders, now, random), shipments };
}
