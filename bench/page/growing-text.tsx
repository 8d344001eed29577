import { type ComponentType, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BOX } from './box.ts';
import { start } from './start.ts';
import { nextFrame } from './subject.ts';

/** A page for what draws one growing text: a box that stays at its end, the text as its state. */
export function startGrowingText(Text: ComponentType<{ readonly text: string; readonly open: boolean }>): void {
  start({
    async mount(element) {
      const root = createRoot(element);
      let change: (next: (text: string) => string) => void = () => undefined;
      let setOpen: (open: boolean) => void = () => undefined;
      function Page(): ReactNode {
        const [text, setText] = useState('');
        const [open, setIsOpen] = useState(false);
        const box = useRef<HTMLDivElement>(null);
        change = setText;
        setOpen = setIsOpen;
        useLayoutEffect(() => {
          if (text !== '') box.current?.scrollTo(0, box.current.scrollHeight);
        }, [text]);
        return (
          <div ref={box} style={styleOf(BOX)}>
            <Text text={text} open={open} />
          </div>
        );
      }
      root.render(<Page />);
      await nextFrame();
      return {
        begin() {
          change(() => '');
          setOpen(true);
        },
        write: (more) => change((text) => text + more),
        finish: () => setOpen(false),
        close: () => root.unmount(),
      };
    },
  });
}

/** CSS text as React takes it. */
export function styleOf(css: string): Record<string, string> {
  const pairs = css.split(';').flatMap((rule) => {
    const [name, value] = rule.split(/:(.*)/su);
    return name && value ? [[name.trim().replace(/-(\w)/gu, (_, letter: string) => letter.toUpperCase()), value.trim()]] : [];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}
