import { type Article, shortTitle } from '../knowledge/article.ts';
import { thresholds } from '../knowledge/judge.ts';
import type { QueryTerm } from '../knowledge/lexicon.ts';
import type { KnowledgeIndex, Ranked } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import { composeAnswer } from './compose.ts';
import { intentOf } from './intents.ts';
import { orderSentence } from './order-facts.ts';
import { firstPause, type Pacing, paced } from './pace.ts';
import { aspectOf, onlyAspect } from './passages.ts';
import { isReadable } from './readable.ts';
import { isBareNumber, isHowTo, orderInContext, orderNumberIn, recordQuestion } from './record-questions.ts';
import { orderReply, orderSource, ordersReply, stockReply, trackingReply, whichOrderReply } from './records.ts';
import { plainReply, type Reply, titleFrom } from './reply.ts';
import type { Responder, ResponderEvent, ResponderRequest, Source } from './responder.ts';
import { notUnderstood, personReply, smallTalk, unclearReply, unknownReply, whatFails } from './small-talk.ts';
import { nextQuestions } from './suggestions.ts';
import { amountAnswer } from './tables.ts';
import { chosenFrom, questionsIn, splitTurns, topicOf, type Understood, understand } from './topic.ts';

/** Words for each of two answers in one message. */
const HALF_ANSWER = 95;

function articleSource(article: Article): Source {
  return { title: article.title, url: article.url, kind: 'HELP_ARTICLE' };
}

/** @param given What the assistant has said before: what leads to the same words again is not suggested. */
function articleReply(
  index: KnowledgeIndex,
  article: Article,
  question: string,
  terms: readonly QueryTerm[],
  given: readonly string[],
): Reply {
  const text = composeAnswer(article, question, terms);
  const opening = (one: string): string => one.split('\n')[0] ?? '';
  const said = [text, ...given];
  const differs = (about: Article, other: string): boolean => {
    const first = opening(composeAnswer(about, other, index.terms(other)));
    return !said.some((one) => one.includes(first));
  };
  return plainReply(text, {
    sources: [articleSource(article)],
    suggestions: nextQuestions(index, article, question, differs),
    title: titleFrom(shortTitle(article.title)),
  });
}

/** The likely answer, said to be that, and what else may have been meant: fewer turns than asking first. */
function tentativeReply(
  index: KnowledgeIndex,
  choices: readonly Ranked[],
  question: string,
  terms: readonly QueryTerm[],
  given: readonly string[],
): Reply {
  const [best, ...others] = likely(choices);
  if (best === undefined) return clarifyReply(choices, question, 0);
  const reply = articleReply(index, best.article, question, terms, given);
  if (others.length === 0) return reply;
  const text = `If this is about “${shortTitle(best.article.title)}”: ${reply.text}\n\nIf you meant something else, choose it below or tell me more.`;
  return { ...reply, text, finish: { ...reply.finish, suggestions: others.map((one) => shortTitle(one.article.title)), asked: 'clarify' } };
}

function clarifyReply(choices: readonly Ranked[], question: string, confidence: number): Reply {
  const titles = choices.map((one) => shortTitle(one.article.title));
  const list = titles.map((title, place) => `${place + 1}. ${title}`).join('\n');
  const opening =
    titles.length === 1
      ? 'Is this what you are looking for?'
      : confidence < 0.25
        ? 'I’m not sure I understood. Is it one of these?'
        : 'There is more than one answer to that. Which of these do you mean?';
  return plainReply(`${opening}\n\n${list}`, { suggestions: titles, asked: 'clarify', title: titleFrom(question) });
}

/** An article's answer about one order begins with how that order stands. */
function withOrder(reply: Reply, merchant: Merchant, organizationId: string, number: string): Reply {
  const order = merchant.findOrder(organizationId, number);
  const steps = [{ label: `Looking up order ${number}…`, found: order !== null }];
  if (order === null) return { ...reply, steps };
  const sentence = orderSentence(order, merchant.trackShipment(organizationId, order.number));
  return {
    steps,
    text: `${sentence}\n\n${reply.text}`,
    finish: { ...reply.finish, sources: [...reply.finish.sources, orderSource(order)] },
  };
}

