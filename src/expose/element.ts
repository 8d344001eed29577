import { enclose } from '../ui/armour.ts';
import { rules } from './check-props.ts';
import { mount } from './mount.ts';
import type { MountError, Mounted, MountModule, MountProps } from './mount-contract.ts';

/** `userId` is the attribute `user-id`; `title` would be a tooltip of the page's, so ours is `heading`. */
const attributeOf = (prop: string): string =>
  prop === 'title' ? 'heading' : prop.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

const isEvent = (prop: string): boolean => /^on[A-Z]/u.test(prop);

const MODULES: Readonly<Record<string, MountModule>> = {
  chat: 'AIChatInterface',
  list: 'ConversationList',
  page: 'AICustomerServiceDemo',
  button: 'FloatingChatButton',
  desk: 'AgentDesk',
};

/** Attributes that are no props of the chat's. */
const OWN = ['module', 'endpoint', 'token-url'];

const props = [...new Set(Object.values(rules).flatMap((of) => Object.keys(of)))].filter((prop) => prop !== 'ref' && prop !== 'connection');

/** Props by their property: what every element has of that name already (a tooltip's `title`, the `nonce`) stays as it is. */
const settableOf = (every: object): ReadonlyMap<string, string> =>
  new Map([
    ...[...props, 'connection'].filter((prop) => !(prop in every)).map((prop) => [prop, prop] as const),
    [attributeOf('title'), 'title'],
  ]);

/** What an attribute means: the first of number, boolean, other JSON and text that the prop takes. */
function meant(module: MountModule, prop: string, text: string): unknown {
  const rule = (rules[module] as Readonly<Record<string, { fits(value: unknown): boolean }>>)[prop];
  const value = text === '' ? true : parsed(text);
  return typeof value !== 'string' && rule?.fits(value) ? value : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text is text.
    return text;
  }
}

async function tokenFrom(url: string, reason: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason }) });
  if (!response.ok) throw new Error(`POST ${url} answered HTTP ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

/** The weakest of all rules: whatever the page says of the element wins. In a grid what is within has a height where the page gives none. */
function extent(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':host { display: grid; grid: minmax(0, 1fr) / minmax(0, 1fr); height: 100%; min-height: 560px; } :host([module="button"]) { display: contents; }',
  );
  return sheet;
}

type Given = Readonly<Record<string, unknown>>;

/** All a module knows, also what is not given: `undefined` takes back what was. */
function propsOf(element: HTMLElement, given: Given, module: MountModule): Record<string, unknown> {
  const wanted: Record<string, unknown> = {};
  for (const prop of Object.keys(rules[module])) {
    if (isEvent(prop)) wanted[prop] = wantedTeller(element, prop, given[prop]);
    else if (prop !== 'ref' && prop !== 'connection') wanted[prop] = wantedValue(element, given, module, prop);
  }
  const endpoint = element.getAttribute('endpoint');
  const tokenUrl = element.getAttribute('token-url') ?? '/auth/chat-token';
  wanted.connection =
    given.connection ?? (endpoint === null ? undefined : { endpoint, getAccessToken: (reason: string) => tokenFrom(tokenUrl, reason) });
  return wanted;
}

/** The property, else the attribute. Null is a value: it says that a new conversation is to be open. */
function wantedValue(element: HTMLElement, given: Given, module: MountModule, prop: string): unknown {
  // Where a policy came with the page, browsers empty the attribute and leave the nonce to scripts alone.
  if (prop === 'nonce') return element.nonce || undefined;
  if (given[prop] !== undefined) return given[prop];
  const text = element.getAttribute(attributeOf(prop));
  return text === null ? undefined : meant(module, prop, text);
}

/** `onUnreadChange` and `onLineChange` cost something, so only who set them as a property has them. */
function wantedTeller(element: HTMLElement, prop: string, given: unknown): ((...values: unknown[]) => void) | undefined {
  if (typeof given !== 'function' && ['onUnreadChange', 'onLineChange'].includes(prop)) return undefined;
  return (...detail) => {
    element.dispatchEvent(new CustomEvent(attributeOf(prop).slice(3), { detail }));
    if (typeof given === 'function') given(...detail);
  };
}

/**
 * Registers the custom element, unless the page has one of that name already (another version's, say): then that one stays, and this
 * copy can be given another name. Attributes are the props in kebab case; properties take what no attribute can hold; each `on…`
 * prop is also an event, `onMessageSend` as `message-send`, with its arguments as `detail`.
 */
export function defineElement(name: string): void {
  if (typeof customElements === 'undefined' || customElements.get(name)) return;
  customElements.define(name, makeElement());
}

function makeElement(): CustomElementConstructor {
  const settable = settableOf(HTMLElement.prototype);
  class ChatElement extends HTMLElement {
    static observedAttributes = [...OWN, ...props.filter((prop) => !isEvent(prop)).map(attributeOf)];
    readonly #given: Record<string, unknown> = {};

    constructor() {
      super();
      const frame = enclose(this);
      frame.adoptedStyleSheets.push(extent());
      frame.append(document.createElement('slot'));
      this.#takeEarlier();
    }

    #mounted: Mounted<MountModule> | null = null;
    #turn = 0;

    connectedCallback(): void {
      this.#draw();
    }

    /** Moved within the page it is connected again in the same turn, and nothing is lost. */
    disconnectedCallback(): void {
      this.#turn += 1;
      const turn = this.#turn;
      queueMicrotask(() => {
        if (this.isConnected || turn !== this.#turn) return;
        this.#mounted?.unmount();
        this.#mounted = null;
      });
    }

    attributeChangedCallback(): void {
      if (this.#mounted) this.#draw();
    }

    get handle(): Mounted['handle'] {
      return this.#mounted?.handle ?? null;
    }

    /** A prop as a value; `undefined` takes it back. */
    set(prop: string, value: unknown): void {
      this.#given[prop] = value;
      if (this.#mounted) this.#draw();
    }

    get(prop: string): unknown {
      return this.#given[prop];
    }

    /** What the page set before this was one of ours lies on the element itself, in front of the accessors. */
    #takeEarlier(): void {
      for (const [name, prop] of settable) {
        if (!Object.hasOwn(this, name)) continue;
        this.#given[prop] = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
      }
    }

    #draw(): void {
      const module = MODULES[this.getAttribute('module') ?? 'chat'] ?? 'AIChatInterface';
      const onError = (error: MountError): void => void this.dispatchEvent(new CustomEvent('mount-error', { detail: error }));
      this.#mounted = mount<MountModule>(this, propsOf(this, this.#given, module) as MountProps[MountModule], { module, onError });
    }
  }
  for (const [name, prop] of settable)
    Object.defineProperty(ChatElement.prototype, name, {
      get(this: ChatElement) {
        return this.get(prop);
      },
      set(this: ChatElement, value: unknown) {
        this.set(prop, value);
      },
    });
  return ChatElement;
}
