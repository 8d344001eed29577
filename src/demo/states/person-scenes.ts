import { createRef } from 'react';
import type { ChatHandle } from '../../chat/index.ts';
import type { Escalation, EscalationState, Participant } from '../../protocol/vocabulary.ts';
import { ASSISTANT, type MemoryBackend } from '../../transports/memory.ts';
import { talk } from './answer-scenes.ts';
import { ago, CUSTOMER, MAYA, type Scene, STAFF, TALK } from './scene.ts';

const REASON = 'The invoice was charged twice';
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
const quiet = { show: 'chat', group: 'Person', conversationId: TALK } as const;

/** Walks the escalation through its states, as the log would have it. */
function walk(backend: MemoryBackend, ...steps: readonly EscalationState[]): void {
  const conversation = backend.conversation(TALK);
  for (const [index, state] of steps.entries()) {
    const agent: Participant | null = state === 'CONNECTED' ? MAYA : null;
    const escalation: Escalation = {
      ...calm,
      id: 'escalation-1',
      state,
      reason: REASON,
      agent,
      requestedBy: 'ASSISTANT',
      requestedAt: ago(6),
      opensAt: state === 'UNAVAILABLE' ? ago(-14 * 60) : null,
      handover: {
        summary: 'Invoice 2026-311 was charged twice to the card ending in 4419.',
        items: [{ key: 'invoice', label: 'Invoice', value: '2026-311', masked: false }],
      },
    };
    backend.append(
      conversation,
      { type: 'EscalationChanged', escalation, actor: agent ?? (state === 'REQUESTED' ? ASSISTANT : state === 'ENDED' ? MAYA : CUSTOMER) },
      ago(5 - index),
    );
  }
}

function said(backend: MemoryBackend): void {
  talk(
    backend,
    'Charged twice',
    { author: CUSTOMER, text: 'My card was charged twice for invoice 2026-311.', at: ago(8) },
    {
      author: ASSISTANT,
      text: 'I can see one invoice, but not the payments of your bank. A person in billing can check both and refund the second one.',
      at: ago(7),
    },
  );
}

const at = (name: string, title: string, ...steps: EscalationState[]): Scene => ({
  ...quiet,
  name,
  title,
  seed: (backend) => {
    said(backend);
    walk(backend, ...steps);
  },
});

const PORTRAIT_TALK =
  'Hi Ada, this is Maya from billing. I found both payments; the second one is being refunded now and will be on your card within three days.';
function connected(backend: MemoryBackend): void {
  said(backend);
  walk(backend, 'REQUESTED', 'QUEUED', 'CONNECTED');
  backend.addMessage(backend.conversation(TALK), { author: MAYA, text: PORTRAIT_TALK, at: ago(1) });
}

const JONAS: Participant = { id: 'staff-2', role: 'AGENT', name: 'Jonas Reuter', avatarUrl: null };
const SYSTEM: Participant = { id: 'system', role: 'SYSTEM', name: 'System', avatarUrl: null };

/** One more step of the same escalation, by somebody else than the customer. */
function then(backend: MemoryBackend, actor: Participant, change: Partial<Escalation>): void {
  const conversation = backend.conversation(TALK);
  backend.append(conversation, { type: 'EscalationChanged', escalation: { ...conversation.escalation, ...change }, actor }, ago(0.5));
}

function closedByMaya(backend: MemoryBackend, reopenableUntil = ago(-7 * 24 * 60)): void {
  connected(backend);
  then(backend, MAYA, { state: 'ENDED' });
  const { title, satisfaction } = backend.conversation(TALK);
  const closing = { state: 'CLOSED', title, satisfaction, actor: MAYA, reason: 'Refunded', reopenableUntil } as const;
  backend.append(backend.conversation(TALK), { type: 'ConversationChanged', ...closing }, ago(0.4));
}

