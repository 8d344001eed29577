import { type ReactNode, useEffect, useRef, useState } from 'react';
import { styled } from './styled.tsx';
import { STILL } from './system.ts';

const DELAY_MS = 150;
const LEAST_MS = 300;

/**
 * Whether a skeleton is to be seen: not in the first 150 ms of waiting, and once seen for at least 300 ms,
 * so that a fast answer never flickers.
 */
export function useSkeleton(waiting: boolean): boolean {
  const [shown, setShown] = useState(false);
  const since = useRef(0);
  useEffect(() => {
    if (waiting === shown) return undefined;
    const rest = waiting ? DELAY_MS : Math.max(0, since.current + LEAST_MS - performance.now());
    const timer = setTimeout(() => {
      if (waiting) since.current = performance.now();
      setShown(waiting);
    }, rest);
    return () => clearTimeout(timer);
  }, [waiting, shown]);
  return shown;
}

const Bar = styled('span', {
  base: {
    display: 'block',
    height: '12px',
    borderRadius: 'control',
    bg: 'subtle',
    animation: 'aics-pulse 1600ms ease-in-out infinite',
    [STILL]: { animation: 'none' },
  },
});

export interface SkeletonProps {
  /** CSS width of each line. */
  readonly lines: readonly string[];
  readonly gap?: number;
}

export function Skeleton({ lines, gap = 12 }: SkeletonProps): ReactNode {
  return (
    <span aria-hidden="true" style={{ display: 'grid', gap }}>
      {lines.map((width, index) => (
        <Bar key={`${index}-${width}`} style={{ width }} />
      ))}
    </span>
  );
}
