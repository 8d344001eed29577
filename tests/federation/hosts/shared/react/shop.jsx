/** The shop of every host with React: the chat beside something of the shop's own that must go on working. */
import * as React from 'react';
import { createRoot } from 'react-dom/client';

export function openShop(Chat) {
  function Shop() {
    const [clicks, setClicks] = React.useState(0);
    const [shown, setShown] = React.useState(!location.search.includes('closed'));
    return (
      <main data-react={React.version}>
        <button type="button" onClick={() => setClicks(clicks + 1)}>
          Clicked {clicks}
        </button>
        <button type="button" onClick={() => setShown(!shown)}>
          Show or hide
        </button>
        <React.Suspense fallback={<p>Loading the chat</p>}>{shown && <Chat height={560} />}</React.Suspense>
      </main>
    );
  }
  createRoot(document.getElementById('root')).render(
    <React.StrictMode>
      <Shop />
    </React.StrictMode>,
  );
}
