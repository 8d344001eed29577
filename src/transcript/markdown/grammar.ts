import { neededPart } from '../../queries/parts.ts';
import type { Grammar } from './marked.ts';

export type { Grammar } from './marked.ts';

/** `absent`: it could not be fetched, and answers are shown as they are written until it can. */
export type GrammarState = 'waiting' | 'ready' | 'absent';

const bring = neededPart('marked', () => import(/* webpackChunkName: "marked" */ './marked.ts'));
let known: Grammar | null = null;
let state: GrammarState = 'waiting';
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

export const grammar = (): Grammar | null => known;
export const grammarState = (): GrammarState => state;

export function onGrammar(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function provideGrammar(next: Grammar): void {
  known = next;
  tell('ready');
}

/** Resolves when there is a grammar or none can be had for now; never rejects. The next call tries again. */
export function loadGrammar(): Promise<void> {
  if (known !== null) return Promise.resolve();
  loading ??= bring()
    .then(
      (module) => provideGrammar(module.markedGrammar),
      () => tell('absent'),
    )
    .finally(() => {
      loading = null;
    });
  return loading;
}

function tell(next: GrammarState): void {
  state = next;
  for (const listener of [...listeners]) listener();
}
