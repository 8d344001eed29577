import { useEffect, useSyncExternalStore } from 'react';
import { grammarState, loadGrammar, onGrammar } from './grammar.ts';

/**
 * Whether answers can be drawn for good; false only while what reads them is fetched, which begins after the first
 * paint. Drawn before that they would move when it came.
 */
export function useReadable(): boolean {
  const state = useSyncExternalStore(onGrammar, grammarState, grammarState);
  useEffect(() => void loadGrammar(), []);
  return state !== 'waiting';
}
