/** What a seeded conversation is made of: who does what, as a person would have done it. */
import type { Source } from '../responders/responder.ts';

export interface ScriptedAnswer {
  readonly text: string;
  readonly sources?: readonly Source[];
  readonly suggestions?: readonly string[];
  readonly title?: string;
  /** Looked up before the first word, e.g. "Looking up order 1048". */
  readonly tool?: string;
  /** Shown to the customer and to staff as the reason for a person. */
  readonly escalate?: string;
}

export type Step =
  /** The customer writes; with `answer` the assistant replies. Times are minutes after the step before. */
  | { readonly do: 'ask'; readonly after: number; readonly text: string; readonly answer: ScriptedAnswer | null }
  | { readonly do: 'read' }
  | { readonly do: 'want-person'; readonly after: number; readonly reason: string }
  | { readonly do: 'claim'; readonly after: number; readonly by: string }
  | { readonly do: 'reply'; readonly after: number; readonly by: string; readonly text: string }
  | { readonly do: 'rate-answer'; readonly rating: 'UP' | 'DOWN' }
  | { readonly do: 'rate'; readonly score: number; readonly comment: string }
  | { readonly do: 'close'; readonly after: number; readonly by: string };

export interface Scene {
  readonly customer: string;
  /** Minutes before the start of the demo. */
  readonly minutesAgo: number;
  readonly context?: readonly { readonly key: string; readonly value: string }[];
  readonly steps: readonly Step[];
}

const HELP = 'https://help.fluxori.example';

export function article(path: string, title: string): Source {
  return { title, url: `${HELP}/${path}`, kind: 'HELP_ARTICLE' };
}

export function order(number: string): Source {
  return { title: `Order ${number}`, url: `/orders/${number}`, kind: 'ORDER' };
}
