import { type KeyboardEvent, useRef } from 'react';

/** Up and down through what was sent, as long as nothing else was written; returns whether the key was taken. */
export function useRecall(
  value: string,
  recent: readonly string[],
  onChange: (text: string) => void,
): (event: KeyboardEvent<HTMLTextAreaElement>) => boolean {
  const at = useRef(-1);
  return (event) => {
    if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || event.nativeEvent.isComposing) return false;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (value === '') at.current = -1;
    else if (value !== recent[at.current]) return false;
    const next = at.current + (event.key === 'ArrowUp' ? 1 : -1);
    if (next < -1 || next >= recent.length) return false;
    event.preventDefault();
    at.current = next;
    onChange(recent[next] ?? '');
    return true;
  };
}
