import type { ReactNode } from 'react';
import { Virtuoso } from 'react-virtuoso';
import { type ListProps, PlainRow, startList } from '../row-list.tsx';

function List({ messages }: ListProps): ReactNode {
  return (
    <Virtuoso
      data={messages}
      style={{ height: '100%' }}
      followOutput
      increaseViewportBy={800}
      initialTopMostItemIndex={Math.max(0, messages.length - 1)}
      computeItemKey={(_, said) => said.id}
      itemContent={(_, said) => <PlainRow said={said} />}
    />
  );
}

startList(List);
