import { type CSSProperties, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/index.ts';
import { IconButton, type MenuItem, MenuList } from '../../ui/index.ts';

/** Upwards, over the answer itself: what lies beneath a row is drawn after it and would cover the menu. */
const UPWARDS: CSSProperties = { top: 'auto', bottom: 'calc(100% + 4px)', insetInlineStart: 8, insetInlineEnd: 'auto' };

/** What can be done with an answer and is wanted less often, behind one button. */
export function MoreMenu({ items }: { readonly items: readonly MenuItem[] }): ReactNode {
  const t = useText();
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const id = useId();
  const opener = (): HTMLButtonElement | null => around.current?.querySelector('button') ?? null;
  const leave = (back: boolean): void => {
    setOpen(false);
    if (back) opener()?.focus({ preventScroll: true });
  };
  useLayoutEffect(() => {
    if (open) around.current?.querySelector('[role=menu]')?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  const label = t('message.more');
  return (
    <div ref={around}>
      <IconButton
        icon="more"
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open ? <MenuList {...{ id, label, items, opener }} style={UPWARDS} onLeave={leave} /> : null}
    </div>
  );
}
