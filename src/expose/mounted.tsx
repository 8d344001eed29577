import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { tellPart } from '../queries/parts.ts';
import { endIdle } from '../runtime.tsx';
import { armour, enclose } from '../ui/armour.ts';
import { Enclosure } from '../ui/isolated.tsx';
import { configuredIsolation } from './configured.ts';
import type { ChatHandle, ChatIsolation } from './contract.ts';
import type { MountError, MountModule, MountOptions } from './mount-contract.ts';
import { isIsolation } from './usable.ts';

/** One mounted module, whatever it is. */
export interface Instance {
  /** Whether a call with these means this one. */
  fits(options: MountOptions<MountModule>, props: object): boolean;
  update(props: object): void;
  unmount(): void;
  readonly handle: ChatHandle | null;
}

type Module = ComponentType<Record<string, unknown>>;

/** Each in a chunk of its own: a page pays for the module it mounts. */
export const bring: Readonly<Record<MountModule, () => Promise<{ default: unknown }>>> = {
  AIChatInterface: () => import(/* webpackChunkName: "AIChatInterface" */ './ai-chat-interface.tsx'),
  ConversationList: () => import(/* webpackChunkName: "ConversationList" */ './conversation-list.tsx'),
  AICustomerServiceDemo: () => import(/* webpackChunkName: "AICustomerServiceDemo" */ './ai-customer-service-demo.tsx'),
  FloatingChatButton: () => import(/* webpackChunkName: "FloatingChatButton" */ './floating-chat-button.tsx'),
  AgentDesk: () => import(/* webpackChunkName: "AgentDesk" */ './agent-desk.tsx'),
};
/** Nothing there to steer from outside. */
const UNSTEERED: readonly MountModule[] = ['ConversationList', 'AgentDesk'];

/** As the call says, else as the props do, which a page may hand through as it has them; else as configured. */
function isolationOf(options: MountOptions<MountModule>, props: { readonly isolation?: unknown }): ChatIsolation {
  return [options.isolation, props.isolation].find(isIsolation) ?? configuredIsolation();
}

const isModule = (name: string): name is MountModule => Object.hasOwn(bring, name);

export function createInstance(element: Element, first: object, options: MountOptions<MountModule>, onEnd: () => void): Instance {
  const { module = 'AIChatInterface', nonce } = options;
  if (!isModule(module))
    throw new TypeError(`mount(): there is no module "${String(module)}"; there are ${Object.keys(bring).join(', ')}.`);
  const isolation = isolationOf(options, first);
  const place = placeIn(element, module, isolation === 'shadow');
  const steering = UNSTEERED.includes(module) ? null : createSteering();
  let broken = false;
  const report = reporter(module, (error) => {
    broken = true;
    options.onError?.(error);
  });
  const Module = lazy(async () => ({ default: (await brought(module, report)) as Module }));
  const root = rootOf(place.container, report);
  let props: Record<string, unknown> = { ...first };
  let ended = false;
  const draw = (): void => {
    const given = { ...props, isolation, nonce: props.nonce ?? nonce, ...(steering && { ref: steering.ref(props.ref) }) };
    root.render(
      <Enclosure value={place.shadow}>
        <Suspense fallback={null}>
          <Module {...given} />
        </Suspense>
      </Enclosure>,
    );
  };
  draw();
  return {
    // What broke is not updated: mounting again makes it anew.
    fits: (wanted, next) =>
      !broken && (wanted.module ?? 'AIChatInterface') === module && isolationOf(wanted, { ...props, ...next }) === isolation,
    update(next) {
      if (ended) return;
      props = { ...props, ...next };
      draw();
    },
    unmount() {
      if (ended) return;
      ended = true;
      flushSync(() => root.unmount());
      place.host.remove();
      endIdle();
      onEnd();
    },
    handle: steering?.handle ?? null,
  };
}

interface Placed {
  readonly host: HTMLElement;
  readonly container: HTMLElement | ShadowRoot;
  readonly shadow: ShadowRoot | null;
}

/** An element of ours in the page's, which stays as it was: nothing of it is read, emptied or given attributes. */
function placeIn(element: Element, module: MountModule, isolated: boolean): Placed {
  const host = element.ownerDocument.createElement('div');
  host.dataset.aiCsAgent = '';
  element.append(host);
  if (isolated) armour(host, module === 'FloatingChatButton' ? 'over' : 'block', { height: '100%', width: '100%' });
  else Object.assign(host.style, { display: 'contents' });
  const shadow = isolated ? enclose(host) : null;
  return { host, shadow, container: shadow ?? host };
}

/**
 * React listens to `selectionchange` on the document and never leaves it; nothing here needs that. It is caught while it is added,
 * within one turn in which no code of the page runs, so that unmounting really leaves nothing.
 */
function rootOf(container: HTMLElement | ShadowRoot, report: (error: unknown) => void): Root {
  const page = container.ownerDocument;
  const own = Object.getOwnPropertyDescriptor(page, 'addEventListener');
  page.addEventListener = () => undefined;
  try {
    return createRoot(container, { onUncaughtError: report });
  } finally {
    if (own) Object.defineProperty(page, 'addEventListener', own);
    else Reflect.deleteProperty(page, 'addEventListener');
  }
}

async function brought(module: MountModule, report: (error: unknown) => void): Promise<unknown> {
  try {
    return (await tellPart(module, bring[module]())).default;
  } catch (error) {
    report(error);
    return (): ReactNode => null;
  }
}

/** Once per instance: a page that shows something else in its place needs no more. */
function reporter(module: MountModule, onError: ((error: MountError) => void) | undefined): (error: unknown) => void {
  let told = false;
  return (error) => {
    if (told) return;
    told = true;
    const missing = error instanceof Error && (error.name === 'ChunkLoadError' || /dynamically imported module/u.test(error.message));
    const message = `The chat's module "${module}" ${missing ? 'could not be fetched' : 'broke'}: ${error instanceof Error ? error.message : error}`;
    console.error(message);
    onError?.({ reason: missing ? 'missing' : 'failed', message });
  };
}

type HostRef = { current: unknown } | ((handle: ChatHandle | null) => void) | null | undefined;

/** A handle that is there at once: its calls wait until the chat is. */
function createSteering(): { readonly handle: ChatHandle; ref(host: unknown): (handle: ChatHandle | null) => void } {
  let current: ChatHandle | null = null;
  const waiting: ((handle: ChatHandle) => void)[] = [];
  const there = (): Promise<ChatHandle> => (current ? Promise.resolve(current) : new Promise((resolve) => waiting.push(resolve)));
  const handle = new Proxy({} as ChatHandle, {
    get: (_target, name) => {
      // A promise that resolves with the handle must not take it for another promise.
      if (name === 'then' || typeof name === 'symbol') return undefined;
      return (...values: unknown[]) => {
        const call = (chat: ChatHandle): unknown =>
          (chat as unknown as Record<string, (...values: unknown[]) => unknown>)[name]?.(...values);
        return current ? call(current) : name === 'exportRecording' ? null : there().then(call);
      };
    },
  });
  let wanted: HostRef = null;
  const set = (next: ChatHandle | null): void => {
    current = next;
    if (typeof wanted === 'function') wanted(next);
    else if (wanted) wanted.current = next;
    if (next) for (const resolve of waiting.splice(0)) resolve(next);
  };
  return {
    handle,
    ref(host) {
      wanted = host as HostRef;
      return set;
    },
  };
}
