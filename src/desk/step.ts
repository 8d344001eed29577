import type { KeyboardEvent } from 'react';

/** The arrow keys go from one of the stops that the selector names to the next. Returns where the focus was among them, -1 for outside. */
export function step(event: KeyboardEvent<HTMLElement>, selector: string, ends: { readonly home: boolean }): number {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = stops.indexOf(event.target as HTMLElement);
  const last = stops.length - 1;
  const goals: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    ...(ends.home ? { Home: 0, End: last } : null),
  };
  const goal = Object.hasOwn(goals, event.key) ? goals[event.key] : undefined;
  if (at < 0 || goal === undefined) return at;
  event.preventDefault();
  stops[goal]?.focus();
  return at;
}
