/** The door of a version's isolated build: brings its own React, draws into a shadow root, as the chat's does. */
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { part } from './part.tsx';
import { ran } from './ran.ts';

export { atWork } from './configure.ts';

const Part = part('AIChatInterface');
ran('mount');

interface Options {
  onError?: (error: { reason: 'missing' | 'failed'; message: string }) => void;
}

export function mount(element: Element, _props: object = {}, { onError }: Options = {}): { unmount(): void } {
  const host = element.appendChild(document.createElement('div'));
  const broke = (error: unknown) => {
    const missing = error instanceof Error && error.name === 'ChunkLoadError';
    onError?.({ reason: missing ? 'missing' : 'failed', message: String(error) });
  };
  const root = createRoot(host.attachShadow({ mode: 'open' }), { onUncaughtError: broke });
  root.render(createElement(Part));
  return {
    unmount: () => {
      root.unmount();
      host.remove();
    },
  };
}
