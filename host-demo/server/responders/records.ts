import type { Order, Product, Shipment } from '../merchant/merchant.ts';
import type { Merchant } from '../merchant/tools.ts';
import { plainReply, type Reply } from './reply.ts';
import type { Source } from './responder.ts';

const money = (cents: number): string => `€${(cents / 100).toFixed(2)}`;
const day = (iso: string): string => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const moment = (iso: string): string => `${day(iso)}, ${new Date(iso).toISOString().slice(11, 16)} UTC`;

export function orderSource(order: Order): Source {
  return { title: `Order ${order.number}`, url: `/orders/${order.number}`, kind: 'ORDER' };
}

function productSource(product: Product): Source {
  return { title: product.name, url: `/products/${product.sku}`, kind: 'PRODUCT' };
}

function shipmentSentence(order: Order, shipment: Shipment): string {
  const last = shipment.events.at(-1);
  const by = `with ${shipment.carrier} ${shipment.service}`;
  switch (shipment.status) {
    case 'Delivered':
      return `Order ${order.number} was delivered ${last === undefined ? '' : `on ${day(last.at)} `}${by}.`;
    case 'Exception':
      return `Order ${order.number} has been shipped ${by}, but the parcel has an exception.`;
    case 'Out for delivery':
      return `Order ${order.number} is out for delivery today ${by}.`;
    case 'Label created':
      return `Order ${order.number} is packed and has a label ${by}, but the carrier has not collected it yet.`;
    default:
      return `Order ${order.number} is on its way ${by}.`;
  }
}

/** Where an order is, in one sentence. */
export function orderSentence(order: Order, shipment: Shipment | null): string {
  if (order.status === 'On hold' || order.status === 'Cancelled') return `Order ${order.number} is ${order.status.toLowerCase()}. ${order.note ?? ''}`.trim();
  if (order.status === 'Returned') return `Order ${order.number} was delivered and then returned.`;
  if (shipment !== null) return shipmentSentence(order, shipment);
  return `Order ${order.number} has not been shipped: its status is ${order.status}, and it is due to ship by ${day(order.shipBy)}.`;
}

function shipmentFacts(shipment: Shipment): string[] {
  const last = shipment.events.at(-1);
  const facts = [`- **Shipment**: ${shipment.status}, tracking number \`${shipment.tracking}\``];
  if (last !== undefined) facts.push(`- **Last event**: ${moment(last.at)}, ${last.place}. ${last.detail}`);
  if (shipment.expectedOn !== null) facts.push(`- **Expected**: ${day(shipment.expectedOn)}`);
  return facts;
}

function orderFacts(order: Order, shipment: Shipment | null): string[] {
  const items = order.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ');
  return [
    ...(shipment === null ? [] : shipmentFacts(shipment)),
    `- **Order**: ${order.marketplace}, placed on ${day(order.placedAt)}, status ${order.status}`,
    `- **Buyer**: ${order.buyer}, ${order.city} (${order.country})`,
    `- **Items**: ${items}; total ${money(order.totalCents)}`,
  ];
}

const SUGGESTED = 3;

function orderSuggestions(order: Order, shipment: Shipment | null): string[] {
  if (shipment?.status === 'Exception') return ['What can I do when a parcel is lost or damaged?', 'How do I change the delivery address?', 'How do I refund this order?'];
  if (order.status === 'On hold') return ['How do I release an order from hold?', 'How do I change the delivery address?'];
  if (shipment !== null) return ['When does tracking update?', 'How do I authorise a return?'];
  return ['How do I buy a shipping label?', 'How do I cancel this order?'];
}

export function orderReply(merchant: Merchant, organizationId: string, number: string): Reply {
  const order = merchant.findOrder(organizationId, number);
  const steps = [{ label: `Looking up order ${number}…`, found: order !== null }];
  if (order === null) {
    const others = merchant.listOrders(organizationId).slice(0, SUGGESTED).map((one) => `Where is order ${one.number}?`);
    return { ...plainReply(`I can't find order ${number} in your organisation. Please check the number, or give me another one.`, { suggestions: others, asked: 'clarify' }), steps };
  }
  const shipment = merchant.trackShipment(organizationId, order.number);
  const text = `${orderSentence(order, shipment)}\n\n${orderFacts(order, shipment).join('\n')}`;
  return { steps, text, finish: { sources: [orderSource(order)], suggestions: orderSuggestions(order, shipment), title: `Order ${order.number}` } };
}

export function trackingReply(merchant: Merchant, organizationId: string, tracking: string): Reply {
  const shipment = merchant.trackShipment(organizationId, tracking);
  const step = { label: `Tracking parcel ${tracking}…`, found: shipment !== null };
  if (shipment === null) {
    return { ...plainReply(`I can't find a parcel with the tracking number ${tracking} in your organisation. Please check the number, or give me the order's number.`, { asked: 'clarify' }), steps: [step] };
  }
  const reply = orderReply(merchant, organizationId, shipment.order);
  return { ...reply, steps: [step] };
}

/** The last orders to choose from, when no number was given. */
export function whichOrderReply(merchant: Merchant, organizationId: string): Reply {
  const suggestions = merchant.listOrders(organizationId).filter((order) => order.tracking !== null).slice(0, SUGGESTED).map((order) => `Where is order ${order.number}?`);
  return plainReply('Which order do you mean? Give me its number, and I look it up.', { suggestions, asked: 'clarify' });
}

function stockSentence(product: Product): string {
  const incoming = product.incoming === 0 || product.incomingOn === null ? 'Nothing is on its way from a supplier.' : `${product.incoming} more are expected on ${day(product.incomingOn)}.`;
  return `${product.available} pieces of ${product.name} (${product.sku}) are available: ${product.onHand} on hand in ${product.warehouse}, ${product.reserved} reserved. ${incoming}`;
}

export function stockReply(merchant: Merchant, organizationId: string, text: string, name: string): Reply {
  const products = merchant.stockOf(organizationId, text);
  const steps = [{ label: `Looking up the stock of ${name}…`, found: products.length > 0 }];
  const [first] = products;
  if (first === undefined) return { ...plainReply(`I can't find a product called "${name}" in your organisation. Please give me its SKU.`, { asked: 'clarify' }), steps };
  const rows = products.map((product) => `| ${product.name} | ${product.sku} | ${product.available} | ${product.incoming} |`);
  const table = ['| Product | SKU | Available | Incoming |', '| --- | --- | ---: | ---: |', ...rows].join('\n');
  const body = products.length === 1 ? stockSentence(first) : `${products.length} products match "${name}".\n\n${table}`;
  return { steps, text: body, finish: { sources: products.slice(0, 3).map(productSource), suggestions: ['How do I adjust stock by hand?', 'How do I get a low-stock alert?'], title: `Stock of ${products.length === 1 ? first.name : name}` } };
}
