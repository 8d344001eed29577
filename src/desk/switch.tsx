import type { ReactNode } from 'react';
import { COARSE, FORCED, focusRing, styled, transition } from '../ui/index.ts';

const Base = styled('button', {
  base: {
    ...focusRing,
    appearance: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2',
    flex: 'none',
    minH: '8',
    px: '2',
    py: '0',
    borderWidth: '0',
    borderRadius: 'control',
    bg: 'transparent',
    color: 'text',
    textStyle: 'sm',
    fontWeight: '500',
    cursor: 'pointer',
    '&:hover': { bg: 'subtle' },
    [COARSE]: { minH: '11' },
  },
});
const Track = styled('span', {
  base: {
    ...transition('background-color', 'border-color'),
    position: 'relative',
    display: 'block',
    flex: 'none',
    width: '32px',
    height: '20px',
    borderRadius: 'full',
    borderWidth: '1px',
    borderStyle: 'solid',
  },
  variants: {
    on: {
      true: { bg: 'good', borderColor: 'good', [FORCED]: { bg: 'Highlight' } },
      false: { bg: 'surface', borderColor: 'control' },
    },
  },
});
const Thumb = styled('span', {
  base: {
    ...transition('inset-inline-start', 'background-color'),
    position: 'absolute',
    top: '3px',
    width: '12px',
    height: '12px',
    borderRadius: 'full',
    [FORCED]: { bg: 'ButtonText' },
  },
  variants: { on: { true: { insetInlineStart: '15px', bg: 'surface' }, false: { insetInlineStart: '3px', bg: 'control' } } },
});

export interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off, at once. */
export function Switch({ label, on, onChange }: SwitchProps): ReactNode {
  return (
    <Base type="button" role="switch" aria-checked={on} onClick={() => onChange(!on)}>
      <Track on={on} aria-hidden="true">
        <Thumb on={on} />
      </Track>
      {label}
    </Base>
  );
}
