import {
  Component,
  type ComponentType,
  type ErrorInfo,
  type FunctionComponent,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { createRetry, type Retry, type RetryState } from '../../../../host/index.ts';
import { type Broke, loadComponent, loadModule, onSwitch } from './remote.ts';

/** What a stand-in is told while the component is not there. */
export interface StandInProps<P> {
  /** The props the component would have got. */
  wanted: P;
  state: Exclude<RetryState<unknown>, { status: 'ready' }>;
  onTryAgain: () => void;
}

/** What a stand-in shows while a part of the component itself is still on its way. */
const LOADING = { status: 'working', attempt: 1, error: null } as const;

/** Rendered this long without an error, a component counts as sound again. */
const SOUND_AFTER_MS = 10_000;

/**
 * A component of the remote that is loaded when first shown, stands in for itself while it is not there, and comes back by
 * itself: load failures and errors while rendering are both retried with growing delays, at once when the network returns.
 */
export function remoteComponent<P extends object>(name: string, StandIn: ComponentType<StandInProps<P>>): FunctionComponent<P> {
  return standingIn(name, StandIn, (broke) => loadComponent<P>(name, broke));
}

/** The same for what the shell draws itself with a module of the remote: made once from each copy of it. */
export function madeWithRemote<M, P extends object>(
  name: string,
  StandIn: ComponentType<StandInProps<P>>,
  make: (module: M) => ComponentType<P>,
): FunctionComponent<P> {
  return standingIn(name, StandIn, async (broke) => make(await loadModule<M>(name, broke)));
}

type Bring<P> = (broke: Broke | null) => Promise<ComponentType<P>>;

function standingIn<P extends object>(name: string, StandIn: ComponentType<StandInProps<P>>, bring: Bring<P>): FunctionComponent<P> {
  const source = createSource<P>(bring);
  function RemoteComponent(props: P) {
    const state = useSyncExternalStore(source.subscribe, source.state);
    useEffect(() => source.use(), []);
    if (state.status !== 'ready') return <StandIn wanted={props} state={state} onTryAgain={source.retry.retryNow} />;
    const Loaded = state.value;
    const loading = <StandIn wanted={props} state={LOADING} onTryAgain={source.retry.retryNow} />;
    return (
      <RenderBoundary onError={source.broke}>
        <Suspense fallback={loading}>
          <Loaded {...props} />
          <Soundness onSound={source.retry.settled} />
        </Suspense>
      </RenderBoundary>
    );
  }
  RemoteComponent.displayName = `Remote(${name})`;
  return RemoteComponent;
}

/** One per module, however many instances are shown: they wait, come back and break together. */
function createSource<P>(bring: Bring<P>) {
  let broken: Broke | null = null;
  let users = 0;
  /** From a version that took the place of the one `retry` brought: nothing stands in meanwhile. */
  let newer: (RetryState<ComponentType<P>> & { status: 'ready' }) | null = null;
  const listeners = new Set<() => void>();
  const retry: Retry<ComponentType<P>> = createRetry(async () => {
    const broke = broken;
    broken = null;
    return bring(broke);
  });
  onSwitch(() => {
    if (retry.state().status !== 'ready') return retry.retryNow();
    bring(null).then(
      (value) => {
        newer = { status: 'ready', value };
        for (const listener of listeners) listener();
      },
      (error: unknown) => retry.broke(error),
    );
  });
  const state = () => (retry.state().status === 'ready' ? (newer ?? retry.state()) : retry.state());
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    const leave = retry.subscribe(listener);
    return () => {
      listeners.delete(listener);
      leave();
    };
  };
  const wake = () => retry.retryNow();
  const use = () => {
    users += 1;
    if (users === 1) {
      retry.start();
      window.addEventListener('online', wake);
    }
    return () => {
      users -= 1;
      if (users > 0) return;
      retry.stop();
      window.removeEventListener('online', wake);
    };
  };
  const broke = (error: unknown) => {
    broken = { error };
    newer = null;
    retry.broke(error);
  };
  return { retry, state, subscribe, use, broke };
}

/** Keeps an error of the remote's rendering from taking the page with it. */
class RenderBoundary extends Component<{ onError: (error: unknown) => void; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error('The chat broke while rendering; the rest of the page goes on and the chat is loaded again.', error, info.componentStack);
    this.props.onError(error);
  }
  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

function Soundness({ onSound }: { onSound: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onSound, SOUND_AFTER_MS);
    return () => clearTimeout(timer);
  }, [onSound]);
  return null;
}

/** Whole seconds until `at`, counted down. */
export function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((at - now) / 1_000));
}
