import { describe, expect, it } from 'vitest';
import type { FinishEvent, ResponderTurn } from '../responders/responder.ts';
import { policyAgainst, whyPerson } from './policy.ts';

const finish: FinishEvent = { type: 'finish', state: 'COMPLETED', sources: [], suggestions: [] };
const said = (...texts: string[]): ResponderTurn[] => [
  { role: 'user', text: 'I will call my lawyer' },
  { role: 'assistant', text: 'I am sorry.' },
  ...texts.map((text) => ({ role: 'user' as const, text })),
];

describe('X-10: what the assistant must not settle alone', () => {
  it.each([
    ['Please delete my account', 'account'],
    ['I want to close our company account today', 'account'],
    ['erase all of my personal data', 'account'],
    ['Ich möchte mein Konto löschen', 'account'],
    ['Bitte löschen Sie meine Daten', 'account'],
    ['Je veux supprimer mon compte', 'account'],
    ['Quiero eliminar mi cuenta', 'account'],
    ['You will hear from my lawyer', 'legal'],
    ['I am taking legal action', 'legal'],
    ['we will sue you', 'legal'],
    ['see you in court', 'legal'],
    ['Das geht an meinen Anwalt, ich werde Sie verklagen', 'legal'],
    ['Je vais porter plainte', 'legal'],
    ['Hablaré con mi abogado', 'legal'],
  ])('“%s” is a matter of the %s', (text, about) => {
    expect(policyAgainst(text)?.toLowerCase()).toContain(about);
  });

  it.each([
    'How do I delete a product?',
    'Close the order 1042',
    'Can I remove a user from my account?',
    'How do I cancel my order?',
    'Where is the legal notice on my invoices?',
    'Which account do payouts go to?',
    'Kann ich ein Produkt löschen?',
  ])('“%s” is none', (text) => {
    expect(policyAgainst(text)).toBeNull();
  });

  it('is asked of what was not answered yet, and after the reason of the responder', () => {
    expect(whyPerson(finish, { turns: said('Where is order 1042?'), clarifications: 0 })).toBeNull();
    expect(whyPerson(finish, { turns: said('Hm.', 'Delete my account', 'Thanks'), clarifications: 0 })).toContain('account');
    expect(whyPerson({ ...finish, escalate: { reason: 'Mine.' } }, { turns: said('Delete my account'), clarifications: 0 })).toBe('Mine.');
    expect(whyPerson(finish, { turns: said('Can I talk to a human?'), clarifications: 0 })).toBe('A person was asked for.');
  });

  it('asking back a second time proposes a person, the first time does not', () => {
    const asks: FinishEvent = { ...finish, asked: 'clarify' };
    expect(whyPerson(asks, { turns: said('it'), clarifications: 0 })).toBeNull();
    expect(whyPerson(asks, { turns: said('it'), clarifications: 1 })).toContain('unclear');
    expect(whyPerson(finish, { turns: said('it'), clarifications: 1 })).toBeNull();
  });
});
