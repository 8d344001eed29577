import type { ResumePoint } from '../../src/protocol/vocabulary.ts';

/** What a live subject is told before it is mounted: where the server is, and which conversation to read as whom. */
export interface LiveOptions extends ResumePoint {
  readonly port: number;
  readonly token: string;
  readonly id: string;
}

declare global {
  interface Window {
    readonly live: LiveOptions;
  }
}

/** Nothing is driven from the page: the server writes. */
export const silent = { begin: () => undefined, write: () => undefined, finish: () => undefined };
