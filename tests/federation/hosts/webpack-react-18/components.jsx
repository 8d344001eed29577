/** Asks for the components, which are made for another React than this page's: says what the remote answers, and mounts instead. */
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Chat as Mounted } from './chat.tsx';
import { loadRemoteChat } from './host/index.ts';

const lend = (module) => ({ version: module.version, module });
const chat = loadRemoteChat({
  manifest: 'https://chat.example.com/react/mf-manifest.json',
  shared: { react: lend(React), 'react-dom': lend(ReactDOM) },
});

function Answer() {
  const [error, setError] = React.useState(null);
  const [fits, setFits] = React.useState(null);
  React.useEffect(() => {
    chat.load('AIChatInterface').catch(setError);
    chat.load('contract').then(({ fit }) => setFits(fit({ react: React.version })));
  }, []);
  if (error === null || fits === null) return null;
  return (
    <>
      <p>{`${error.name} ${error.kind}: ${error.cause?.message}`}</p>
      <p>{`Mismatch: ${fits.reason}`}</p>
      <Mounted />
    </>
  );
}

function Shop() {
  const [clicks, setClicks] = React.useState(0);
  return (
    <main>
      <button type="button" onClick={() => setClicks(clicks + 1)}>
        Clicked {clicks}
      </button>
      <Answer />
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Shop />);
