import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { type DemoPerson, type Identity, signIn } from './session.ts';

const IdentityContext = createContext<Identity | null>(null);

/** The person of this tab; only below `IdentityProvider`. */
export function useIdentity(): Identity {
  const identity = use(IdentityContext);
  if (!identity) throw new Error('useIdentity is used outside IdentityProvider.');
  return identity;
}

const RETRY_MS = 3_000;

/** Signs in before anything is shown, and goes on trying while the server does not answer. */
export function IdentityProvider({ children }: { children: ReactNode }) {
  const [identity, setIdentity] = useState<Identity | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asking, setAsking] = useState(signIn);
  const again = useCallback(() => setAsking(signIn()), []);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    asking.then(
      (signedIn) => wanted && setIdentity(signedIn),
      (error: unknown) => {
        if (!wanted) return;
        setProblem(error instanceof Error ? error.message : String(error));
        timer = setTimeout(again, RETRY_MS);
      },
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asking, again]);
  if (identity) return <IdentityContext value={identity}>{children}</IdentityContext>;
  if (problem === null) return null;
  return (
    <main className="alone">
      <h1>Fluxori can’t be reached</h1>
      <p className="muted" role="status">
        {problem} Nothing is lost. This page tries again every few seconds.
      </p>
      <button type="button" className="button" onClick={again}>
        Try again
      </button>
      <a className="link small" href="/">
        Start as the first customer
      </a>
    </main>
  );
}

/** Everyone the demo lets you be; empty until known. */
export function useDemoPeople(): readonly DemoPerson[] {
  const [people, setPeople] = useState<readonly DemoPerson[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    fetch('/demo/identities', { signal: leaving.signal })
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(`status ${response.status}`))))
      .then((body: { identities: DemoPerson[] }) => setPeople(body.identities))
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) console.warn('The list of demo people could not be read; the menu shows only you.', error);
      });
    return () => leaving.abort();
  }, []);
  return people;
}
