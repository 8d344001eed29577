import { type ReactNode, useEffect, useRef } from 'react';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import type { ChatLine } from './contract.ts';

/** Tells the page the line's numbers, once at the start and then as they change. */
export function LineReport({ onLineChange }: { readonly onLineChange: (line: ChatLine) => void }): ReactNode {
  const { recorder } = useChatRuntime();
  const host = useRef(onLineChange);
  useEffect(() => {
    host.current = onLineChange;
  });
  useEffect(() => {
    const report = (): void => host.current(recorder.figures());
    report();
    return recorder.subscribe(report);
  }, [recorder]);
  return null;
}
