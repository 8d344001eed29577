import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { appear, focusRing, styled } from '../ui/index.ts';

const Frame = styled('section', {
  base: {
    ...appear,
    display: 'flex',
    flexDirection: 'column',
    gap: '3',
    p: '4',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
    maxH: '60cqh',
    overflowY: 'auto',
  },
});
const Title = styled('h3', { base: { ...focusRing, borderRadius: '4px', margin: '0', textStyle: 'md', fontWeight: '600' } });
const Sentence = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });
export const PanelButtons = styled('div', { base: { display: 'flex', justifyContent: 'flex-end', flexWrap: 'wrap', gap: '2' } });
export const FieldLabel = styled('label', { base: { display: 'block', marginBottom: '1', textStyle: 'sm', fontWeight: '500' } });
export const TextArea = styled('textarea', {
  base: {
    ...focusRing,
    display: 'block',
    width: '100%',
    minH: '80px',
    maxH: '200px',
    px: '3',
    py: '2',
    bg: 'surface',
    color: 'text',
    textStyle: 'md',
    fontFamily: 'inherit',
    resize: 'vertical',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '@media (pointer: coarse)': { fontSize: '16px' },
  },
});

/** A panel in the flow, above the composer: never a modal. Escape leaves it. */
export function InlinePanel({
  title,
  sentence,
  onCancel,
  children,
}: {
  readonly title: string;
  readonly sentence?: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useReturn(heading);
  useEffect(() => heading.current?.focus(), []);
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // Otherwise a dialog of the page's that the chat lies in would close with it.
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  return (
    <Frame aria-labelledby={id} onKeyDown={leave}>
      <Title id={id} ref={heading} tabIndex={-1}>
        {title}
      </Title>
      {sentence === undefined ? null : <Sentence>{sentence}</Sentence>}
      {children}
    </Frame>
  );
}

/** Whoever leaves the panel from within goes back to what opened it, if that is still there. */
function useReturn(inside: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const frame = inside.current?.closest('section');
    const root = frame?.getRootNode() as Document | ShadowRoot | undefined;
    const opener = root?.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected && frame?.contains(root?.activeElement ?? null))
        opener.focus({ preventScroll: true });
    };
  }, [inside]);
}
