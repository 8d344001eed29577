import { createContext, type ReactNode, useContext } from 'react';
import type { ChatRuntime } from './chat-runtime.ts';

export type { ChatRuntime } from './chat-runtime.ts';

const Context = createContext<ChatRuntime | null>(null);

/** Gives the hooks below it their identity's runtime. Query's own provider is not needed: every hook names its client. */
export function ChatProvider(props: { readonly runtime: ChatRuntime; readonly children?: ReactNode }): ReactNode {
  return <Context value={props.runtime}>{props.children}</Context>;
}

export function useChatRuntime(): ChatRuntime {
  const runtime = useContext(Context);
  if (!runtime) throw new Error('A chat hook was used outside of <ChatProvider runtime={…}>; put the provider around the component.');
  return runtime;
}
