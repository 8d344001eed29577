import { describe, expect, it } from 'vitest';
import { english, translator } from '../i18n/index.ts';
import type { ConversationSummary, Escalation, Message } from '../protocol/vocabulary.ts';
import { chipOf, plainLine, previewOf, titleOf } from './preview.ts';

const t = translator(english, 'en');
const customer = { id: 'u1', role: 'USER', name: 'Ana Reyes', avatarUrl: null } as const;
const agent = { id: 's1', role: 'AGENT', name: 'Maya Lindqvist', avatarUrl: null } as const;
const assistant = { id: 'bot', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null } as const;
const calm: Escalation = {
  id: null,
  state: 'AI',
  handover: null,
  reason: null,
  requestedBy: null,
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
};

function message(part: Partial<Message>): Message {
  return {
    id: 'm',
    author: assistant,
    text: 'Hello',
    state: 'COMPLETED',
    attempt: 1,
    clientMessageId: null,
    runId: null,
    createdSeq: 2,
    at: '2026-03-01T10:00:00Z',
    sources: [],
    suggestions: [],
    rating: null,
    error: null,
    ...part,
  };
}
function summary(part: Partial<ConversationSummary>): ConversationSummary {
  return {
    id: 'c',
    version: 1,
    organizationId: 'o',
    title: 'Order 1042',
    hit: null,
    state: 'OPEN',
    escalation: calm,
    customer,
    lastMessage: message({}),
    lastActivityAt: '2026-03-01T10:00:00Z',
    reopenableUntil: null,
    unreadCount: 0,
    ...part,
  };
}

describe('one plain line of Markdown', () => {
  it.each([
    ['**Order 1042** is on its way.', 'Order 1042 is on its way.'],
    ['## Steps\n\n1. Open *Stock*\n2. Save', 'Steps Open Stock Save'],
    ['| SKU | Stock |\n| --- | ---: |\n| A1 | 4 |', 'SKU Stock A1 4'],
    ['```ts\nconst a = 1;\n```', 'const a = 1;'],
    ['See [the guide](https://help.example/a_b), then ask.', 'See the guide, then ask.'],
    ['reorder_point is 5', 'reorder_point is 5'],
  ])('%j reads %j', (markdown, line) => {
    expect(plainLine(markdown)).toBe(line);
  });

  it('H01 keeps HTML as the text it is', () => {
    expect(plainLine('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  });

  it('cuts a long text before working on it', () => {
    expect(plainLine('a'.repeat(1_000_000)).length).toBe(160);
  });
});

describe('the second line', () => {
  it('says who spoke', () => {
    expect(previewOf(summary({ lastMessage: message({ author: customer, text: 'Hi' }) }), 'u1', t)).toBe('You: Hi');
    expect(previewOf(summary({ lastMessage: message({ author: agent, text: 'Hi' }) }), 'u1', t)).toBe('Maya Lindqvist: Hi');
    expect(previewOf(summary({}), 'u1', t)).toBe('Hello');
  });
  it('says that an answer is being written, has failed, or that nothing was said', () => {
    expect(previewOf(summary({ lastMessage: message({ text: '', state: 'PENDING' }) }), 'u1', t)).toBe('Writing…');
    expect(previewOf(summary({ lastMessage: message({ text: '', state: 'FAILED' }) }), 'u1', t)).toBe('The answer could not be finished');
    expect(previewOf(summary({ lastMessage: null }), 'u1', t)).toBe('No messages yet');
  });
  it('shows what a search found instead', () => {
    expect(previewOf(summary({ hit: 'the *late* parcel' }), 'u1', t)).toBe('the late parcel');
  });
});

describe('title and chip', () => {
  it('names the customer for staff only', () => {
    expect(titleOf(summary({}), true, t)).toBe('Ana Reyes · Order 1042');
    expect(titleOf(summary({ title: null }), false, t)).toBe('New conversation');
  });
  it('marks only what is unusual', () => {
    const chip = (part: Partial<Escalation>, viewerId = 'u1') =>
      chipOf(summary({ escalation: { ...calm, ...part } }), viewerId, t)?.text ?? null;
    expect(chip({})).toBeNull();
    expect(chip({ state: 'RETURNED' })).toBeNull();
    expect(chip({ state: 'REQUESTED' })).toBeNull();
    expect(chip({ state: 'QUEUED' })).toBe('Waiting');
    expect(chip({ state: 'CONNECTED', agent })).toBe('With Maya');
    expect(chip({ state: 'CONNECTED', agent }, 's1')).toBe('With you');
    expect(chipOf(summary({ state: 'CLOSED', escalation: { ...calm, state: 'ENDED' } }), 'u1', t)?.text).toBe('Closed');
  });
});
