import {
  AssistantRuntimeProvider,
  MessagePrimitive,
  type ThreadMessageLike,
  ThreadPrimitive,
  useExternalStoreRuntime,
} from '@assistant-ui/react';
import { MarkdownTextPrimitive } from '@assistant-ui/react-markdown';
import { type ReactNode, useMemo } from 'react';
import remarkGfm from 'remark-gfm';
import { BOX } from '../box.ts';
import { styleOf } from '../growing-text.tsx';
import { type ListProps, startList } from '../row-list.tsx';
import { ROW } from '../subject.ts';
import type { Said } from '../text.ts';

const plugins = [remarkGfm];
const convert = ({ id, own, text }: Said): ThreadMessageLike => ({
  id,
  role: own ? 'user' : 'assistant',
  content: [{ type: 'text', text }],
});

function MarkdownText(): ReactNode {
  return <MarkdownTextPrimitive remarkPlugins={plugins} smooth={false} />;
}

const parts = { Text: MarkdownText };

function Message(): ReactNode {
  return (
    <MessagePrimitive.Root {...{ [ROW]: '' }}>
      <MessagePrimitive.Parts components={parts} />
    </MessagePrimitive.Root>
  );
}

const messageComponents = { Message };
const style = styleOf(BOX);

/** Thread, viewport and Markdown as its documentation puts them together, fed from outside; words at once, not smoothed. */
function List({ messages }: ListProps): ReactNode {
  const store = useMemo(
    () => ({ messages, convertMessage: convert, isRunning: messages.at(-1)?.own === false, onNew: async () => undefined }),
    [messages],
  );
  const runtime = useExternalStoreRuntime(store);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root style={{ height: '100%' }}>
        <ThreadPrimitive.Viewport autoScroll style={style}>
          <ThreadPrimitive.Messages components={messageComponents} />
        </ThreadPrimitive.Viewport>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

startList(List);
