import type { ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { type Article, textOf } from '../knowledge/article.ts';
import type { KnowledgeIndex } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import { orderSource } from './records.ts';
import type { Source } from './responder.ts';

export interface ToolRun {
  /** What the customer sees while it runs; null for tools that show nothing. */
  readonly label: string | null;
  readonly run: () => { readonly result: unknown; readonly found: boolean };
}

const text = z.string().trim().min(1).max(200);
const schemas = {
  findOrder: z.object({ number: text.describe('The order number, for example 1042') }),
  stockOf: z.object({ product: text.describe('A SKU or words of the product name') }),
  trackShipment: z.object({ number: text.describe('A tracking number or an order number') }),
  search_help: z.object({ query: text.describe('What to look for, in a few words') }),
  ask_which: z.object({
    question: text.describe('The question back to the customer, in their language, with the meanings to choose from'),
  }),
  escalate_to_person: z.object({ reason: text.describe('Why a person is needed, in one sentence the customer may read') }),
};
type ToolName = keyof typeof schemas;

const DESCRIPTIONS: Readonly<Record<ToolName, string>> = {
  findOrder: "Looks up one of the customer's own orders.",
  stockOf: "Looks up the stock of the customer's own products.",
  trackShipment: "Looks up where one of the customer's own parcels is.",
  search_help: 'Searches the help articles and gives the best three.',
  ask_which: 'Asks the customer which of several things they mean. It ends your turn.',
  escalate_to_person: 'Asks a member of staff to take over the conversation.',
};

const ARTICLE_CHARACTERS = 4000;
const MAX_SOURCES = 4;
const SUGGESTIONS = 3;

const isTool = (name: string): name is ToolName => Object.hasOwn(schemas, name);

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source === '' ? '{}' : source);
  } catch {
    return null;
  }
}

function refused(reason: string): ToolRun {
  return { label: null, run: () => ({ result: { error: reason }, found: false }) };
}

/** One run's tools. The organisation is the token's, fixed before the model says a word: no argument can name another (H32). */
export class Toolbox {
  escalation: string | null = null;
  /** The question back to the customer, when that is the answer. */
  clarification: string | null = null;
  readonly definitions: readonly ChatCompletionTool[];
  readonly #index: KnowledgeIndex;
  readonly #merchant: Merchant;
  readonly #organizationId: string;
  readonly #sources = new Map<string, Source>();
  readonly #articles: Article[] = [];

  constructor(index: KnowledgeIndex, merchant: Merchant, organizationId: string) {
    this.#index = index;
    this.#merchant = merchant;
    this.#organizationId = organizationId;
    this.definitions = (Object.keys(schemas) as ToolName[]).map((name) => ({
      type: 'function',
      function: { name, description: DESCRIPTIONS[name], parameters: z.toJSONSchema(schemas[name]) as Record<string, unknown> },
    }));
  }

  /** What the answer may be shown to rest on: only records and articles that the tools really gave (H31). */
  evidence(): { sources: Source[]; suggestions: string[] } {
    const [first] = this.#articles;
    const related =
      first === undefined ? [] : this.#index.related(first, SUGGESTIONS).map((article) => article.questions[0] ?? article.title);
    return { sources: [...this.#sources.values()].slice(0, MAX_SOURCES), suggestions: related };
  }

  /** Addresses an answer may name. */
  links(): ReadonlySet<string> {
    return new Set([...this.#sources.values()].map((source) => source.url));
  }

  prepare(name: string, argumentText: string): ToolRun {
    if (!isTool(name)) return refused(`There is no tool called ${name.slice(0, 60)}.`);
    const input = schemas[name].safeParse(jsonOf(argumentText));
    if (!input.success) return refused(`The arguments do not fit: ${z.prettifyError(input.error).slice(0, 300)}`);
    const [value = ''] = Object.values(input.data) as string[];
    return this.#runs[name](value);
  }

  readonly #runs: Readonly<Record<ToolName, (value: string) => ToolRun>> = {
    findOrder: (value) => ({ label: `Looking up order ${value}…`, run: () => this.#order(value) }),
    stockOf: (value) => ({ label: `Looking up the stock of ${value}…`, run: () => this.#stock(value) }),
    trackShipment: (value) => ({ label: `Tracking parcel ${value}…`, run: () => this.#track(value) }),
    search_help: (value) => ({ label: 'Searching the help articles…', run: () => this.#help(value) }),
    ask_which: (value) => ({
      label: null,
      run: () => {
        this.clarification = value;
        return { result: { done: true }, found: true };
      },
    }),
    escalate_to_person: (value) => ({
      label: null,
      run: () => {
        this.escalation = value;
        return { result: { done: true }, found: true };
      },
    }),
  };

  #cite(source: Source): void {
    this.#sources.set(source.url, source);
  }

  #order(number: string): { result: unknown; found: boolean } {
    const order = this.#merchant.findOrder(this.#organizationId, number);
    if (order === null) return { result: { error: 'not found' }, found: false };
    this.#cite(orderSource(order));
    return { result: order, found: true };
  }

  #stock(product: string): { result: unknown; found: boolean } {
    const products = this.#merchant.stockOf(this.#organizationId, product);
    for (const one of products.slice(0, 2)) this.#cite({ title: one.name, url: `/products/${one.sku}`, kind: 'PRODUCT' });
    return products.length === 0 ? { result: { error: 'not found' }, found: false } : { result: products, found: true };
  }

  #track(number: string): { result: unknown; found: boolean } {
    const shipment = this.#merchant.trackShipment(this.#organizationId, number);
    if (shipment === null) return { result: { error: 'not found' }, found: false };
    const order = this.#merchant.findOrder(this.#organizationId, shipment.order);
    if (order !== null) this.#cite(orderSource(order));
    return { result: shipment, found: true };
  }

  #help(query: string): { result: unknown; found: boolean } {
    const best = this.#index
      .rank(this.#index.terms(query))
      .slice(0, 3)
      .map((one) => one.article);
    const [first] = best;
    if (first === undefined) return { result: { error: 'nothing found' }, found: false };
    this.#articles.push(first);
    this.#cite({ title: first.title, url: first.url, kind: 'HELP_ARTICLE' });
    const shown = best.map((article) => ({
      title: article.title,
      text: article.sections
        .map((section) => `${section.heading}\n${textOf(section)}`)
        .join('\n\n')
        .slice(0, ARTICLE_CHARACTERS),
    }));
    return { result: { articles: shown }, found: true };
  }
}
