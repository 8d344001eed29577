import { useEffect, useState } from 'react';

const EVERY_MS = 15_000;

/** Ms since 1970, drawn again often enough that minutes are right. */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
