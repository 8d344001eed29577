import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../../tests/support/cpu.ts';
import { asksForPerson, intentOf } from './intents.ts';

describe('asking for a person', () => {
  it.each([
    'human please',
    'agent',
    'I want to talk to a real person',
    'can I speak with someone',
    'let me speak to your manager',
    'connect me to support',
    'get me a human',
    'no more bots!',
    "I don't want to chat with a robot",
    'please call me back',
    'is there a human I can talk to',
    'escalate this now',
    'put me through to customer service',
    'can somebody call me',
    'I need a person',
    'I’d like to contact support',
    'is there anybody there',
  ])('%s', (text) => expect(asksForPerson(text)).toBe(true));

  it.each([
    'how do I add a person to my team',
    'which role should my staff get',
    'how do I remove a user',
    'what can a manager do',
    'who changed the price',
    'give my agent an API key',
    'I need to invite people',
    'how many people can use it',
    'customer wants to return something',
    'how do I contact the carrier',
    'phone number on the order is wrong',
    'connect Amazon',
    'transfer ownership to a manager role',
  ])('is not: %s', (text) => expect(asksForPerson(text)).toBe(false));
});

describe('small talk', () => {
  it.each([
    ['hi', 'greeting'],
    ['Good morning!', 'greeting'],
    ['hello there', 'greeting'],
    ['thanks a lot', 'thanks'],
    ['ok thank you, that helped', 'thanks'],
    ['great, it works now', 'thanks'],
    ['bye', 'goodbye'],
    ["that's all", 'goodbye'],
    ['what can you do?', 'capabilities'],
    ['are you a bot', 'capabilities'],
    ['help', 'capabilities'],
    ['none of these', 'rejection'],
    ['yes', 'affirmation'],
    ['sdfkjhsdf', 'gibberish'],
    ['?????', 'gibberish'],
    ['🙃🙃', 'gibberish'],
    ['hahahahaha xxxxxx', 'gibberish'],
  ])('%s is %s', (text, intent) => expect(intentOf(text)).toBe(intent));

  it.each([
    'cancel',
    'order 1042',
    'hello, how do I cancel an order',
    'VAT',
    'thanks, and how do I delete it?',
    'как отменить заказ',
    '1042',
    'api key',
  ])('%s is a question', (text) => expect(intentOf(text)).toBeNull());

  it('H34: a giant text is decided at once', () => {
    expect(cpuMs(() => intentOf('talk to a the some '.repeat(20_000)))).toBeLessThan(500);
    expect(cpuMs(() => intentOf(`thanks ${'! '.repeat(20_000)}`))).toBeLessThan(500);
  });
});
