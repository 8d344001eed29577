/** A stand-in for one version of the remote: each of its modules says which version it is of, and the build says what is wrong with it. */
import { createElement, lazy, Suspense, useEffect, useState } from 'react';
import { ran, version } from './ran.ts';

const FAULT = process.env.RELEASE_FAULT ?? '';
if (FAULT === 'evaluate') throw new Error('this version throws while evaluating');

const Lazy = lazy(() => import(/* webpackChunkName: "lazy" */ './lazy.tsx'));

/** Milliseconds until a version breaks that looked well. */
const LATER_MS = 5_000;

export function part(name: string) {
  ran(name);
  return function Part() {
    const [more, setMore] = useState(false);
    const [broken, setBroken] = useState(FAULT === 'mount');
    const [typed, setTyped] = useState(sessionStorage.getItem('draft') ?? '');
    useEffect(() => {
      if (FAULT !== 'later') return undefined;
      const timer = setTimeout(() => setBroken(true), LATER_MS);
      return () => clearTimeout(timer);
    }, []);
    if (broken) throw new Error('this version throws while rendering');
    const write = (text: string) => {
      sessionStorage.setItem('draft', text);
      setTyped(text);
    };
    return createElement(
      'section',
      { 'aria-label': name, 'data-remote': name, style: name === 'FloatingChatButton' ? { position: 'fixed', right: 8, bottom: 8 } : {} },
      createElement('p', null, `${name} of ${version}`),
      createElement('input', {
        'aria-label': `Draft of ${name}`,
        value: typed,
        onChange: (event: { target: { value: string } }) => write(event.target.value),
      }),
      createElement('button', { type: 'button', onClick: () => setMore(true) }, 'more'),
      more && createElement(Suspense, { fallback: 'loading' }, createElement(Lazy)),
    );
  };
}
