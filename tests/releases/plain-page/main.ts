/** A page without React that names a registry in its address: what a shell of another framework does, and what it is told. */
import { loadRemoteChat, type RunningVersion, type VerifySignature } from '../../../host/index.ts';
import type { Mount, Mounted } from '../../../src/expose/mount-contract.ts';

declare global {
  interface Window {
    /** What the loader told, in order: versions with why, and reasons of failure. */
    told?: string[];
    /** Set before the page's script: an Ed25519 of the page's own. */
    ownVerify?: VerifySignature;
  }
}

const { registry = '', key = '', ...rest } = Object.fromEntries(new URLSearchParams(location.search));
const told: string[] = [];
window.told = told;
const about = ({ version, why, error }: RunningVersion) => `${version} ${why}${error ? ` ${error.kind}` : ''}`;

const chat = loadRemoteChat({
  registry,
  key,
  ...rest,
  environment: 'isolated',
  timeoutMs: 1_500,
  refreshMs: 300,
  soundAfterMs: 500,
  ...(window.ownVerify && { verify: window.ownVerify }),
  onVersion: (running) => told.push(about(running)),
  onError: ({ kind }) => told.push(kind),
});

let mounted: Mounted | null = null;
function show({ mount }: { mount: Mount }): void {
  const place = document.getElementById('place');
  if (!place) return;
  mounted?.unmount();
  mounted = mount(place, {}, { onError: (error) => chat.renew('mount', error) });
}
chat.subscribe(() => void chat.load<{ mount: Mount }>('mount').then(show));
void chat.ready<{ mount: Mount }>().then(show);
