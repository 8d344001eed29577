import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { VList, type VListHandle } from 'virtua';
import { type ListProps, PlainRow, startList } from '../row-list.tsx';

function List({ messages }: ListProps): ReactNode {
  const list = useRef<VListHandle>(null);
  useLayoutEffect(() => {
    if (messages.length > 0) list.current?.scrollToIndex(messages.length - 1, { align: 'end' });
  }, [messages]);
  return (
    <VList ref={list} data={messages} bufferSize={800} style={{ height: '100%' }}>
      {(said) => <PlainRow key={said.id} said={said} />}
    </VList>
  );
}

startList(List);
