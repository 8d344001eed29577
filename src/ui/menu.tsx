import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { styled } from './styled.tsx';
import { appear, COARSE, COMPACT, FINE, focusRingAt, ROOT_CLASS } from './system.ts';

const Anchor = styled('div', { base: { position: 'relative', flex: 'none' } });
const List = styled('div', {
  base: {
    ...appear,
    position: 'absolute',
    top: 'calc(100% + 4px)',
    insetInlineEnd: '0',
    zIndex: '10',
    minW: '200px',
    width: 'max-content',
    maxW: 'min(280px, calc(100cqw - 16px))',
    overflowY: 'auto',
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
    ...focusRingAt('-2px'),
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
    overflowWrap: 'anywhere',
    cursor: 'pointer',
    '& svg': { color: 'muted' },
    '&:hover, &:focus-visible': { bg: 'subtle' },
    [FINE]: { [COMPACT]: { minH: '8', py: '1' } },
    [COARSE]: { minH: '11' },
  },
});

const Key = styled('span', {
  base: { marginInlineStart: 'auto', textStyle: 'xs', fontWeight: '400', color: 'muted', [COARSE]: { display: 'none' } },
});

/** Keeps the labels in one line where an item has no icon. */
const Blank = styled('span', { base: { flex: 'none', width: '20px' } });

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Set on what is on or off: it is ticked while on. */
  readonly checked?: boolean;
  /** A key that does the same, shown beside the label. */
  readonly shortcut?: string;
  readonly onSelect: () => void;
}

export interface MenuListProps {
  readonly id?: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Where it lies, if not beneath its button. */
  readonly style?: CSSProperties;
  /** Its button: a press on that is not one elsewhere. */
  readonly opener: () => Element | null;
  /** `back`: the focus belongs back to where the menu was opened from. */
  readonly onLeave: (back: boolean) => void;
}

/** Height (px) a menu of so many items takes at most, by which it is decided whether it opens downwards. */
export const menuHeight = (items: number): number => items * 44 + 10;

/** The open menu: focus on its first item, arrows within it, closed by Escape, Tab, a choice or a press elsewhere. */
export function MenuList({ id, label, items, style, opener, onLeave }: MenuListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const latest = useRef({ opener, onLeave });
  latest.current = { opener, onLeave };
  useLayoutEffect(() => within(list.current), []);
  useEffect(() => {
    const owner = list.current?.ownerDocument ?? document;
    list.current?.querySelector('button')?.focus({ preventScroll: true });
    const outside = (event: Event): void => {
      const path = event.composedPath();
      const own = [list.current, latest.current.opener()];
      if (!own.some((element) => element !== null && path.includes(element))) latest.current.onLeave(false);
    };
    owner.addEventListener('pointerdown', outside, true);
    return () => owner.removeEventListener('pointerdown', outside, true);
  }, []);
  const iconed = items.some((item) => item.icon !== undefined);
  return (
    <List
      ref={list}
      id={id}
      role="menu"
      aria-label={label}
      style={style}
      onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => moveFocus(event, list.current, onLeave)}
    >
      {items.map((item) => (
        <Item
          key={item.key}
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={item.checked}
          tabIndex={-1}
          onClick={() => {
            onLeave(true);
            item.onSelect();
          }}
        >
          <ItemIcon item={item} iconed={iconed} />
          {item.label}
          {item.shortcut === undefined ? null : <Key aria-hidden="true">{item.shortcut}</Key>}
        </Item>
      ))}
    </List>
  );
}

function ItemIcon({ item, iconed }: { readonly item: MenuItem; readonly iconed: boolean }): ReactNode {
  if (item.checked !== undefined)
    return (
      <span style={{ visibility: item.checked ? 'visible' : 'hidden' }}>
        <Icon name="check" />
      </span>
    );
  if (item.icon !== undefined) return <Icon name={item.icon} />;
  return iconed ? <Blank /> : null;
}

/** Our root cuts off what is outside of it: a menu longer than the room beneath it scrolls. */
function within(list: HTMLElement | null): void {
  const room = list?.closest(`.${ROOT_CLASS}`)?.getBoundingClientRect().bottom;
  if (list && room) list.style.maxHeight = `${Math.max(menuHeight(2), room - list.getBoundingClientRect().top - 8)}px`;
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
  const id = useId();
  const opener = (): HTMLButtonElement | null => anchor.current?.querySelector('button') ?? null;
  const leave = (back: boolean): void => {
    setOpen(false);
    if (back) opener()?.focus();
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
      {open ? <MenuList {...{ id, label, items, opener }} onLeave={leave} /> : null}
    </Anchor>
  );
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null, onLeave: (back: boolean) => void): void {
  // No key pressed in a menu is the chat's or the list's as well.
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    onLeave(true);
    return;
  }
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
