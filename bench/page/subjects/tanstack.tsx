import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { type ListProps, PlainRow, startList } from '../row-list.tsx';

function List({ messages }: ListProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: messages.length,
    getScrollElement: () => box.current,
    estimateSize: () => 90,
    overscan: 9,
    getItemKey: (index) => messages[index]?.id ?? index,
  });
  useLayoutEffect(() => {
    if (messages.length > 0) list.scrollToIndex(messages.length - 1, { align: 'end' });
  }, [messages, list]);
  return (
    <div ref={box} style={{ height: '100%', overflowY: 'auto', overflowAnchor: 'none' }}>
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ key, index, start }) => {
          const said = messages[index];
          return said ? (
            <div
              key={key}
              data-index={index}
              ref={list.measureElement}
              style={{ position: 'absolute', top: 0, left: 0, width: '100%', transform: `translateY(${start}px)` }}
            >
              <PlainRow said={said} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

startList(List);
