import type { DOMAttributes, ReactNode, SyntheticEvent } from 'react';

/** React's events that go upwards, without their `on`. */
const NAMES = `
  AuxClick BeforeInput BeforeToggle Blur Cancel Change Click Close CompositionEnd CompositionStart CompositionUpdate
  ContextMenu Copy Cut DoubleClick Drag DragEnd DragEnter DragExit DragLeave DragOver DragStart Drop Focus
  GotPointerCapture Input Invalid KeyDown KeyPress KeyUp Load Error LostPointerCapture MouseDown MouseMove MouseOut
  MouseOver MouseUp Paste PointerCancel PointerDown PointerMove PointerOut PointerOver PointerUp Reset Scroll
  ScrollEnd Select Submit Toggle TouchCancel TouchEnd TouchMove TouchStart TransitionCancel TransitionEnd
  TransitionRun TransitionStart AnimationEnd AnimationIteration AnimationStart Wheel
`;

/** Only for React: the event itself goes on through the page. */
const stop = (event: SyntheticEvent): void => {
  event.isPropagationStopped = () => true;
};

const edge = Object.fromEntries(
  NAMES.trim()
    .split(/\s+/u)
    .map((name) => [`on${name}`, stop]),
) as DOMAttributes<HTMLDivElement>;

/**
 * Where our events stop being React's of the page. What leaves a shadow root reaches the page's React by itself, as any event of an
 * element does; going up through the portal as well, it would be heard twice.
 */
export function EventEdge({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div style={{ display: 'contents' }} {...edge}>
      {children}
    </div>
  );
}