function fromRecords(
  request: ResponderRequest,
  question: string,
  earlier: readonly string[],
  index: KnowledgeIndex,
  merchant: Merchant,
): Reply | null {
  const { organizationId } = request;
  const asked = recordQuestion(question, orderInContext(request.context, earlier), organizationId, merchant);
  switch (asked?.about) {
    case 'order':
      if (isBareNumber(question) && index.lexicon.knows(asked.number) && merchant.findOrder(organizationId, asked.number) === null)
        return null;
      return orderReply(merchant, organizationId, asked.number, question);
    case 'parcel':
      return trackingReply(merchant, organizationId, asked.tracking);
    case 'stock':
      return stockReply(merchant, organizationId, asked.text, asked.name);
    case 'orders':
      return ordersReply(merchant, organizationId, asked.status);
    case 'whichOrder':
      return whichOrderReply(merchant, organizationId);
    default:
      return null;
  }
}

/** A choice whose table has the very amount that is asked for: the same amount whichever of them is meant. */
function amountAmong(choices: readonly Ranked[], question: string, terms: readonly QueryTerm[]): Article | null {
  if (aspectOf(question) !== 'limits') return null;
  return choices.find((one) => amountAnswer(one.article, terms, true) !== null)?.article ?? null;
}

const THIS_ORDER = /\b(?:this|that|the|my) order\b/i;
const POINTS = /\b(?:it|its|this|that|them)\b/i;

/** The question with the order it points at named: "how do I cancel it?" while order 1042 is in view is about an order. */
function aboutOrder(index: KnowledgeIndex, question: string, plain: Understood): Understood {
  if (plain.verdict.outcome === 'answer' && !POINTS.test(question)) return plain;
  const named = POINTS.test(question) ? question.replace(POINTS, 'the order') : `${question} of the order`;
  const meant = understand(index, named, null);
  return meant.verdict.outcome === 'unknown' ? plain : meant;
}

function fromArticles(
  request: ResponderRequest,
  question: string,
  earlier: readonly string[],
  index: KnowledgeIndex,
  merchant: Merchant,
): Reply {
  const topic = topicOf(index, earlier);
  const current = orderInContext(request.context, earlier);
  const alone = understand(index, question, topic);
  const { verdict, terms } = topic === null && current !== null ? aboutOrder(index, question, alone) : alone;
  if (verdict.outcome === 'unknown') {
    const together = request.clarifications >= 1 ? refined(request, question, earlier, index) : null;
    return together ?? (isReadable(question, terms) ? unknownReply(request, question) : notUnderstood(request, question, merchant));
  }
  const amount = verdict.outcome === 'clarify' ? amountAmong(verdict.choices, question, terms) : null;
  if (verdict.outcome === 'clarify' && amount === null) {
    if (verdict.confidence >= thresholds.tentative && isReadable(question, terms))
      return tentativeReply(index, verdict.choices, question, terms, answersIn(request));
    if (request.clarifications >= 1) return refined(request, question, earlier, index) ?? unclearReply(request, question);
    if (onlyAspect(terms) && aspectOf(question) === 'problems') return whatFails(index);
    return isReadable(question, terms)
      ? clarifyReply(likely(verdict.choices), question, verdict.confidence)
      : notUnderstood(request, question, merchant);
  }
  const article = amount ?? (verdict.outcome === 'answer' ? verdict.best.article : null);
  if (article === null) return unknownReply(request, question);
  const reply = articleReply(index, article, question, terms, answersIn(request));
  const pointed = THIS_ORDER.test(question) || (topic === null && POINTS.test(question)) ? current : null;
  const number = isHowTo(question) ? (orderNumberIn(question) ?? pointed) : null;
  return number === null ? reply : withOrder(reply, merchant, request.organizationId, number);
}

/** After asking back, a few words are taken together with what was asked before: "export", then "orders". */
function refined(request: ResponderRequest, question: string, earlier: readonly string[], index: KnowledgeIndex): Reply | null {
  const before = earlier.at(-1);
  if (before === undefined || intentOf(before) !== null || question.split(/\s+/).length > 6) return null;
  const both = `${before} ${question}`;
  const { verdict, terms } = understand(index, both, null);
  if (verdict.outcome === 'answer') return articleReply(index, verdict.best.article, both, terms, answersIn(request));
  return verdict.outcome === 'clarify' && verdict.confidence >= thresholds.tentative
    ? tentativeReply(index, verdict.choices, both, terms, answersIn(request))
    : null;
}

function answersIn(request: ResponderRequest): string[] {
  return request.turns.filter((turn) => turn.role === 'assistant').map((turn) => turn.text);
}

/** Choices that are far behind the first are no help in choosing. */
function likely(choices: readonly Ranked[]): readonly Ranked[] {
  const best = choices[0]?.score ?? 0;
  return choices.filter((one) => one.score >= 0.55 * best);
}

