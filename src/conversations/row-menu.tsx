import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { appear, COARSE, focusRing, Icon, type IconName, styled } from '../ui/index.ts';

const List = styled('div', {
  base: {
    ...appear,
    position: 'absolute',
    insetInlineEnd: '8px',
    zIndex: '10',
    minW: '180px',
    p: '1',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
  },
});
const Item = styled('button', {
  base: {
    ...focusRing,
    appearance: 'none',
    display: 'flex',
    alignItems: 'center',
    gap: '3',
    width: 'full',
    minH: '9',
    px: '3',
    py: '1',
    borderWidth: '0',
    borderRadius: 'control',
    textStyle: 'sm',
    fontWeight: '500',
    color: 'text',
    bg: 'transparent',
    textAlign: 'start',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    '& > svg': { color: 'muted' },
    '&:hover, &:focus-visible': { bg: 'subtle' },
    '&:focus-visible': { outlineOffset: '-2px' },
    [COARSE]: { minH: '11' },
  },
});
const Key = styled('span', {
  base: { marginInlineStart: 'auto', textStyle: 'xs', fontWeight: '400', color: 'muted', [COARSE]: { display: 'none' } },
});

export interface RowAction {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  /** A key that does the same, shown beside the label. */
  readonly shortcut?: string;
  readonly onSelect: () => void;
}

/** Height (px) a menu of so many items takes at most, by which it is decided whether it opens downwards. */
export const menuHeight = (items: number): number => items * 44 + 10;

export interface RowMenuProps {
  readonly label: string;
  readonly items: readonly RowAction[];
  /** Pixels from the top of the box it lies in. */
  readonly top: number;
  /** `toRow`: the focus goes back to the row it belongs to. */
  readonly onLeave: (toRow: boolean) => void;
}

/** What can be done with one conversation. It lies beside the scrolling rows, not in one, so that none of them cuts it off. */
export function RowMenu({ label, items, top, onLeave }: RowMenuProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    element.querySelector('button')?.focus({ preventScroll: true });
    const outside = (event: Event): void => {
      if (!event.composedPath().includes(element)) leave.current(false);
    };
    const owner = element.ownerDocument;
    owner.addEventListener('pointerdown', outside, true);
    return () => owner.removeEventListener('pointerdown', outside, true);
  }, []);
  return (
    <List ref={list} role="menu" aria-label={label} style={{ top }} onKeyDown={(event) => move(event, list.current, onLeave)}>
      {items.map((item) => (
        <Item
          key={item.key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onLeave(true);
            item.onSelect();
          }}
        >
          <Icon name={item.icon} />
          {item.label}
          {item.shortcut === undefined ? null : <Key aria-hidden="true">{item.shortcut}</Key>}
        </Item>
      ))}
    </List>
  );
}

function move(event: KeyboardEvent, list: HTMLElement | null, onLeave: (toRow: boolean) => void): void {
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    onLeave(true);
    return;
  }
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = event.target instanceof HTMLButtonElement ? buttons.indexOf(event.target) : -1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
