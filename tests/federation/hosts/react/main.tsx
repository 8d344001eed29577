/** A React 19 page that renders the components itself, inside of handlers of its own that count what reaches them. */
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import { loadRemoteChat } from '../../../../host/index.ts';
import type { ChatConfiguration } from '../../../../src/expose/contract.ts';

const query = new URLSearchParams(location.search);
const heard: Record<string, number> = {};
Object.assign(window, { heard });
const hear = (event: React.SyntheticEvent): void => {
  heard[event.type] = (heard[event.type] ?? 0) + 1;
};

const handlers = { onClick: hear, onKeyDown: hear, onPointerDown: hear };

const chatOf = (remote: string | null) =>
  loadRemoteChat({
    manifest: `${remote}/react/mf-manifest.json`,
    shared: {
      react: { version: React.version, module: React },
      'react-dom': { version: ReactDOM.version, module: ReactDOM },
    },
    prepare: async (load) => {
      const { configure } = await load<{ configure: (configuration: ChatConfiguration) => void }>('configure');
      configure({
        connection: {
          endpoint: '/graphql',
          async getAccessToken() {
            const body = JSON.stringify({ as: query.get('as') ?? 'ben' });
            const response = await fetch('/auth/chat-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
            return ((await response.json()) as { token: string }).token;
          },
        },
      });
    },
  });

type Module = { default: React.ComponentType<Record<string, unknown>> };
const lazyChat = (remote: string | null) => {
  const chat = chatOf(remote);
  return React.lazy(() => chat.load<Module>(query.get('module') ?? 'AIChatInterface'));
};
const Chat = lazyChat(query.get('remote'));
/** Of another version, beside it. */
const Other = query.has('other') ? lazyChat(query.get('other')) : null;

function Page() {
  const [shown, setShown] = React.useState(!query.has('hold'));
  const [more, setMore] = React.useState<Record<string, unknown>>({});
  // As the pages without React have it, so that one test steers both.
  React.useEffect(() => {
    const update = (next: object): void => setMore((before) => ({ ...before, ...next }));
    const show = (next: boolean): void => ReactDOM.flushSync(() => setShown(next));
    const later = async (next: object = {}): Promise<void> => {
      update(next);
      show(true);
    };
    Object.assign(window, { later, chat: { update, unmount: () => show(false) } });
  }, []);
  const props = { ...(JSON.parse(query.get('props') ?? '{}') as Record<string, unknown>), ...more };
  return (
    <main>
      <button type="button" onClick={() => setShown(!shown)}>
        Show or hide
      </button>
      <section id="chat" {...handlers}>
        <React.Suspense fallback="Loading">{shown && <Chat {...props} />}</React.Suspense>
      </section>
      {Other && (
        <section id="second">
          <React.Suspense fallback="Loading">
            <Other colorScheme="dark" locale="de-CH" />
          </React.Suspense>
        </section>
      )}
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <React.StrictMode>
    <Page />
  </React.StrictMode>,
);
