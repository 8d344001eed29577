import type { KnowledgeIndex } from '../knowledge/search.ts';
import type { Intent } from './intents.ts';
import { plainReply, titleFrom, type Reply } from './reply.ts';
import type { ResponderRequest } from './responder.ts';

const WAITING: ReadonlySet<string> = new Set(['REQUESTED', 'QUEUED', 'TRANSFERRING', 'CONNECTED', 'MESSAGE_LEFT', 'UNAVAILABLE']);

function firstName(request: ResponderRequest): string {
  return request.customer.name.trim().split(/\s+/)[0] ?? '';
}

/** Questions to begin with, from articles spread evenly over the whole. */
export function openers(index: KnowledgeIndex, most = 4): string[] {
  const asked = index.articles.filter((article) => article.questions.length > 0);
  const from = asked.length > 0 ? asked : index.articles;
  const step = Math.max(1, Math.floor(from.length / most));
  return from
    .filter((_, place) => place % step === Math.floor(step / 2))
    .slice(0, most)
    .map((article) => article.questions[0] ?? article.title);
}

const ABILITIES = [
  '- answer questions from the help articles, with the article as the source',
  '- look up your orders, parcels and stock, for example "Where is order 1042?"',
  '- pass you on to a person whenever you ask',
].join('\n');

function escalated(request: ResponderRequest, text: string, reason: string, title?: string): Reply {
  if (WAITING.has(request.escalationState)) return plainReply(`${text} A person has already been asked for and sees this conversation.`, { title });
  return plainReply(`${text} I suggest a person takes over; they see this conversation, so you don't have to repeat anything.`, { escalate: { reason }, title });
}

export function personReply(request: ResponderRequest): Reply {
  if (WAITING.has(request.escalationState)) return plainReply('A person has already been asked for. They see this conversation and answer here.');
  return plainReply('Of course. I pass you on to a person; they see this conversation, so you don’t have to repeat anything.', { escalate: { reason: 'A person was asked for.' } });
}

export function unknownReply(request: ResponderRequest, question: string): Reply {
  return escalated(request, 'I don’t know the answer: none of the help articles covers this.', `No help article answers: "${titleFrom(question)}"`, titleFrom(question));
}

export function unclearReply(request: ResponderRequest, question: string): Reply {
  return escalated(request, 'I still don’t understand what you need, and I don’t want to guess.', `The question stayed unclear after asking back: "${titleFrom(question)}"`);
}

function whatNow(request: ResponderRequest, index: KnowledgeIndex): Reply {
  if (request.turns.filter((turn) => turn.role === 'assistant').length === 0) return plainReply('What can I help you with?', { suggestions: openers(index, 3) });
  return plainReply('What would you like to know next? A few words are enough.', { suggestions: openers(index, 3) });
}

/** Talk that needs neither article nor record. Gibberish and "none of these" ask back, so a second time ends with a person. */
export function smallTalk(intent: Exclude<Intent, null | 'person'>, request: ResponderRequest, index: KnowledgeIndex): Reply {
  const name = firstName(request);
  switch (intent) {
    case 'greeting':
      return plainReply(`Hello${name === '' ? '' : ` ${name}`}. I can answer questions, look up your orders, parcels and stock, or pass you on to a person. What do you need?`, { suggestions: openers(index) });
    case 'capabilities':
      return plainReply(`I am an automated assistant. I can:\n\n${ABILITIES}`, { suggestions: openers(index) });
    case 'thanks':
      return plainReply('You’re welcome. Is there anything else?');
    case 'goodbye':
      return plainReply('Goodbye. This conversation stays here if you want to come back to it.');
    case 'affirmation':
      return whatNow(request, index);
    case 'rejection':
      return plainReply('Sorry. Please tell me in other words what you want to do, or what goes wrong.', { asked: 'clarify', suggestions: ['Talk to a person'] });
    case 'gibberish':
      return plainReply('I could not read that. Please ask in a few words, for example "cancel an order" or "where is order 1042?".', { asked: 'clarify', suggestions: openers(index, 3) });
  }
}
