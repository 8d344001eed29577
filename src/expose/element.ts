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

/** What an attribute means: the first of text, number, boolean and JSON that the prop takes. */
function meant(module: MountModule, prop: string, text: string): unknown {
  const rule = (rules[module] as Readonly<Record<string, { fits(value: unknown): boolean }>>)[prop];
  if (!rule) return undefined;
  const candidates: unknown[] = [text === '' ? true : text];
  try {
    candidates.push(JSON.parse(text));
  } catch {
    // Text is text.
  }
  const fitting = candidates.find((candidate) => rule.fits(candidate));
  return fitting ?? (rule.fits(text) ? text : candidates[0]);
}

async function tokenFrom(url: string, reason: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason }) });
  if (!response.ok) throw new Error(`POST ${url} answered HTTP ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

/** The weakest of all rules: whatever the page says of the element wins over it. */
function extent(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { display: block; height: 100%; min-height: 560px; } :host([module="button"]) { display: contents; }');
  return sheet;
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
  class ChatElement extends HTMLElement {
    static observedAttributes = [...OWN, ...props.filter((prop) => !isEvent(prop)).map(attributeOf)];
    readonly #given: Record<string, unknown> = {};

    constructor() {
      super();
      const frame = this.attachShadow({ mode: 'open' });
      frame.adoptedStyleSheets = [extent()];
      frame.append(document.createElement('slot'));
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

    #draw(): void {
      const module = MODULES[this.getAttribute('module') ?? 'chat'] ?? 'AIChatInterface';
      const onError = (error: MountError): void => void this.dispatchEvent(new CustomEvent('mount-error', { detail: error }));
      this.#mounted = mount<MountModule>(this, this.#props(module) as MountProps[MountModule], { module, onError });
    }

    #props(module: MountModule): Record<string, unknown> {
      const wanted: Record<string, unknown> = {};
      for (const prop of Object.keys(rules[module])) {
        const text = this.getAttribute(attributeOf(prop));
        if (isEvent(prop)) wanted[prop] = this.#teller(prop);
        else if (prop !== 'ref' && prop !== 'connection')
          wanted[prop] = this.#given[prop] ?? (text === null ? undefined : meant(module, prop, text));
      }
      const endpoint = this.getAttribute('endpoint');
      const tokenUrl = this.getAttribute('token-url') ?? '/auth/chat-token';
      wanted.connection =
        this.#given.connection ??
        (endpoint === null ? undefined : { endpoint, getAccessToken: (reason: string) => tokenFrom(tokenUrl, reason) });
      return wanted;
    }

    /** `onUnreadChange` and `onLineChange` cost something, so only who set them as a property has them. */
    #teller(prop: string): ((...values: unknown[]) => void) | undefined {
      const given = this.#given[prop];
      if (typeof given !== 'function' && ['onUnreadChange', 'onLineChange'].includes(prop)) return undefined;
      return (...detail) => {
        this.dispatchEvent(new CustomEvent(attributeOf(prop).slice(3), { detail }));
        if (typeof given === 'function') given(...detail);
      };
    }
  }
  for (const prop of [...props, 'connection'])
    if (!(prop in HTMLElement.prototype))
      Object.defineProperty(ChatElement.prototype, prop, {
        get(this: ChatElement) {
          return this.get(prop);
        },
        set(this: ChatElement, value: unknown) {
          this.set(prop, value);
        },
      });
  return ChatElement;
}
