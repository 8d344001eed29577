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
      { type: 'EscalationChanged', escalation, actor: agent ?? (state === 'REQUESTED' ? ASSISTANT : CUSTOMER) },
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

export const personScenes: readonly Scene[] = [
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
