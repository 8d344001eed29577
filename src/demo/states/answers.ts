import type { Source } from '../../protocol/vocabulary.ts';

export const SOURCES: readonly Source[] = [
  { title: 'Reorder points and safety stock', url: 'https://help.fluxori.example/stock/reorder-points', kind: 'HELP_ARTICLE' },
  { title: 'Order 1042', url: '/orders/1042', kind: 'ORDER' },
  { title: 'Receive a purchase order', url: 'https://help.fluxori.example/purchasing/receive', kind: 'HELP_ARTICLE' },
];

export const SHORT =
  'Order **1042** left the Rotterdam warehouse on Monday and is with PostNL. It should arrive on Thursday; the tracking number is `3SBERG0001042`.';

export const LONG = `A reorder point is the stock level at which Fluxori suggests a purchase order. You set it per product and warehouse.

## Set it for one product

1. Open **Stock** and choose the product.
2. Under *Replenishment*, enter the reorder point and the quantity to order.
3. Save. The next check runs within 15 minutes.

## How the quantity is worked out

| Field | Meaning | Example |
| --- | --- | ---: |
| Average sales | Units a day over the last 30 days | 12.4 |
| Lead time | Days from order to shelf | 9 |
| Safety stock | Units kept back for late deliveries | 40 |
| Reorder point | Average sales × lead time + safety stock | 152 |

The same by the interface, for many products at once:

\`\`\`json
{
  "sku": "BRG-2210",
  "warehouse": "RTM-1",
  "reorderPoint": 152,
  "reorderQuantity": 240
}
\`\`\`

> A reorder point above the shelf's capacity is refused with \`capacity_exceeded\`.

If nothing is suggested although the level is reached, check these:

- The product has a supplier with a price.
- No open purchase order already covers it.
- The warehouse is not paused under *Settings → Warehouses*.`;

export const HALF =
  'A reorder point is the stock level at which Fluxori suggests a purchase order. You set it per product and warehouse: open **Stock**, choose the product and';

export const CLARIFY = 'Several things are called “delete” here. Which one do you mean?';
export const CHOICES: readonly string[] = ['Delete a product', 'Delete a user', 'Delete an API key'];
export const FOLLOW_UPS: readonly string[] = ['Show the tracking steps', 'Change the delivery address', 'Where is order 1043?'];
/** Longer than a line on a phone: the title of an article. */
export const LONG_FOLLOW_UP = 'How do I connect my existing eBay offers to Fluxori products without listing them again?';
