import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { styled } from './styled.tsx';
import { COARSE, FORCED, focusRing, transition } from './system.ts';

const ButtonBase = styled('button', {
  base: {
    ...focusRing,
    ...transition('background-color', 'border-color', 'color', 'opacity'),
    appearance: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2',
    flex: 'none',
    minH: '8',
    px: '3',
    py: '1',
    borderRadius: 'control',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'transparent',
    textStyle: 'sm',
    fontWeight: '500',
    color: 'text',
    bg: 'transparent',
    cursor: 'pointer',
    textAlign: 'center',
    textDecoration: 'none',
    [COARSE]: { minH: '11' },
    '&:disabled, &[aria-disabled=true]': { opacity: '.5', cursor: 'default' },
    [FORCED]: {
      '&[aria-pressed=true]': { borderColor: 'Highlight', color: 'Highlight' },
      '&:disabled': { opacity: '1', color: 'GrayText' },
    },
  },
  variants: {
    look: {
      filled: { bg: 'accent', color: 'onAccent', '&:hover:not(:disabled)': { opacity: '.9' } },
      outline: { bg: 'surface', borderColor: 'control', '&:hover:not(:disabled)': { bg: 'subtle' } },
      quiet: { '&:hover:not(:disabled)': { bg: 'subtle' } },
      link: { px: '0', minH: '8', color: 'accent', '&:hover:not(:disabled)': { textDecoration: 'underline' }, [COARSE]: { minH: '11' } },
      icon: {
        px: '0',
        py: '0',
        w: '8',
        h: '8',
        color: 'muted',
        '&:hover:not(:disabled)': { bg: 'subtle', color: 'text' },
        [COARSE]: { w: '11', h: '11' },
      },
    },
  },
  defaultVariants: { look: 'outline' },
});

export type ButtonLook = 'filled' | 'outline' | 'quiet' | 'link';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'color'> {
  readonly look?: ButtonLook;
  readonly icon?: IconName;
}

export function Button({ look = 'outline', icon, children, type = 'button', ...rest }: ButtonProps): ReactNode {
  return (
    <ButtonBase type={type} look={look} {...rest}>
      {icon === undefined ? null : <Icon name={icon} size={16} />}
      {children}
    </ButtonBase>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'color' | 'children'> {
  readonly icon: IconName;
  /** The button's name; shown as its tooltip too. */
  readonly label: string;
  readonly flip?: boolean;
}

export function IconButton({ icon, label, flip, type = 'button', ...rest }: IconButtonProps): ReactNode {
  return (
    <ButtonBase type={type} look="icon" aria-label={label} title={label} {...rest}>
      <Icon name={icon} {...(flip === undefined ? {} : { flip })} />
    </ButtonBase>
  );
}
