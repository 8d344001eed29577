import { useEffect, useState } from 'react';
import { RemoteError, type RemoteErrorKind } from '../../../../host/index.ts';
import type { FloatingChatButtonProps } from '../../../../src/expose/contract.ts';
import { Icon } from '../../frame/icons.tsx';
import { type StandInProps, useSecondsUntil } from './remote-component.tsx';
import './stand-in.css';

const happened: Record<RemoteErrorKind, string> = {
  missing: 'Its files could not be loaded.',
  timeout: 'It is taking too long to load.',
  invalid: 'What was loaded is not the chat.',
  failed: 'It stopped because of an error of its own.',
  mismatch: 'It is made for another React than this page has.',
  tampered: 'What was loaded is not what was released.',
  unsupported: 'This browser cannot verify it.',
};

const kindOf = (error: unknown): RemoteErrorKind => (error instanceof RemoteError ? error.kind : 'failed');

/** Nothing is shown for this long, so that a fast load does not flash. */
const QUIET_MS = 150;

function Notice({ state, onTryAgain }: Pick<StandInProps<object>, 'state' | 'onTryAgain'>) {
  const waiting = state.status === 'waiting';
  const seconds = useSecondsUntil(waiting ? state.retryAt : 0);
  return (
    <div className="stand-in-notice">
      <span className="stand-in-mark">
        <Icon name="alert" />
      </span>
      <div role="status">
        <p className="stand-in-title">The chat is not available right now</p>
        <p className="stand-in-text">
          {happened[kindOf(state.error)]} Your conversations are kept, and everything else on this page works.
        </p>
      </div>
      <button type="button" className="button" onClick={onTryAgain} aria-disabled={!waiting}>
        Try again
      </button>
      <p className="stand-in-next">{waiting ? `Trying again by itself in ${seconds} s` : 'Trying again…'}</p>
    </div>
  );
}

function Skeleton() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="stand-in-skeleton" role="status" data-shown={shown || undefined}>
      <span className="visually-hidden">Loading the chat</span>
      <i style={{ width: '40%' }} />
      <i style={{ width: '88%' }} />
      <i style={{ width: '72%' }} />
      <i style={{ width: '56%' }} />
    </div>
  );
}

/** Takes the room the component would take. */
export function PanelStandIn({ wanted, state, onTryAgain }: StandInProps<{ height?: number | string; width?: number | string }>) {
  return (
    <section className="stand-in" aria-label="Chat" style={{ height: wanted.height ?? '100%', width: wanted.width ?? '100%' }}>
      {state.error === null ? <Skeleton /> : <Notice state={state} onTryAgain={onTryAgain} />}
    </section>
  );
}

/** Nothing until loading has failed; then a launcher that says so when opened. */
export function LauncherStandIn({ wanted, state, onTryAgain }: StandInProps<FloatingChatButtonProps>) {
  const [openHere, setOpenHere] = useState(false);
  if (state.error === null) return null;
  const open = wanted.open ?? openHere;
  const toggle = (next: boolean) => {
    setOpenHere(next);
    wanted.onOpenChange?.(next);
  };
  return (
    <div className="stand-in-launcher" data-placement={wanted.placement ?? 'bottom-right'}>
      {open && (
        <section className="stand-in stand-in-popup" aria-label="Chat">
          <Notice state={state} onTryAgain={onTryAgain} />
        </section>
      )}
      <button type="button" className="stand-in-button" aria-expanded={open} onClick={() => toggle(!open)}>
        <Icon name={open ? 'close' : 'chat'} />
        <span className="visually-hidden">{open ? 'Close' : 'Chat: not available right now'}</span>
      </button>
    </div>
  );
}
