import { type RefObject, useEffect, useId, useRef, useState } from 'react';

export interface Disclosure {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** For the panel, and for the button's `aria-controls`. */
  readonly id: string;
  /** Button and panel together: a press elsewhere closes. */
  readonly whole: RefObject<HTMLDivElement | null>;
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** A panel behind a button: Escape closes it and gives the focus back, a press elsewhere closes it. */
export function useDisclosure(): Disclosure {
  const [open, setOpen] = useState(false);
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false);
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // A dialog around it stays.
      event.preventDefault();
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', onEscape);
    };
  }, [open]);
  return { open, setOpen, id, whole, button };
}
