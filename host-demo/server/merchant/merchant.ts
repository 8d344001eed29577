/** A merchant's orders, products and shipments, as the back office and the assistant's tools see them. Amounts are in cents of EUR. */

export type OrderStatus = 'New' | 'Allocated' | 'Picking' | 'Packed' | 'Shipped' | 'Delivered' | 'On hold' | 'Cancelled' | 'Returned';
export type ShipmentStatus = 'Label created' | 'Handed over' | 'In transit' | 'Out for delivery' | 'Delivered' | 'Exception';

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly priceCents: number;
  readonly onHand: number;
  readonly reserved: number;
  /** onHand − reserved; negative when more is promised than there is. */
  readonly available: number;
  readonly incoming: number;
  /** ISO date of the next delivery from the supplier, or null when nothing is on its way. */
  readonly incomingOn: string | null;
  readonly warehouse: string;
}

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
  /** ISO date and time, UTC. */
  readonly placedAt: string;
  readonly shipBy: string;
  readonly buyer: string;
  readonly city: string;
  readonly country: string;
  readonly lines: readonly OrderLine[];
  readonly shippingCents: number;
  /** The lines' sum plus shipping. */
  readonly totalCents: number;
  readonly tracking: string | null;
  readonly note: string | null;
}

export interface ShipmentEvent {
  readonly at: string;
  readonly status: ShipmentStatus;
  readonly place: string;
  readonly detail: string;
}

export interface Shipment {
  readonly tracking: string;
  readonly order: string;
  readonly carrier: string;
  readonly service: string;
  readonly status: ShipmentStatus;
  /** ISO date; null once delivered or when the carrier gives none. */
  readonly expectedOn: string | null;
  /** Oldest first; never empty. */
  readonly events: readonly ShipmentEvent[];
}

export interface Figure {
  readonly key: 'orders' | 'revenue' | 'toShip' | 'lowStock';
  readonly label: string;
  readonly value: number;
  readonly unit: 'count' | 'eurCents';
  /** Change against the seven days before, as a share; null where there is nothing to compare with. */
  readonly change: number | null;
  /** One value a day, oldest first, today last. */
  readonly sparkline: readonly number[];
}

/** One organisation's records; nothing in it refers to another organisation's. */
export interface Records {
  readonly orders: readonly Order[];
  readonly products: readonly Product[];
  readonly shipments: readonly Shipment[];
}
