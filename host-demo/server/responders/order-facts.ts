import type { Order, Shipment } from '../merchant/merchant.ts';

const money = (cents: number): string => `€${(cents / 100).toFixed(2)}`;
const day = (iso: string): string => new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const moment = (iso: string): string => `${day(iso)}, ${new Date(iso).toISOString().slice(11, 16)} UTC`;

function shipmentSentence(order: Order, shipment: Shipment): string {
  const last = shipment.events.at(-1);
  const by = `with ${shipment.carrier} ${shipment.service}`;
  switch (shipment.status) {
    case 'Delivered':
      return `Order ${order.number} was delivered ${last === undefined ? '' : `on ${day(last.at)} `}${by}.`;
    case 'Exception':
      return `Order ${order.number} has been shipped ${by}, but the parcel has an exception: ${sentenceCase(last?.detail ?? 'the carrier reported a problem.')}`;
    case 'Out for delivery':
      return `Order ${order.number} is out for delivery today ${by}.`;
    case 'Label created':
      return `Order ${order.number} is packed and has a label ${by}, but the carrier has not collected it yet.`;
    default:
      return `Order ${order.number} is on its way ${by}.`;
  }
}

function sentenceCase(text: string): string {
  return text.replace(/^The delivery failed: /, '').replace(/^The /, 'the ');
}

/** Where an order is, in one sentence. */
export function orderSentence(order: Order, shipment: Shipment | null): string {
  if (order.status === 'On hold' || order.status === 'Cancelled')
    return `Order ${order.number} is ${order.status.toLowerCase()}. ${order.note ?? ''}`.trim();
  if (order.status === 'Returned') return `Order ${order.number} was delivered and then returned.`;
  if (shipment !== null) return shipmentSentence(order, shipment);
  return `Order ${order.number} has not been shipped: its status is ${order.status}, and it is due to ship by ${day(order.shipBy)}.`;
}

function arrivalSentence(order: Order, shipment: Shipment | null): string | null {
  const last = shipment?.events.at(-1);
  if (shipment === null || order.status === 'On hold' || order.status === 'Cancelled' || order.status === 'Returned') return null;
  if (shipment.status === 'Delivered') return last === undefined ? null : `Order ${order.number} arrived on ${day(last.at)}.`;
  if (shipment.expectedOn === null) return null;
  const why = shipment.status === 'Exception' ? `; the last attempt failed: ${sentenceCase(last?.detail ?? '')}` : '.';
  return `Order ${order.number} is expected on ${day(shipment.expectedOn)}${why}`;
}

const itemsOf = (order: Order): string => order.lines.map((line) => `${line.quantity} × ${line.name}`).join(', ');

/** What a question about an order may want to know first, the first that fits. */
const ASKED: readonly (readonly [RegExp, (order: Order, shipment: Shipment | null) => string | null])[] = [
  [
    /\b(?:what['’]?s? (?:is |are )?(?:in|inside)|what (?:did|was|items?|products?)|which (?:items?|products?)|items?|contents?|contains?)\b/i,
    (order) => `Order ${order.number} contains ${itemsOf(order)}.`,
  ],
  [
    /\b(?:who|buyer|customer['’]?s? name|whose|address|where (?:does|did) it (?:go|ship))\b/i,
    (order) => `Order ${order.number} was bought by ${order.buyer} in ${order.city} (${order.country}).`,
  ],
  [
    /\b(?:total|how much|paid|price|value|worth|amount)\b/i,
    (order) => `Order ${order.number} comes to ${money(order.totalCents)}, shipping included.`,
  ],
  [
    /\b(?:when was|when did .{0,20}(?:order|buy)|placed|order date|ordered on)\b/i,
    (order) => `Order ${order.number} was placed on ${day(order.placedAt)} on ${order.marketplace}.`,
  ],
  [/\b(?:when|eta|arriv\w*|expected|how long|tomorrow|today)\b/i, arrivalSentence],
];

/** The sentence that answers what was asked about an order. */
export function orderAnswer(question: string, order: Order, shipment: Shipment | null): string {
  for (const [pattern, say] of ASKED) {
    const sentence = pattern.test(question) ? say(order, shipment) : null;
    if (sentence !== null) return sentence;
  }
  return orderSentence(order, shipment);
}

function shipmentFacts(shipment: Shipment): string[] {
  const last = shipment.events.at(-1);
  const facts = [`- **Shipment**: ${shipment.status}, ${shipment.carrier} ${shipment.service}, tracking number \`${shipment.tracking}\``];
  if (last !== undefined)
    facts.push(`- **Last event**: ${moment(last.at)}, ${last.place}${last.status === 'Exception' ? '' : `. ${last.detail}`}`);
  if (shipment.expectedOn !== null) facts.push(`- **Expected**: ${day(shipment.expectedOn)}`);
  return facts;
}

/** Which facts stand under a sentence that answers one thing; under any other sentence stand all. */
const FITTING: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ contains /, ['Order', 'Buyer']],
  [/ bought by /, ['Order', 'Items']],
  [/ comes to /, ['Items', 'Order']],
  [/ was placed on /, ['Items', 'Buyer']],
  [/ (?:is expected|arrived) on /, ['Shipment', 'Last event']],
];

/** The facts under the sentence. Those the sentence has told already are left out. */
export function orderFacts(order: Order, shipment: Shipment | null, sentence: string): string[] {
  const facts = [
    ...(shipment === null ? [] : shipmentFacts(shipment)),
    `- **Order**: ${order.marketplace}, placed on ${day(order.placedAt)}, status ${order.status}`,
    `- **Buyer**: ${order.buyer}, ${order.city} (${order.country})`,
    `- **Items**: ${itemsOf(order)}; total ${money(order.totalCents)}`,
  ];
  const wanted = FITTING.find(([said]) => said.test(sentence))?.[1];
  return wanted === undefined ? facts : facts.filter((fact) => wanted.some((name) => fact.startsWith(`- **${name}**`)));
}
