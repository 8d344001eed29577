import { rawWords, stem } from '../knowledge/words.ts';
import type { OrderStatus } from '../merchant/merchant.ts';
import type { Merchant } from '../merchant/tools.ts';
import type { ContextItem } from './responder.ts';

/** A question that the organisation's own records answer, not an article. */
export type RecordQuestion =
  | { readonly about: 'order'; readonly number: string }
  | { readonly about: 'whichOrder' }
  | { readonly about: 'orders'; readonly status: OrderStatus | null }
  | { readonly about: 'parcel'; readonly tracking: string }
  | { readonly about: 'stock'; readonly text: string; readonly name: string };

const NUMBERED =
  /(?:\border(?:s|\s+(?:no\.?|nr\.?|number|id))?|#|\bno\.|\bnumber|\bshipment|\bparcel|\bpackage|\bdelivery)\s*[:#]?\s*(\d{3,9})\b/i;
const BARE_NUMBER = /^\W*(\d{3,9})\W*(?:please|pls|thanks?)?\W*$/;
const TRACKING = /\b(?=[A-Z0-9]{0,30}\d{6})[A-Z0-9]{9,30}\b/i;
const HOW_TO =
  /\b(?:how (?:do|can|to|would|should|does)|can (?:i|we)|could (?:i|we)|where (?:do|can) (?:i|we)|(?:want|need|like|trying) to|is it possible|may i|what happens if|what if)\b/i;
const FACT =
  /\b(?:where(?:['’]?s)?|when|status|arriv\w*|eta|track\w*|deliver(?:ed|y)?|shipped|sent|out yet|what['’]?s? (?:is )?in|which (?:items?|products?)|items?|contain\w*|total|how much|paid|who (?:bought|ordered|is)|buyer|late|delay\w*|why|about|details?|find|look ?up|check|update|show|happen\w*|going on|wrong|what (?:can|could|should|do) (?:i|we) do)\b/i;
const THIS_ORDER =
  /\b(?:(?:this|that|my|the|our|his|her|their|customer['’]?s?) (?:\w+ )?(?:order|parcel|package|shipment|delivery)|it|about (?:this|that))\b/i;
const MY_ORDER =
  /\b(?:where(?:['’]?s| is| are)|track|status of|when (?:will|does|do|is)|find|look ?up|check)\b.{0,25}\b(?:my|the|this|a customer['’]?s|our|an?) (?:\w+ )?(?:orders?|parcel|package|shipment|delivery)\b(?! (?:page|list|status(?:es)?|settings?|missing))/i;
const STOCK =
  /\b(?:how many|how much|in stock|stock (?:of|for|level of)|do (?:we|i) (?:still )?have|have (?:we|i)|(?:are|is) (?:there )?left|available|availability|on hand|quantity of|back in stock|(?:do|have) (?:you|we|i)(?: got)?(?: any)?)\b/i;
const STOCK_WORDS = new Set(
  [
    'stock',
    'left',
    'available',
    'availability',
    'hand',
    'quantity',
    'piece',
    'pieces',
    'unit',
    'units',
    'inventory',
    'sell',
    'check',
    'show',
    'current',
    'currently',
    'sku',
    'product',
    'item',
    'warehouse',
    'remaining',
    'number',
    'amount',
    'level',
    'levels',
    'back',
    'when',
    'day',
    'days',
    'week',
    'weeks',
    'month',
    'months',
    'hour',
    'hours',
    'time',
    'times',
  ].map(stem),
);

/** Whether the question is how something is done, rather than how a record stands. */
export function isHowTo(text: string): boolean {
  return HOW_TO.test(text);
}

/** Whether the message is nothing but a number: an order's, or one that an article explains. */
export function isBareNumber(text: string): boolean {
  return BARE_NUMBER.test(text);
}

export function orderNumberIn(text: string): string | null {
  return (NUMBERED.exec(text) ?? BARE_NUMBER.exec(text))?.[1] ?? null;
}

/** The order that the shell's page, or the talk so far, is about. */
export function orderInContext(context: readonly ContextItem[], earlier: readonly string[]): string | null {
  for (const text of [...earlier].reverse()) {
    const number = orderNumberIn(text);
    if (number !== null) return number;
  }
  return (
    context
      .find((item) => /^order(?:[_-]?(?:id|number|no))?$/i.test(item.key))
      ?.value.replace(/^#/, '')
      .trim() ?? null
  );
}

/** A number that is one of the organisation's orders, in a sentence about nothing else: "has 1042 arrived yet". */
function knownNumberIn(text: string, organizationId: string, merchant: Merchant): string | null {
  const number = /(?<![\w.,-])\d{4,9}(?![\w.,-]*\w)/.exec(text)?.[0] ?? null;
  return number !== null && FACT.test(text) && merchant.findOrder(organizationId, number) !== null ? number : null;
}

const ORDER_LIST =
  /\b(?:which|what|list|show(?: me)?|any|how many|do (?:i|we) have(?: any)?) (?:(?:of|all|the|my|our|me|new|open|latest|recent|last) )*orders?\b(?! (?:status|number|page|mean|can|per|a (?:day|month)|limit|rule))(?=.{0,40}$)/i;
const STATUS_WORDS: readonly (readonly [RegExp, OrderStatus])[] = [
  [/\bon hold|held\b/i, 'On hold'],
  [/\bpacked\b/i, 'Packed'],
  [/\bcancell?ed\b/i, 'Cancelled'],
  [/\breturned\b/i, 'Returned'],
  [/\bnew\b/i, 'New'],
  [/\bpicking|picked\b/i, 'Picking'],
  [/\ballocated\b/i, 'Allocated'],
  [/\bdelivered\b/i, 'Delivered'],
  [/\bshipped\b/i, 'Shipped'],
];

function statusIn(text: string): OrderStatus | null {
  return STATUS_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

function stockQuestion(text: string, organizationId: string, merchant: Merchant): RecordQuestion | null {
  const found = merchant.stockOf(organizationId, text);
  const [first] = found;
  if (first === undefined) return null;
  if (found.length === 1 && text.toLowerCase().includes(first.sku.toLowerCase()))
    return { about: 'stock', text: first.sku, name: first.sku };
  if (!STOCK.test(text)) return null;
  const asked = rawWords(text.replace(STOCK, ' ')).filter((word) => !STOCK_WORDS.has(stem(word)));
  const named = new Set(rawWords(first.name).map(stem));
  if (asked.length === 0 || !asked.every((word) => named.has(stem(word)))) return null;
  return { about: 'stock', text: asked.join(' '), name: asked.join(' ') };
}

/** What the message asks of the records; null when it is a question for the articles. `current` is the order in view or spoken of. */
export function recordQuestion(text: string, current: string | null, organizationId: string, merchant: Merchant): RecordQuestion | null {
  const howTo = isHowTo(text) && !/^\W*(?:and |so )?what (?:can|could|should) (?:i|we) do(?: (?:about|with|now)\b.*)?\W*$/i.test(text);
  const number = orderNumberIn(text) ?? knownNumberIn(text, organizationId, merchant);
  if (number !== null && !howTo) return { about: 'order', number };
  const tracking = TRACKING.exec(text)?.[0] ?? null;
  if (tracking !== null && number === null && !howTo) return { about: 'parcel', tracking };
  if (howTo) return null;
  if (ORDER_LIST.test(text)) return { about: 'orders', status: statusIn(text) };
  const stock = stockQuestion(text, organizationId, merchant);
  if (stock !== null) return stock;
  if (current !== null && FACT.test(text) && (THIS_ORDER.test(text) || rawWords(text).length <= 1))
    return { about: 'order', number: current };
  if (MY_ORDER.test(text) && !/\b(?:missing|not (?:in|show|appear)|disappear\w*)\b/i.test(text))
    return current === null ? { about: 'whichOrder' } : { about: 'order', number: current };
  return null;
}