/** The page that drives the chat: opens what a click would. */
const page = createRef<ChatHandle>();
const driven = (name: string, title: string, seed: Scene['seed'], drive: (chat: ChatHandle) => Promise<unknown>): Scene => ({
  ...quiet,
  name,
  title,
  ...(seed === undefined ? {} : { seed }),
  chat: { ref: page },
  act: async ({ settled }) => {
    await settled();
    // What the panel asks stays open: nobody answers it here.
    if (page.current) void drive(page.current).catch(() => undefined);
  },
});

export const personScenes: readonly Scene[] = [
  driven('handover', 'What is passed on', said, (chat) => chat.requestHuman()),
  {
    ...at('waiting-late', 'Waiting for longer than was said', 'REQUESTED', 'QUEUED'),
    act: async ({ backend, settled }) => {
      await settled();
      backend.setLive(TALK, { queuePosition: 2, etaSeconds: 480, overdue: true });
    },
  },
  {
    ...quiet,
    name: 'passed-on',
    title: 'Passed on to a colleague',
    seed: (backend) => {
      connected(backend);
      then(backend, MAYA, { state: 'TRANSFERRING', agent: JONAS, transferReason: 'Knows refunds' });
    },
  },
  {
    ...quiet,
    name: 'person-gone',
    title: 'The person had to leave',
    seed: (backend) => {
      connected(backend);
      then(backend, SYSTEM, { state: 'QUEUED', agent: null });
    },
    act: async ({ backend, settled }) => {
      await settled();
      backend.setLive(TALK, { queuePosition: 1, etaSeconds: 240 });
    },
  },
  { ...quiet, name: 'closed-by-person', title: 'Closed by the person', seed: closedByMaya },
  driven('closed-reply', 'A reply to a closed conversation', closedByMaya, (chat) => chat.sendMessage('The money has not come yet.')),
  { ...quiet, name: 'closed-for-good', title: 'Closed, and no longer to be reopened', seed: (backend) => closedByMaya(backend, ago(1)) },
  at('proposed', 'A person is proposed', 'REQUESTED'),
  {
    ...at('waiting', 'Waiting for a person', 'REQUESTED', 'QUEUED'),
    act: async ({ backend, settled }) => {
      await settled();
      backend.setLive(TALK, { queuePosition: 2, etaSeconds: 180 });
    },
  },
  { ...quiet, name: 'with-person', title: 'With a person', seed: connected },
  {
    ...quiet,
    name: 'person-seen',
    title: 'The person has seen it',
    seed: (backend) => {
      connected(backend);
      const conversation = backend.conversation(TALK);
      backend.addMessage(conversation, { author: CUSTOMER, text: 'Thank you. Is it the whole amount?', at: ago(0.5) });
      conversation.read.set(MAYA.id, { participant: MAYA, seq: conversation.log.length });
    },
  },
  {
    ...quiet,
    name: 'person-typing',
    title: 'The person is writing',
    seed: (backend) => {
      connected(backend);
      backend.addMessage(backend.conversation(TALK), { author: MAYA, text: 'Shall I send you the credit note as well?', at: ago(0.5) });
    },
    act: async ({ backend, settled }) => {
      await settled();
      backend.setLive(TALK, { typing: [MAYA] });
    },
  },
  at('unavailable', 'No one on duty', 'QUEUED', 'UNAVAILABLE'),
  at('message-left', 'A message was left', 'QUEUED', 'UNAVAILABLE', 'MESSAGE_LEFT'),
  at('returned', 'Back with the assistant', 'REQUESTED', 'QUEUED', 'RETURNED'),
  at('ended', 'The talk with a person ended', 'REQUESTED', 'QUEUED', 'CONNECTED', 'ENDED'),
  {
    ...quiet,
    name: 'staff',
    title: 'As staff see a waiting customer',
    viewer: STAFF,
    seed: (backend) => {
      said(backend);
      walk(backend, 'REQUESTED', 'QUEUED');
    },
  },
  { ...quiet, name: 'staff-connected', title: 'As staff answer', viewer: STAFF, seed: connected },
];
