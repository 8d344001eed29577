/** A React 19 page in the guide's own lines, that shows what stands in for the chat and keeps what it was told. */
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import { loadRemoteChat } from '../../../host/index.ts';
import type { AIChatInterfaceProps } from '../../../src/expose/contract.ts';

const query = new URLSearchParams(location.search);
const told: string[] = [];
Object.assign(window, { told });

const lend = (module: { version: string }) => ({ version: module.version, module });
const chat = loadRemoteChat({
  manifest: `${query.get('remote')}${query.get('version') ?? ''}/react/mf-manifest.json`,
  shared: { react: lend(React), 'react-dom': lend(ReactDOM) },
  module: query.get('module') ?? 'AIChatInterface',
  onError: ({ name, kind }) => told.push(`${name} ${kind}`),
});
const bringChat = () => chat.ready<{ default: React.ComponentType<AIChatInterfaceProps> }>();
const Chat = React.lazy(bringChat);

const connection = {
  endpoint: '/graphql',
  async getAccessToken() {
    const body = JSON.stringify({ as: 'ben' });
    const response = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await response.json()) as { token: string }).token;
  },
};

function Page() {
  const [pressed, setPressed] = React.useState(0);
  return (
    <main>
      <button type="button" onClick={() => setPressed(pressed + 1)}>
        pressed {pressed}
      </button>
      <React.Suspense fallback={<p role="status">The chat is not here yet.</p>}>
        <Chat connection={connection} height={560} />
      </React.Suspense>
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(<Page />);
