/** What a click leaves behind is ended once: when the function returned is called, at the latest after `ms`, and with `life` before that. */
export function endWithin(ms: number, life: AbortSignal, end: () => void): () => void {
  const once = (): void => {
    clearTimeout(timer);
    life.removeEventListener('abort', once);
    end();
  };
  const timer = setTimeout(once, ms);
  life.addEventListener('abort', once);
  if (life.aborted) once();
  return once;
}
