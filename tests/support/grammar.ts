import { provideGrammar } from '../../src/transcript/markdown/grammar.ts';
import { markedGrammar } from '../../src/transcript/markdown/marked.ts';

/** A page fetches it after its first paint; tests that draw an answer have it from the beginning. */
provideGrammar(markedGrammar);
