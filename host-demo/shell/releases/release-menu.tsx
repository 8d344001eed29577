import type { RunningVersion } from '../../../host/index.ts';
import { Icon } from '../frame/icons.tsx';
import { useDisclosure } from '../frame/use-disclosure.ts';
import { canFallBack, canPress, saidOf } from './situation.ts';
import { type ReleaseAction, type ReleasesState, useReleased, useReleases, useRunning } from './use-releases.ts';
import './release-menu.css';

/** Which version of the chat runs here, and what moves it. Only where a registry decides. */
export function ReleaseMenu() {
  const released = useReleased();
  const running = useRunning();
  if (!released) return null;
  return <div className="release">{running && <Menu running={running} />}</div>;
}

function Menu({ running }: { running: RunningVersion }) {
  const { open, setOpen, id, whole, button } = useDisclosure();
  const fellBack = running.why !== 'wanted';
  return (
    <div ref={whole}>
      {open && <Panel id={id} running={running} />}
      <button type="button" className="release-button" ref={button} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <span className="release-mark" data-fell-back={fellBack || undefined}>
          <Icon name={fellBack ? 'alert' : 'chat'} />
        </span>
        <span className="release-running">
          Chat {running.version}
          {running.channel && ` · ${running.channel}`}
        </span>
        <Icon name="choose" />
        <span className="visually-hidden">{fellBack ? ': fell back; releases' : ': releases'}</span>
      </button>
    </div>
  );
}

function Panel({ id, running }: { id: string; running: RunningVersion }) {
  const { state, silent, refused, press } = useReleases();
  return (
    <section className="release-panel" id={id} aria-label="Releases of the chat">
      <h2 className="release-title">Releases of the chat</h2>
      <p className="small" role="status">
        {saidOf(state, silent, running)}
      </p>
      {state && <Actions state={state} running={running} press={press} />}
      <p className="release-refused small" role="alert">
        {refused}
      </p>
    </section>
  );
}

interface ActionsProps {
  state: ReleasesState;
  running: RunningVersion;
  press: (action: ReleaseAction) => void;
}

function Actions({ state, running, press }: ActionsProps) {
  const { newest, older, broken } = state;
  const isBroken = broken.includes(newest);
  const back = state.gives === newest ? (state.before ?? older?.version) : older?.version;
  const offer = (action: ReleaseAction, label: string) => {
    const can = canPress(action, state);
    return (
      <button type="button" className="button" aria-disabled={!can} onClick={() => can && press(action)}>
        {label}
      </button>
    );
  };
  return (
    <div className="release-actions">
      {offer('promote', `Promote ${newest}`)}
      {back !== undefined && offer('roll-back', `Roll back to ${back}`)}
      {older && (isBroken ? offer('mend', `Mend ${newest}`) : offer('break', `Break ${newest} on purpose`))}
      {canFallBack(state, running) && (
        <button type="button" className="button" onClick={() => location.reload()}>
          Load this page again
        </button>
      )}
    </div>
  );
}
