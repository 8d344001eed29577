import type { Article } from '../knowledge/article.ts';
import { judge, type Verdict } from '../knowledge/judge.ts';
import type { QueryTerm } from '../knowledge/lexicon.ts';
import type { KnowledgeIndex } from '../knowledge/search.ts';
import { PROBLEM } from '../knowledge/words.ts';
import { intentOf } from './intents.ts';
import { onlyAspect } from './passages.ts';
import { isHowTo, orderNumberIn } from './record-questions.ts';
import type { ResponderTurn } from './responder.ts';

/** A question as it is meant at this point of the talk. */
export interface Understood {
  readonly verdict: Verdict;
  readonly terms: readonly QueryTerm[];
}

const REMEMBERED_TURNS = 8;
const CARRIED = 0.6;
const FOLLOW_UP_CONFIDENCE = 0.35;

const CONNECTED = /^\W*(?:and|also|but|then|so|or|what about|how about|what if|ok(?:ay)? (?:and|but|so)|same for)\b/i;
const PRONOUN = /\b(?:it|its|that|this|them|they|those|these|there|ones?)\b/i;
export function isFollowUp(text: string, terms: readonly QueryTerm[]): boolean {
  const words = terms.filter((term) => term.text !== PROBLEM).length;
  return CONNECTED.test(text) || words === 0 || (PRONOUN.test(text) && words <= 3) || (words <= 1 && text.length < 40);
}

const NO_ACTION = /^(?:when|how|what|why|where|which|who)\b/i;

/** The topic's things without its action when the follow-up brings its own: after "Invite a user", "remove them" is about the user alone. */
function withTopic(index: KnowledgeIndex, terms: readonly QueryTerm[], topic: Article): QueryTerm[] {
  const said = new Set(terms.map((term) => term.text));
  const named = index.lexicon.terms(topic.title);
  const acts = terms.some((term) => [...term.targets].some(([target, weight]) => weight >= 0.5 && index.actions.has(target)));
  const things = named.length > 1 && !NO_ACTION.test(topic.title) && acts ? named.slice(1) : named;
  const carried = things.filter((term) => !said.has(term.text));
  return [...terms, ...carried.map((term) => ({ ...term, idf: term.idf * CARRIED }))];
}

/** Reads a question alone, and as a follow-up when there is a topic it may follow; the surer reading wins, a tie goes to the follow-up. */
export function understand(index: KnowledgeIndex, text: string, topic: Article | null): Understood {
  const terms = index.terms(text);
  const alone = judge(index, terms, text);
  if (topic === null || alone.confidence === 1 || !isFollowUp(text, terms)) return { verdict: alone, terms };
  const pointsBack = PRONOUN.test(text) || CONNECTED.test(text);
  const joined = withTopic(index, terms, topic);
  if (onlyAspect(terms)) {
    const best = index.rank(joined).find((one) => one.article.id === topic.id);
    if (best !== undefined) return { verdict: { outcome: 'answer', best, others: [], confidence: 0.9 }, terms };
  }
  if (alone.outcome === 'answer' && !PRONOUN.test(text)) return { verdict: alone, terms };
  const verdict = judge(index, joined, '');
  if (verdict.outcome === 'clarify' && verdict.confidence >= FOLLOW_UP_CONFIDENCE && pointsBack) {
    const [best, ...others] = verdict.choices;
    if (best !== undefined) return { verdict: { outcome: 'answer', best, others, confidence: verdict.confidence }, terms: joined };
  }
  const stays =
    verdict.outcome === 'clarify' && alone.outcome !== 'answer' && PRONOUN.test(text) && verdict.choices[0]?.article.id === topic.id;
  if (stays && verdict.choices[0] !== undefined)
    return {
      verdict: { outcome: 'answer', best: verdict.choices[0], others: verdict.choices.slice(1), confidence: verdict.confidence },
      terms,
    };
  return verdict.confidence >= alone.confidence ? { verdict, terms: joined } : { verdict: alone, terms };
}

/** The unanswered messages at the end, and what the customer said before them. */
export function splitTurns(turns: readonly ResponderTurn[]): { asked: string[]; earlier: string[]; lastAnswer: string | null } {
  let from = turns.length;
  while (from > 0 && turns[from - 1]?.role === 'user') from -= 1;
  const before = turns.slice(0, from);
  return {
    asked: turns.slice(from).map((turn) => turn.text),
    earlier: before
      .filter((turn) => turn.role === 'user')
      .map((turn) => turn.text)
      .slice(-REMEMBERED_TURNS),
    lastAnswer: before.findLast((turn) => turn.role === 'assistant')?.text ?? null,
  };
}

/** The article the talk was last about, found again from what the customer said: a restart or another worker finds the same. */
export function topicOf(index: KnowledgeIndex, earlier: readonly string[]): Article | null {
  let topic: Article | null = null;
  for (const text of earlier) {
    if (intentOf(text) !== null) continue;
    if (orderNumberIn(text) !== null && !isHowTo(text)) {
      topic = null;
      continue;
    }
    const { verdict } = understand(index, text, topic);
    if (verdict.outcome === 'answer') topic = verdict.best.article;
  }
  return topic;
}

const ORDINALS: readonly RegExp[] = [
  /^\W*(?:the )?(?:1|first|1st|one)(?: one)?\W*$/i,
  /^\W*(?:the )?(?:2|second|2nd|two|middle)(?: one)?\W*$/i,
  /^\W*(?:the )?(?:3|third|3rd|three|last)(?: one)?\W*$/i,
];

/** "The second one" after a numbered choice becomes the choice's own words. */
export function chosenFrom(text: string, lastAnswer: string | null): string {
  if (lastAnswer === null) return text;
  const place = ORDINALS.findIndex((pattern) => pattern.test(text));
  if (place < 0) return text;
  const choices = [...lastAnswer.matchAll(/^\d\. (.+)$/gm)].map((match) => match[1] ?? '');
  return choices[place] ?? text;
}

const SECOND =
  /(?:[?!;]\s+|\n+|,?\s+(?:and|also|but)\s+(?:also\s+)?)(?=(?:how|what|where|when|why|which|who|can|could|do|does|is|are|will)\s+(?:(?:do|does|can|could|is|are|will|to|about|happens?|long|many|much|often)\b|(?:i|we|you|it|the|my|there)\b|\w+\s+(?:is|are|do|does|can|mean)\b))/i;

/** A longer message tells a story; cutting it in two would miss the point. */
const LONGEST_PAIR = 400;

/** The questions of one message, at most two: "how do I cancel an order and how do I refund it?". */
export function questionsIn(text: string): string[] {
  const found = text.length > LONGEST_PAIR ? null : SECOND.exec(text);
  if (found === null) return [text];
  const parts = [text.slice(0, found.index), text.slice(found.index + found[0].length)].map((part) => part.trim());
  return parts.every((part) => part.split(/\s+/).length >= 3) ? parts : [text];
}
