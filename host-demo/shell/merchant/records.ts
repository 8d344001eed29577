/** The merchant's records as `/demo/*` serves them. Amounts are cents of EUR, dates ISO. */
export type OrderStatus = 'New' | 'Allocated' | 'Picking' | 'Packed' | 'Shipped' | 'Delivered' | 'On hold' | 'Cancelled' | 'Returned';
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceCents: number;
}
export interface Order {
  readonly number: string;
  readonly status: OrderStatus;
  readonly marketplace: string;
  readonly placedAt: string;
  readonly shipBy: string;
  readonly buyer: string;
  readonly city: string;
  readonly country: string;
  readonly lines: readonly OrderLine[];
  readonly shippingCents: number;
  readonly totalCents: number;
  readonly tracking: string | null;
  readonly note: string | null;
}
export interface Shipment {
  readonly tracking: string;
  readonly order: string;
  readonly carrier: string;
  readonly service: string;
  readonly status: string;
  readonly expectedOn: string | null;
  readonly events: readonly { readonly at: string; readonly status: string; readonly place: string; readonly detail: string }[];
}
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly priceCents: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly incoming: number;
  readonly incomingOn: string | null;
  readonly warehouse: string;
}
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  readonly unit: 'count' | 'eurCents';
  /** Share against the seven days before. */
  readonly change: number | null;
  readonly sparkline: readonly number[];
}
export interface OrdersPage {
  readonly orders: readonly Order[];
  readonly shipments?: readonly Shipment[];
}
export interface ProductsPage {
  readonly products: readonly Product[];
}
export interface OverviewPage {
  readonly figures: readonly Figure[];
  /** Questions worth asking first, about this merchant's own records. */
  readonly starters?: readonly string[];
}

export type Tone = 'good' | 'warn' | 'bad' | 'plain';
const tones: Readonly<Record<string, Tone>> = {
  Delivered: 'good',
  'On hold': 'warn',
  Returned: 'warn',
  Cancelled: 'bad',
  Exception: 'bad',
};
/** Only what is done or unusual has a colour. */
export const toneOf = (status: string): Tone => tones[status] ?? 'plain';

/** As many available or fewer counts as low; the overview's figure counts the same way. */
const LOW_STOCK = 5;
export const isLow = (product: Product): boolean => product.available <= LOW_STOCK;

const euros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
const wholeEuros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const moments = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
export const money = (cents: number): string => euros.format(cents / 100);
export const roundMoney = (cents: number): string => wholeEuros.format(cents / 100);
export const day = (iso: string): string => days.format(new Date(iso));
export const moment = (iso: string): string => moments.format(new Date(iso));
export const count = (value: number): string => value.toLocaleString('en-GB');
