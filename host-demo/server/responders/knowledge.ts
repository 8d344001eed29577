import type { Article } from '../knowledge/article.ts';
import type { Ranked, KnowledgeIndex } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import { composeAnswer } from './compose.ts';
import { intentOf } from './intents.ts';
import { firstPause, paced, type Pacing } from './pace.ts';
import { isHowTo, orderInContext, orderNumberIn, recordQuestion } from './record-questions.ts';
import { orderReply, orderSentence, orderSource, stockReply, trackingReply, whichOrderReply } from './records.ts';
import { plainReply, titleFrom, type Reply } from './reply.ts';
import type { Responder, ResponderEvent, ResponderRequest, Source } from './responder.ts';
import { personReply, smallTalk, unclearReply, unknownReply } from './small-talk.ts';
import { chosenFrom, splitTurns, topicOf, understand } from './topic.ts';

const SUGGESTIONS = 3;

function articleSource(article: Article): Source {
  return { title: article.title, url: article.url, kind: 'HELP_ARTICLE' };
}

function suggestionsFor(index: KnowledgeIndex, article: Article): string[] {
  return index.related(article, SUGGESTIONS).map((one) => one.questions[0] ?? one.title);
}

function articleReply(index: KnowledgeIndex, best: Ranked, question: string, terms: Parameters<typeof composeAnswer>[2]): Reply {
  const { article } = best;
  return plainReply(composeAnswer(article, question, terms), { sources: [articleSource(article)], suggestions: suggestionsFor(index, article), title: titleFrom(article.title) });
}

function clarifyReply(choices: readonly Ranked[], question: string): Reply {
  const titles = choices.map((one) => one.article.title);
  const list = titles.map((title, place) => `${place + 1}. ${title}`).join('\n');
  const opening = titles.length === 1 ? 'I am not sure I understood. Is this about:' : 'I want to answer the right question. Which of these do you mean?';
  return plainReply(`${opening}\n\n${list}`, { suggestions: titles, asked: 'clarify', title: titleFrom(question) });
}

/** An article's answer about one order begins with how that order stands. */
function withOrder(reply: Reply, merchant: Merchant, organizationId: string, number: string): Reply {
  const order = merchant.findOrder(organizationId, number);
  const steps = [{ label: `Looking up order ${number}…`, found: order !== null }];
  if (order === null) return { ...reply, steps };
  const sentence = orderSentence(order, merchant.trackShipment(organizationId, order.number));
  return { steps, text: `${sentence}\n\n${reply.text}`, finish: { ...reply.finish, sources: [...reply.finish.sources, orderSource(order)] } };
}

function fromRecords(request: ResponderRequest, question: string, earlier: readonly string[], merchant: Merchant): Reply | null {
  const { organizationId } = request;
  const asked = recordQuestion(question, orderInContext(request.context, earlier), organizationId, merchant);
  switch (asked?.about) {
    case 'order':
      return orderReply(merchant, organizationId, asked.number);
    case 'parcel':
      return trackingReply(merchant, organizationId, asked.tracking);
    case 'stock':
      return stockReply(merchant, organizationId, asked.text, asked.name);
    case 'whichOrder':
      return whichOrderReply(merchant, organizationId);
    default:
      return null;
  }
}

function fromArticles(request: ResponderRequest, question: string, earlier: readonly string[], index: KnowledgeIndex, merchant: Merchant): Reply {
  const { verdict, terms } = understand(index, question, topicOf(index, earlier));
  if (verdict.outcome === 'unknown') return unknownReply(request, question);
  if (verdict.outcome === 'clarify') return request.clarifications >= 1 ? unclearReply(request, question) : clarifyReply(verdict.choices, question);
  const reply = articleReply(index, verdict.best, question, terms);
  const number = isHowTo(question) ? orderNumberIn(question) ?? (/\b(?:this|that) order\b/i.test(question) ? orderInContext(request.context, earlier) : null) : null;
  return number === null ? reply : withOrder(reply, merchant, request.organizationId, number);
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
    const talk = smallTalk(intent, request, index);
    const secondTime = talk.finish.asked === 'clarify' && request.clarifications >= 1;
    return secondTime ? unclearReply(request, question) : talk;
  }
  const records = fromRecords(request, question, earlier, merchant);
  if (records === null) return fromArticles(request, question, earlier, index, merchant);
  return records.finish.asked === 'clarify' && request.clarifications >= 1 ? { ...unclearReply(request, question), steps: records.steps } : records;
}

export interface KnowledgeResponderOptions {
  readonly index: KnowledgeIndex;
  readonly merchant: Merchant;
  readonly pacing: Pacing;
}

/** Answers from the articles and the organisation's records alone: offline, and the same question gives the same words. */
export function createKnowledgeResponder({ index, merchant, pacing }: KnowledgeResponderOptions): Responder {
  async function* respond(request: ResponderRequest): AsyncGenerator<ResponderEvent> {
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
