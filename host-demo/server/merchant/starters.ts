import type { Records } from './merchant.ts';

const GENERAL = [
  'How do I invite a colleague?',
  'How do I buy a shipping label?',
  'How do I connect Amazon?',
  'How do I get a low-stock alert?',
];
const STARTERS = 4;

/** A parcel in trouble, an order on hold and the product that runs out are what a merchant opens the chat for; then general questions. */
export function startersOf({ orders, products, shipments }: Records): string[] {
  const parcel =
    shipments.find((one) => one.status === 'Exception') ?? shipments.find((one) => one.status === 'In transit') ?? shipments[0];
  const held = orders.find((order) => order.status === 'On hold');
  const scarce = products.filter((product) => !product.name.includes(',')).sort((a, b) => a.available - b.available)[0];
  const own = [
    ...(parcel === undefined ? [] : [`Where is order ${parcel.order}?`]),
    ...(held === undefined ? [] : [`Why is order ${held.number} on hold?`]),
    ...(scarce === undefined ? [] : [`What is the stock of ${scarce.name}?`]),
  ];
  return [...own, ...GENERAL].slice(0, STARTERS);
}
