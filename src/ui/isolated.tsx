import { createContext, type ReactNode, startTransition, useContext, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { armour, enclose, type Place } from './armour.ts';
import { EventEdge } from './event-edge.tsx';

/** The shadow root everything below lies in; null in the page's own tree. */
export const Enclosure = createContext<ShadowRoot | null>(null);

export interface Extent {
  /** CSS length or pixels. */
  readonly height: number | string;
  readonly width: number | string;
}

export interface IsolatedProps extends Extent {
  /** False: everything lies in the page's own tree, where its CSS reaches it. */
  readonly on: boolean;
  /** `over`: takes no room in the page; what is inside places itself by the window. */
  readonly place?: Place;
  /** Given the extent that is left for it: all of the host element, once that has the wanted one. */
  readonly children: (inside: Extent) => ReactNode;
}

const ALL: Extent = { height: '100%', width: '100%' };

/**
 * A shadow root for what is inside, reached by a portal: React's context goes through it, the page's CSS does not. Inside of
 * another one nothing further is made.
 */
export function Isolated({ on, height, width, place = 'block', children }: IsolatedProps): ReactNode {
  const around = useContext(Enclosure);
  const host = useRef<HTMLDivElement>(null);
  const [shadow, setShadow] = useState<ShadowRoot | null>(null);
  const own = on && around === null;
  useLayoutEffect(() => {
    if (own && host.current) armour(host.current, place, { height, width });
  }, [own, place, height, width]);
  useLayoutEffect(() => {
    const root = own && host.current ? enclose(host.current) : null;
    // Otherwise all of it would be drawn within the task that made the root, and nothing of the page could come between.
    startTransition(() => setShadow(root));
  }, [own]);
  if (!own) return children({ height, width });
  const inside = shadow && (
    <Enclosure value={shadow}>
      <EventEdge>{children(ALL)}</EventEdge>
    </Enclosure>
  );
  return (
    <div ref={host} data-ai-cs-agent="">
      {shadow && createPortal(inside, shadow)}
    </div>
  );
}
