import type { Order, OrderStatus, Product, Shipment } from '../merchant/merchant.ts';
import type { Merchant } from '../merchant/tools.ts';
import { orderAnswer, orderFacts } from './order-facts.ts';
import { plainReply, type Reply } from './reply.ts';
import type { Source } from './responder.ts';

const day = (iso: string): string => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

export function orderSource(order: Order): Source {
  return { title: `Order ${order.number}`, url: `/orders/${order.number}`, kind: 'ORDER' };
}

function productSource(product: Product): Source {
  return { title: product.name, url: `/products/${product.sku}`, kind: 'PRODUCT' };
}

const SUGGESTED = 3;

function orderSuggestions(order: Order, shipment: Shipment | null): string[] {
  const { number } = order;
  if (shipment?.status === 'Exception')
    return ['What can I do when a parcel is lost or damaged?', `When will order ${number} arrive?`, 'How do I refund this order?'];
  if (order.status === 'On hold')
    return ['How do I release an order from hold?', 'How do I change the delivery address?', `What is in order ${number}?`];
  if (order.status === 'Cancelled') return ['How do I refund this order?', `What is in order ${number}?`];
  if (shipment?.status === 'Delivered') return ['How do I authorise a return?', 'How do I refund this order?'];
  if (shipment !== null) return [`When will order ${number} arrive?`, 'Why is tracking not updating?', 'How do I authorise a return?'];
  return ['How do I buy a shipping label?', 'How do I cancel this order?', `What is in order ${number}?`];
}

/** @param question As asked, so that the first sentence answers it. */
export function orderReply(merchant: Merchant, organizationId: string, number: string, question: string): Reply {
  const order = merchant.findOrder(organizationId, number);
  const steps = [{ label: `Looking up order ${number}…`, found: order !== null }];
  if (order === null) {
    const others = merchant
      .listOrders(organizationId)
      .slice(0, SUGGESTED)
      .map((one) => `Where is order ${one.number}?`);
    return {
      ...plainReply(`I can't find order ${number} in your organisation. Please check the number; these are the latest ones.`, {
        suggestions: others,
        asked: 'clarify',
      }),
      steps,
    };
  }
  const shipment = merchant.trackShipment(organizationId, order.number);
  const sentence = orderAnswer(question, order, shipment);
  const text = `${sentence}\n\n${orderFacts(order, shipment, sentence).join('\n')}`;
  return {
    steps,
    text,
    finish: {
      sources: [orderSource(order)],
      suggestions: orderSuggestions(order, shipment).filter(
        (one) => !sentence.includes(/^When will/.test(one) ? ' expected on ' : /^What is in/.test(one) ? ' contains ' : '\0'),
      ),
      title: `Order ${order.number}`,
    },
  };
}

export function trackingReply(merchant: Merchant, organizationId: string, tracking: string): Reply {
  const shipment = merchant.trackShipment(organizationId, tracking);
  const step = { label: `Tracking parcel ${tracking}…`, found: shipment !== null };
  if (shipment === null) {
    return {
      ...plainReply(
        `I can't find a parcel with the tracking number ${tracking} in your organisation. Please check the number, or give me the order's number.`,
        { asked: 'clarify' },
      ),
      steps: [step],
    };
  }
  const reply = orderReply(merchant, organizationId, shipment.order, '');
  return { ...reply, steps: [step] };
}

const LISTED = 5;

/** The newest orders, or those of one status. */
export function ordersReply(merchant: Merchant, organizationId: string, status: OrderStatus | null): Reply {
  const all = merchant.listOrders(organizationId).filter((order) => status === null || order.status === status);
  const steps = [
    { label: status === null ? 'Looking up the newest orders…' : `Looking up orders with the status ${status}…`, found: all.length > 0 },
  ];
  const shown = all.slice(0, LISTED);
  const [first] = shown;
  if (first === undefined)
    return { ...plainReply(status === null ? 'There are no orders yet.' : `No order has the status ${status}.`), steps };
  const count = all.length === 1 ? 'One order has' : `${all.length} orders have`;
  const opening =
    status === null
      ? `These are the newest of your ${all.length} orders:`
      : `${count} the status ${status}${all.length > shown.length ? `; these are the newest ${shown.length}` : ''}:`;
  const lines = shown.map(
    (order) => `- **${order.number}**: ${order.status}, ${order.buyer}, ${order.marketplace}, placed on ${day(order.placedAt)}`,
  );
  const suggestions = shown.slice(0, SUGGESTED).map((order) => `Where is order ${order.number}?`);
  return {
    steps,
    text: `${opening}\n\n${lines.join('\n')}`,
    finish: { sources: shown.map(orderSource), suggestions, title: status === null ? 'Newest orders' : `Orders: ${status}` },
  };
}

/** The last orders to choose from, when no number was given. */
export function whichOrderReply(merchant: Merchant, organizationId: string): Reply {
  const suggestions = merchant
    .listOrders(organizationId)
    .filter((order) => order.tracking !== null)
    .slice(0, SUGGESTED)
    .map((order) => `Where is order ${order.number}?`);
  return plainReply('Which order do you mean? Tell me its number and I’ll look it up.', { suggestions, asked: 'clarify' });
}

function stockSentence(product: Product): string {
  const incoming =
    product.incoming === 0 || product.incomingOn === null
      ? 'Nothing is on its way from a supplier.'
      : `${product.incoming} more are expected on ${day(product.incomingOn)}.`;
  return `${product.available} pieces of ${product.name} (${product.sku}) are available: ${product.onHand} on hand in ${product.warehouse}, ${product.reserved} reserved. ${incoming}`;
}

export function stockReply(merchant: Merchant, organizationId: string, text: string, name: string): Reply {
  const products = merchant.stockOf(organizationId, text);
  const steps = [{ label: `Looking up the stock of ${name}…`, found: products.length > 0 }];
  const [first] = products;
  if (first === undefined)
    return {
      ...plainReply(`I can't find a product called "${name}" in your organisation. Please give me its SKU.`, { asked: 'clarify' }),
      steps,
    };
  const rows = products.map((product) => `| ${product.name} | ${product.sku} | ${product.available} | ${product.incoming} |`);
  const table = ['| Product | SKU | Available | Incoming |', '| --- | --- | ---: | ---: |', ...rows].join('\n');
  const body = products.length === 1 ? stockSentence(first) : `${products.length} products match “${name}”.\n\n${table}`;
  return {
    steps,
    text: body,
    finish: {
      sources: products.slice(0, 3).map(productSource),
      suggestions: ['How do I adjust stock by hand?', 'How do I get a low-stock alert?', 'How do I order goods from a supplier?'],
      title: `Stock of ${products.length === 1 ? first.name : name}`,
    },
  };
}
