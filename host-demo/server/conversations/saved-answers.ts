import type { SavedAnswer } from '../generated/schema.ts';
import { cleanLine } from '../log/text.ts';

const savedAnswers: readonly SavedAnswer[] = [
  {
    id: 'greeting',
    title: 'Greeting',
    text: 'Hello, thank you for waiting. I have read the conversation so far and will take it from here.',
  },
  { id: 'looking', title: 'Looking into it', text: 'I am looking into this now and will be back with you in a few minutes.' },
  {
    id: 'more-details',
    title: 'Ask for details',
    text: 'Could you tell me the order or product number, and what you saw on the screen when it happened?',
  },
  {
    id: 'refund-started',
    title: 'Refund started',
    text: 'I have started the refund. It reaches the original payment method within 3 to 5 working days.',
  },
  {
    id: 'passed-on',
    title: 'Passed to a specialist',
    text: 'I am passing this to a colleague who knows this part best. They see everything we have written here.',
  },
  {
    id: 'farewell',
    title: 'Farewell',
    text: 'I am glad this is solved. Write here again at any time; this conversation can be reopened for seven days.',
  },
];

export function searchSavedAnswers(search: string, first: number): SavedAnswer[] {
  const words = cleanLine(search).toLowerCase().split(' ').filter(Boolean);
  const fits = (answer: SavedAnswer) => words.every((word) => `${answer.title} ${answer.text}`.toLowerCase().includes(word));
  return savedAnswers
    .filter(fits)
    .slice(0, Math.min(Math.max(0, first), 50))
    .map((answer) => ({ ...answer, __typename: 'SavedAnswer' }));
}
