/**
 * Subscriptions whose documents are known when the server starts are served without parser, rules and executor: each page is written once
 * for all who read it, and sent. What such a document may do was decided when it was listed; what the viewer may see is decided where it
 * always is, in the backend.
 */
import {
  type DocumentNode,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  OperationTypeNode,
  parse,
  print,
  validate,
} from 'graphql';
import type { SubscriptionResolvers } from '../generated/resolvers.ts';
import type { RequestContext } from '../resolvers/context.ts';
import { SharedFrame } from './frame.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { compileValue, NotCompiled, type Write } from './writer.ts';

export interface DirectSubscription {
  /** No document: what stands for it inside this server. */
  readonly name: string;
  /** What graphql-ws looks at of an operation that is already open. */
  readonly execution: { readonly schema: GraphQLSchema; readonly document: DocumentNode };
  /** Undefined when the variables are not what the document wants: the executor then says so. */
  open(variables: unknown, context: RequestContext): AsyncGenerator<unknown> | undefined;
  /** `{"data":…}` with the page, as the executor's result is written. */
  write(page: object | null): string;
  /** The WebSocket frame that carries it. @param start of the frame's text, up to its payload. */
  frame(page: object | null, start: string): Buffer;
}

type Field = keyof Required<SubscriptionResolvers>;
type Arguments = { readonly conversationId: string; readonly after: { readonly epoch: string; readonly seq: number } };

/** How each field's pages come about: the same as its resolver. */
const sources: Record<Field, (given: Record<string, unknown>, context: RequestContext) => AsyncGenerator<object | null>> = {
  conversationEvents: (given, { backend, identity, signal }) => {
    const { conversationId, after } = given as Arguments;
    return backend.followEvents(identity, conversationId, after, signal);
  },
  conversationChanges: ({ after }, { backend, identity, signal, silentMs }) =>
    backend.followChanges(identity, (after as string | null | undefined) ?? null, signal, silentMs),
};

/** Beyond so many ways to write the few documents, one more is parsed each time. */
const MOST_TEXTS = 100;

/** Finds a listed subscription by its text, whatever its white space. Those that are not plain enough are left to the executor. */
export class DirectSubscriptions {
  private readonly listed = new Map<string, DirectSubscription>();
  private readonly texts = new Map<string, DirectSubscription>();
  private readonly names = new Map<string, DirectSubscription>();
  private readonly maxTokens: number;

  /**
   * @param trusted what a deployment restricts its clients to; null for everything.
   * @param maxTokens of a document that is looked at.
   */
  constructor(schema: GraphQLSchema, texts: readonly string[], trusted: TrustedDocuments | null, maxTokens: number) {
    this.maxTokens = maxTokens;
    for (const [place, text] of texts.entries()) {
      const document = parse(text, { noLocation: true });
      const compiled = trusted === null || trusted.allows(document) ? compile(schema, document, place) : null;
      if (compiled === null) continue;
      this.listed.set(print(document), compiled);
      this.names.set(compiled.name, compiled);
    }
  }

  find(text: string): DirectSubscription | null {
    const known = this.texts.get(text) ?? this.names.get(text);
    if (known !== undefined) return known;
    const found = this.listed.get(this.plain(text)) ?? null;
    if (found !== null && this.texts.size < MOST_TEXTS) this.texts.set(text, found);
    return found;
  }

  /**
   * A message with a short name in place of a listed document. graphql-ws holds on to a message for as long as its subscription lasts,
   * and the document is most of it.
   */
  shorten(message: string): string {
    if (!message.includes('"subscribe"')) return message;
    const text = textOf(message);
    const found = text === null ? null : this.find(text);
    if (found === null || text === null) return message;
    // A function, because a replacement text may hold patterns.
    return message.replace(JSON.stringify(text), () => JSON.stringify(found.name));
  }

  /** The document without its comments and white space; empty when it is none, which the engine will say. */
  private plain(text: string): string {
    try {
      return print(parse(text, { noLocation: true, maxTokens: this.maxTokens }));
    } catch {
      return '';
    }
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode, place: number): DirectSubscription | null {
  const operation = getOperationAST(document);
  const root = schema.getSubscriptionType();
  const [node, more] = operation?.selectionSet.selections ?? [];
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION || !root || node?.kind !== Kind.FIELD || more !== undefined) return null;
  const name = node.name.value;
  const field = root.getFields()[name];
  if (field === undefined || !(name in sources) || validate(schema, document).length > 0) return null;
  const fragments = new Map(document.definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it]] : [])));
  const write = written(() => compileValue({ schema, fragments }, field.type, node.selectionSet ? [node.selectionSet] : []));
  if (write === null) return null;
  const start = `{"data":{${JSON.stringify(node.alias?.value ?? name)}:`;
  const recent = new Recent();
  const shared = (page: object | null): SharedFrame => {
    // The last brace ends the frame's text.
    const make = () => new SharedFrame(`${start}${write(page)}}}}`);
    return page === null ? make() : recent.of(page, make);
  };
  return {
    name: `@${place}`,
    execution: { schema, document },
    open(variables, context) {
      const inputs = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], inputs);
      return coerced && sources[name as Field](getArgumentValues(field, node, coerced), context);
    },
    write: (page) => shared(page).text.slice(0, -1),
    frame: (page, subscription) => shared(page).startingWith(subscription),
  };
}

/** The document of a message that begins a subscription; null for any other. */
function textOf(message: string): string | null {
  try {
    const { type, payload } = JSON.parse(message) as { type?: unknown; payload?: { query?: unknown } };
    return type === 'subscribe' && typeof payload?.query === 'string' ? payload.query : null;
  } catch {
    return null;
  }
}

/**
 * What was written in this turn of the event loop: the readers of one page get it in one turn. Not a WeakMap, whose entries cost the
 * garbage collector more than the writing itself.
 */
class Recent {
  private frames = new Map<object, SharedFrame>();
  // A new one: a cleared Map's old table goes on holding what it held until the next full collection.
  private readonly forget = () => {
    this.frames = new Map();
  };

  of(page: object, write: () => SharedFrame): SharedFrame {
    const known = this.frames.get(page);
    if (known !== undefined) return known;
    const frame = write();
    if (this.frames.size === 0) setImmediate(this.forget);
    this.frames.set(page, frame);
    return frame;
  }
}

function written(compiling: () => Write): Write | null {
  try {
    return compiling();
  } catch (error) {
    if (error instanceof NotCompiled) return null;
    throw error;
  }
}
