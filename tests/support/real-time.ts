import type { Environment } from '../../src/session/environment.ts';
import { fakeEnvironment } from './fake-environment.ts';

/** Real time, fake ids: for tests of what is folded, not of waits. */
export function realTime(change: Partial<Environment> = {}): Environment {
  return {
    ...fakeEnvironment(),
    now: () => Date.now(),
    hidden: () => true,
    online: () => true,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    ...change,
  };
}
