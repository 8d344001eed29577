import type { KnowledgeIndex } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import type { Intent } from './intents.ts';
import { plainReply, type Reply, titleFrom } from './reply.ts';
import type { ResponderRequest } from './responder.ts';
import { troubleOpeners } from './suggestions.ts';

/** A person is asked for already; in REQUESTED one was only offered. */
const ASKED_FOR: ReadonlySet<string> = new Set(['QUEUED', 'TRANSFERRING', 'CONNECTED', 'MESSAGE_LEFT', 'UNAVAILABLE']);
const OFFER = 'I can ask a colleague to take over. You decide, and you see what is passed on first.';
const OFFERED = 'The offer stands: choose “Talk to a person”, and a colleague takes over.';

function firstName(request: ResponderRequest): string {
  return request.customer.name.trim().split(/\s+/)[0] ?? '';
}

function abilities(starters: readonly string[]): string {
  const example = starters.find((question) => /\border \d/i.test(question));
  return [
    '- answer questions about Fluxori from the help articles, and show you which one',
    `- look up your orders, parcels and stock${example === undefined ? '' : `, for example “${example}”`}`,
    '- ask a colleague to take over, whenever you want',
  ].join('\n');
}

function handedOver(request: ResponderRequest, text: string, reason: string, title?: string): Reply {
  if (ASKED_FOR.has(request.escalationState))
    return plainReply(`${text} A colleague has already been asked and sees this conversation.`, { title });
  if (request.escalationState === 'REQUESTED') return plainReply(`${text} ${OFFERED}`, { title });
  return plainReply(`${text} ${OFFER}`, { escalate: { reason }, title });
}

export function personReply(request: ResponderRequest): Reply {
  if (ASKED_FOR.has(request.escalationState))
    return plainReply('A colleague has already been asked. They see this conversation and answer here.');
  if (request.escalationState === 'REQUESTED')
    return plainReply('Of course. Choose “Talk to a person” to confirm; you see what is passed on first.');
  return plainReply(
    'Of course. I can ask a colleague to take over: they read along here, so you don’t have to repeat anything. Please confirm below; you see what is passed on first.',
    {
      escalate: { reason: 'A person was asked for.' },
    },
  );
}

export function unknownReply(request: ResponderRequest, question: string): Reply {
  const title = titleFrom(question);
  return handedOver(
    request,
    'I don’t know: I found nothing about this in the help articles, and I won’t guess.',
    `No help article answers “${title}”.`,
    title,
  );
}

export function unclearReply(request: ResponderRequest, question: string): Reply {
  return handedOver(
    request,
    'I’m still not sure what you need, and I don’t want to guess.',
    `The question stayed unclear after asking back: “${titleFrom(question)}”.`,
  );
}

/** What cannot be read as a question: said plainly, with what can be asked; a second time ends with a person. */
export function notUnderstood(request: ResponderRequest, question: string, merchant: Merchant): Reply {
  if (request.clarifications >= 1) return unclearReply(request, question);
  return plainReply(
    'Sorry, I didn’t understand that. You can ask me about Fluxori in a few English words, or about one of your orders, parcels or products.',
    {
      asked: 'clarify',
      suggestions: merchant.starters(request.organizationId).slice(0, 3),
    },
  );
}

/** "It doesn't work" with nothing before it. */
export function whatFails(index: KnowledgeIndex): Reply {
  return plainReply('What isn’t working? Tell me the page or the feature, and the message you see if there is one.', {
    asked: 'clarify',
    suggestions: troubleOpeners(index),
  });
}

function affirmed(request: ResponderRequest, lastAnswer: string | null, starters: readonly string[]): Reply {
  if (request.escalationState === 'REQUESTED')
    return plainReply('Please choose “Talk to a person” below to confirm. You see what is passed on before it is sent.');
  return plainReply(lastAnswer === null ? 'What can I help you with?' : 'What would you like to know next? A few words are enough.', {
    suggestions: starters.slice(0, 3),
  });
}

function declined(request: ResponderRequest, starters: readonly string[]): Reply {
  if (request.escalationState === 'REQUESTED')
    return plainReply('All right, we carry on here. What would you like to know?', { suggestions: starters.slice(0, 3) });
  return plainReply('Sorry about that. Please tell me in other words what you want to do, or what goes wrong.', {
    asked: 'clarify',
    suggestions: ['Talk to a person'],
  });
}

/** Talk that needs neither article nor record. What cannot be read, and "none of these", ask back, so a second time ends with a person. */
export function smallTalk(
  intent: Exclude<Intent, null | 'person'>,
  request: ResponderRequest,
  merchant: Merchant,
  lastAnswer: string | null,
): Reply {
  const name = firstName(request);
  const starters = merchant.starters(request.organizationId);
  switch (intent) {
    case 'greeting':
      return plainReply(
        `Hello${name === '' ? '' : ` ${name}`}. I can answer questions about Fluxori and look up your orders, parcels and stock. What do you need?`,
        { suggestions: starters },
      );
    case 'capabilities':
      return plainReply(`I’m an automated assistant. I can:\n\n${abilities(starters)}`, { suggestions: starters });
    case 'thanks':
      return plainReply('You’re welcome. Is there anything else I can help with?');
    case 'goodbye':
      return plainReply('Goodbye. This conversation stays here if you want to come back to it.');
    case 'affirmation':
      return affirmed(request, lastAnswer, starters);
    case 'rejection':
      return declined(request, starters);
    case 'upset':
      return handedOver(
        request,
        'I’m sorry this has been so frustrating. Tell me what went wrong, and I’ll do what I can.',
        'Something went wrong that a person should look at.',
      );
    case 'gibberish':
      return notUnderstood(request, request.turns.at(-1)?.text ?? '', merchant);
  }
}
