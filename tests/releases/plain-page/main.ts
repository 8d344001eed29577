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

const { registry = '', key = '', as, nonce, timeoutMs = '1500', ...rest } = Object.fromEntries(new URLSearchParams(location.search));
const told: string[] = [];
window.told = told;
const about = ({ version, why, error }: RunningVersion) => `${version} ${why}${error ? ` ${error.kind}` : ''}`;

const chat = loadRemoteChat({
  registry,
  key,
  ...rest,
  environment: 'isolated',
  timeoutMs: Number(timeoutMs),
  refreshMs: 300,
  soundAfterMs: 500,
  ...(window.ownVerify && { verify: window.ownVerify }),
  onVersion: (running) => told.push(about(running)),
  onError: ({ kind }) => told.push(kind),
});

/** Of the reference server, where the page is served by it. */
const connection = {
  endpoint: '/graphql',
  async getAccessToken() {
    const body = JSON.stringify({ as });
    const response = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await response.json()) as { token: string }).token;
  },
};

let mounted: Mounted | null = null;
function show({ mount }: { mount: Mount }): void {
  const place = document.getElementById('place');
  if (!place) return;
  // Not in the markup: a strict policy forbids style attributes there.
  place.style.height = '560px';
  mounted?.unmount();
  mounted = mount(place, as ? { connection } : {}, { ...(nonce && { nonce }), onError: (error) => chat.renew('mount', error) });
}
chat.subscribe(() => void chat.load<{ mount: Mount }>('mount').then(show));
void chat.ready<{ mount: Mount }>().then(show);
