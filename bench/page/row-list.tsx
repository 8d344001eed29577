import { type ComponentType, memo, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { start } from './start.ts';
import { nextFrame, ROW } from './subject.ts';
import type { Said } from './text.ts';

export interface ListProps {
  readonly messages: readonly Said[];
}

/** A row of plain text: what the bare lists draw. */
export const PlainRow = memo(function PlainRow({ said }: { readonly said: Said }): ReactNode {
  return (
    <div
      {...{ [ROW]: '' }}
      style={{
        padding: '0 280px 24px',
        whiteSpace: 'pre-wrap',
        overflowWrap: 'anywhere',
        font: '15px/24px sans-serif',
        textAlign: said.own ? 'right' : 'left',
      }}
    >
      {said.text}
    </div>
  );
});

/** A page for a list: its messages as state of one component, each change as React does it by itself. */
export function startList(List: ComponentType<ListProps>, Frame: ComponentType<{ readonly children: ReactNode }> = Bare): void {
  start({
    async mount(element) {
      const root = createRoot(element);
      let held: readonly Said[] = [];
      let show: (messages: readonly Said[]) => void = () => undefined;
      let lists = 0;
      let renew: (list: number) => void = () => undefined;
      function Page(): ReactNode {
        const [messages, setMessages] = useState<readonly Said[]>([]);
        const [list, setList] = useState(0);
        show = setMessages;
        renew = setList;
        return (
          <Frame>
            <List key={list} messages={messages} />
          </Frame>
        );
      }
      flushSync(() => root.render(<Page />));
      await nextFrame();
      const change = (messages: readonly Said[]): void => {
        held = messages;
        show(messages);
      };
      return {
        open: (messages) => () => {
          lists += 1;
          renew(lists);
          change(messages);
        },
        begin: () => change([...held, { id: `answer${held.length}`, own: false, text: '' }]),
        write(more) {
          const last = held.at(-1);
          if (last) change([...held.slice(0, -1), { ...last, text: last.text + more }]);
        },
        finish: () => undefined,
        append: (message) => change([...held, message]),
        close: () => root.unmount(),
      };
    },
  });
}

function Bare({ children }: { readonly children: ReactNode }): ReactNode {
  return children;
}