/** Two questions that two articles answer, one short answer after the other; null when it is one question after all. */
function bothAnswers(question: string, index: KnowledgeIndex): Reply | null {
  const [first, second] = questionsIn(question);
  if (first === undefined || second === undefined || orderNumberIn(question) !== null) return null;
  const one = understand(index, first, null);
  if (one.verdict.outcome !== 'answer') return null;
  const other = understand(index, second, one.verdict.best.article);
  if (other.verdict.outcome !== 'answer' || other.verdict.best.article === one.verdict.best.article) return null;
  const articles = [one.verdict.best.article, other.verdict.best.article];
  const texts = [
    composeAnswer(one.verdict.best.article, first, one.terms, HALF_ANSWER),
    composeAnswer(other.verdict.best.article, second, other.terms, HALF_ANSWER),
  ];
  const suggestions = nextQuestions(index, other.verdict.best.article, question, (about) => !articles.includes(about));
  return plainReply(texts.map((text, place) => `**${shortTitle(articles[place]?.title ?? '')}**\n\n${text}`).join('\n\n'), {
    sources: articles.map(articleSource),
    suggestions,
    title: titleFrom(shortTitle(articles[0]?.title ?? '')),
  });
}

/** Decides the whole answer. Pure: the same request gives the same reply. */
export function replyTo(request: ResponderRequest, index: KnowledgeIndex, merchant: Merchant): Reply {
  const { asked, earlier, lastAnswer } = splitTurns(request.turns);
  const intents = asked.map(intentOf);
  const meant = asked.filter((_, place) => intents[place] === null);
  const question = chosenFrom((meant.length > 0 ? meant : asked.slice(-1)).join('\n').trim(), lastAnswer);
  const intent = intents.includes('person') ? 'person' : intentOf(question);
  if (intent === 'person') return personReply(request);
  if (intent !== null) {
    const talk = smallTalk(intent, request, merchant, lastAnswer);
    const secondTime = talk.finish.asked === 'clarify' && request.clarifications >= 1;
    return secondTime ? unclearReply(request, question) : talk;
  }
  const records = fromRecords(request, question, earlier, index, merchant);
  if (records === null) return bothAnswers(question, index) ?? fromArticles(request, question, earlier, index, merchant);
  return records.finish.asked === 'clarify' && request.clarifications >= 1
    ? { ...unclearReply(request, question), steps: records.steps }
    : records;
}

/** So many of the customer's messages are tried for a draft, from the newest. */
const DRAFT_FROM = 4;

/** For staff: the customer's newest question that can be answered, as if it were asked now. What is not known is left to them. */
function* draft(request: ResponderRequest, index: KnowledgeIndex, merchant: Merchant): Generator<ResponderEvent> {
  const asked = [...request.turns.keys()].filter((at) => request.turns[at]?.role === 'user' && intentOf(request.turns[at].text) === null);
  for (const at of asked.slice(-DRAFT_FROM).toReversed()) {
    const turns = request.turns.slice(0, at + 1);
    const reply = replyTo({ ...request, turns, escalationState: 'AI', clarifications: 0 }, index, merchant);
    // To ask back is a draft only where the likely answer comes with it.
    if (reply.finish.escalate || (reply.finish.asked && reply.finish.sources.length === 0)) continue;
    yield { type: 'text', text: reply.text };
    return yield { type: 'finish', state: 'COMPLETED', ...reply.finish };
  }
  yield { type: 'finish', state: 'FAILED', sources: [], suggestions: [] };
}

export interface KnowledgeResponderOptions {
  readonly index: KnowledgeIndex;
  readonly merchant: Merchant;
  readonly pacing: Pacing;
}

/** Answers from the articles and the organisation's records alone: offline, and the same question gives the same words. */
export function createKnowledgeResponder({ index, merchant, pacing }: KnowledgeResponderOptions): Responder {
  async function* respond(request: ResponderRequest): AsyncGenerator<ResponderEvent> {
    if (request.draft) return yield* draft(request, index, merchant);
    const { signal, random } = request;
    const begun = firstPause(pacing, random, signal);
    const reply = replyTo(request, index, merchant);
    for (const step of reply.steps) yield { type: 'tool', label: step.label, state: 'STARTED' };
    await begun;
    if (signal.aborted) return;
    for (const step of reply.steps) yield { type: 'tool', label: step.label, state: step.found ? 'DONE' : 'FAILED' };
    for await (const text of paced(reply.text, pacing, random, signal)) {
      yield { type: 'text', text };
      if (signal.aborted) return;
    }
    if (signal.aborted) return;
    yield { type: 'finish', state: 'COMPLETED', ...reply.finish };
  }
  return { name: 'knowledge', respond };
}
