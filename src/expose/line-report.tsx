import { type ReactNode, useEffect, useRef } from 'react';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import type { ChatLine } from './contract.ts';

/** Tells the page the line's numbers, once at the start and then as they change. A function of the page that throws breaks nothing here. */
export function LineReport({ onLineChange }: { readonly onLineChange: (line: ChatLine) => void }): ReactNode {
  const { recorder } = useChatRuntime();
  const host = useRef(onLineChange);
  useEffect(() => {
    host.current = onLineChange;
  });
  useEffect(() => {
    const report = (): void => {
      try {
        host.current(recorder.figures());
      } catch (error) {
        console.error('The function the page gave as onLineChange threw; the chat goes on.', error);
      }
    };
    report();
    return recorder.subscribe(report);
  }, [recorder]);
  return null;
}
