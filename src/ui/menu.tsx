import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { appear, COARSE, focusRing, styled } from './system.ts';

const Anchor = styled('div', { base: { position: 'relative', flex: 'none' } });
const List = styled('div', {
  base: {
    ...appear,
    position: 'absolute',
    top: 'calc(100% + 4px)',
    insetInlineEnd: '0',
    zIndex: '10',
    minW: '200px',
    maxW: '280px',
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
    py: '2',
    borderWidth: '0',
    borderRadius: 'control',
    textStyle: 'sm',
    fontWeight: '500',
    color: 'text',
    bg: 'transparent',
    textAlign: 'start',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    '& svg': { color: 'muted' },
    '&:hover, &:focus-visible': { bg: 'subtle' },
    '&:focus-visible': { outlineOffset: '-2px' },
    [COARSE]: { minH: '11' },
  },
});

/** Keeps the labels in one line where an item has no icon. */
const Blank = styled('span', { base: { flex: 'none', width: '20px' } });

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Set on what is on or off: it is ticked while on. */
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

/** A short menu behind one button. It is not modal and stays inside our root, so nothing is put into the host's page. */
export function Menu({
  label,
  icon = 'more',
  items,
}: {
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly MenuItem[];
}): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return undefined;
    const owner = anchor.current?.ownerDocument ?? document;
    list.current?.querySelector('button')?.focus();
    const outside = (event: Event): void => {
      if (anchor.current && !event.composedPath().includes(anchor.current)) setOpen(false);
    };
    owner.addEventListener('pointerdown', outside, true);
    return () => owner.removeEventListener('pointerdown', outside, true);
  }, [open]);
  const leave = (): void => {
    setOpen(false);
    anchor.current?.querySelector('button')?.focus();
  };
  return (
    <Anchor ref={anchor}>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open ? (
        <List
          ref={list}
          id={id}
          role="menu"
          aria-label={label}
          onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => moveFocus(event, list.current, leave)}
        >
          {items.map((item) => (
            <Item
              key={item.key}
              type="button"
              role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
              aria-checked={item.checked}
              tabIndex={-1}
              onClick={() => {
                leave();
                item.onSelect();
              }}
            >
              {item.icon === undefined ? null : <Icon name={item.icon} />}
              {item.icon === undefined && item.checked === undefined && items.some((one) => one.icon) ? <Blank /> : null}
              {item.checked === undefined ? null : (
                <span style={{ visibility: item.checked ? 'visible' : 'hidden' }}>
                  <Icon name="check" />
                </span>
              )}
              {item.label}
            </Item>
          ))}
        </List>
      ) : null}
    </Anchor>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null, leave: () => void): void {
  if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault();
    event.stopPropagation();
    leave();
    return;
  }
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
