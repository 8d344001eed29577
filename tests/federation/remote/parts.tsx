/** A stand-in for the real remote: the same doors, one line behind each, and a switch that breaks them while rendering. */
import { createElement, useState } from 'react';

declare global {
  interface Window {
    /** Set by a test: names of components that throw while rendering. */
    brokenChat?: string[];
    /** What the shell has configured, for a test to read. */
    chatConfiguration?: {
      connection: { endpoint: string; getAccessToken: (reason: 'initial') => Promise<string> };
      linkOrigins?: string[];
    };
    /** How often the remote's code has started on this page. */
    chatCopies?: number;
  }
}

window.chatCopies = (window.chatCopies ?? 0) + 1;

const floating = { position: 'fixed', right: 8, bottom: 8, width: 200, height: 120, overflow: 'auto', background: 'Canvas' };

const breaks = (): never => {
  throw new Error('a handler is broken on purpose');
};

export function part(name: string) {
  return function Part(props: Record<string, unknown>) {
    const [clicks, setClicks] = useState(0);
    if (window.brokenChat?.includes(name)) throw new Error(`${name} is broken on purpose`);
    return createElement(
      'section',
      { 'aria-label': name, 'data-remote': name, style: name === 'FloatingChatButton' ? floating : { padding: 16 } },
      createElement('p', null, `${name} is here`),
      createElement('pre', { style: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } }, JSON.stringify(props)),
      createElement(
        'button',
        {
          type: 'button',
          onClick: () => {
            setClicks(clicks + 1);
            (props.onEscalation as ((reason: string, id: string) => void) | undefined)?.('asked for a person', 'c-1');
          },
        },
        `clicked ${clicks}`,
      ),
      createElement('button', { type: 'button', onClick: breaks }, 'break'),
    );
  };
}
