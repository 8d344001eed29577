import { ChatError } from '../../protocol/chat-error.ts';
import type { Escalation, EscalationState, Participant } from '../../protocol/vocabulary.ts';
import { ASSISTANT, escalate, type MemoryBackend, notesOf } from '../../transports/memory.ts';
import { SOURCES } from './answers.ts';
import { pressing } from './host-scenes.tsx';
import { ago, MAYA, ORGANIZATION, type Scene, STAFF, TALK } from './scene.ts';

const person = (id: string, name: string): Participant => ({ id, role: 'USER', name, avatarUrl: null });
const NOOR = person('customer-2', 'Noor Haddad');
const JONAS: Participant = { id: 'staff-2', role: 'AGENT', name: 'Jonas Reuter', avatarUrl: null };
const REASON = 'A refund needs a person’s decision';

interface Case {
  readonly id: string;
  readonly customer: Participant;
  readonly title: string;
  readonly reason: string | null;
  readonly state: EscalationState;
  /** Minutes since a person was asked for. */
  readonly asked: number;
  readonly agent?: Participant;
  readonly transferReason?: string;
  readonly summary?: string;
}

const SUMMARY =
  'The question: A parcel to Lyon shows “delivered” but the buyer says nothing arrived, and they want their money back today.\nThe assistant used: A parcel is lost or damaged';

function put(backend: MemoryBackend, one: Case): void {
  const { id, customer, title, reason, state, asked, agent = null, transferReason = null, summary = SUMMARY } = one;
  const question = 'A parcel to Lyon shows “delivered” but the buyer says nothing arrived, and they want their money back today.';
  const conversation = backend.create({
    id,
    customer,
    title,
    organizationId: ORGANIZATION.id,
    createdAt: ago(asked + 6),
    messages: [
      { author: customer, text: id === TALK ? question : title, at: ago(asked + 5) },
      {
        author: ASSISTANT,
        text: 'Open the shipment and select **Actions → Report a problem → Delivered but not received**. The papers for the carrier’s claim are collected there.',
        at: ago(asked + 4),
        sources: SOURCES.slice(0, 1),
      },
      { author: customer, text: 'They already did. I need someone who can decide about the refund.', at: ago(asked + 2) },
    ],
  });
  const step = (next: EscalationState, by: Participant, minutes: number, extra: Partial<Escalation> = {}): void => {
    const escalation: Escalation = {
      id: `escalation-${id}`,
      state: next,
      reason,
      requestedBy: 'ASSISTANT',
      requestedAt: ago(asked),
      agent: null,
      transferReason: null,
      opensAt: null,
      handover: {
        summary,
        items: [
          { key: 'order', label: 'Order', value: '1042', masked: false },
          { key: 'email', label: 'E-mail', value: 'n••••@••••', masked: true },
        ],
      },
      ...extra,
    };
    backend.append(conversation, { type: 'EscalationChanged', escalation, actor: by }, ago(minutes));
  };
  step('REQUESTED', ASSISTANT, asked + 1, { handover: null });
  step('QUEUED', customer, asked);
  if (state === 'QUEUED') return;
  const giver = agent?.id === JONAS.id ? MAYA : JONAS;
  const passed = state === 'TRANSFERRING';
  if (passed) step('CONNECTED', giver, asked - 1, { agent: giver });
  step(state, passed ? giver : (agent ?? customer), Math.max(0, asked - 2), { agent, transferReason });
}

const chosen: Case = { id: TALK, customer: NOOR, title: 'Delivered but not received', reason: REASON, state: 'QUEUED', asked: 7 };

const rest: readonly Case[] = [
  {
    id: 'c-2',
    customer: person('customer-3', 'Tomás Vidal'),
    title: 'Charged twice',
    reason: 'Invoice 2026-311 was charged twice',
    state: 'QUEUED',
    asked: 4,
  },
  { id: 'c-3', customer: person('customer-4', 'Yuki Tanaka'), title: 'Delete the account', reason: null, state: 'MESSAGE_LEFT', asked: 95 },
  {
    id: 'c-4',
    customer: person('customer-5', 'Ben Okafor'),
    title: 'Import fails',
    reason: 'Import failed at line 214',
    state: 'CONNECTED',
    asked: 22,
    agent: MAYA,
  },
  {
    id: 'c-5',
    customer: person('customer-6', 'Ingrid Solberg'),
    title: 'Two pallets',
    reason: 'Return of two pallets',
    state: 'CONNECTED',
    asked: 31,
    agent: JONAS,
  },
];

function colleagues(backend: MemoryBackend): void {
  backend.colleagues = [
    { id: JONAS.id, name: JONAS.name, presence: 'ONLINE' },
    { id: 'staff-3', name: 'Amara Diallo', presence: 'AWAY' },
  ];
}

/** The queue with the conversation of the scene as it is in `first`. */
const queued =
  (first: Partial<Case> = {}, more?: (backend: MemoryBackend) => void): NonNullable<Scene['seed']> =>
  (backend) => {
    colleagues(backend);
    put(backend, { ...chosen, ...first });
    for (const one of rest) put(backend, one);
    more?.(backend);
  };

function talked(backend: MemoryBackend): void {
  const conversation = backend.conversation(TALK);
  backend.addMessage(conversation, {
    author: MAYA,
    text: 'Hello Noor, this is Maya. I have read everything so far and look at the carrier’s proof now.',
    at: ago(3),
  });
  backend.addMessage(conversation, { author: NOOR, text: 'Thank you. The buyer writes every ten minutes.', at: ago(2) });
  const notes = notesOf(backend, TALK);
  backend.addMessage(notes, { author: JONAS, text: 'Same carrier as last week’s case; their proof had no signature.', at: ago(4) });
  backend.addMessage(notes, { author: MAYA, text: 'Asked the carrier for the signature, answer by 16:00.', at: ago(1) });
}

const mine = queued({ state: 'CONNECTED', agent: MAYA }, talked);
const desk = { group: 'Desk', show: 'desk', viewer: STAFF, conversationId: TALK } as const;

function closed(backend: MemoryBackend): void {
  talked(backend);
  const conversation = backend.conversation(TALK);
  const change = { type: 'ConversationChanged', title: conversation.title, actor: MAYA, reason: null } as const;
  backend.append(conversation, { ...change, state: 'CLOSED', satisfaction: null, reopenableUntil: ago(-10_000) }, ago(0.5));
  backend.append(conversation, { ...change, actor: NOOR, state: 'CLOSED', satisfaction: 5, reopenableUntil: ago(-10_000) }, ago(0.2));
}

export const deskScenes: readonly Scene[] = [
  { ...desk, name: 'desk', title: 'A customer waits', seed: queued() },
  { ...desk, name: 'desk-mine', title: 'Talking, with notes', seed: mine },
  { ...desk, name: 'desk-draft', title: 'A drafted reply in the field', seed: mine, act: pressing('Suggest a reply') },
  { ...desk, name: 'desk-saved', title: 'Saved answers', seed: mine, act: pressing('Saved answers') },
  { ...desk, name: 'desk-pass', title: 'Passing on', seed: mine, act: pressing('Pass on') },
  { ...desk, name: 'desk-end', title: 'Ending', seed: mine, act: pressing('End') },
  {
    ...desk,
    name: 'desk-typing',
    title: 'The customer is writing',
    seed: mine,
    act: async ({ backend, settled }) => {
      await settled();
      backend.setLive(TALK, { typing: [NOOR] });
    },
  },
  {
    ...desk,
    name: 'desk-taken',
    title: 'A colleague was faster',
    seed: queued(),
    act: async (stage) => {
      await stage.settled();
      stage.backend.faults.refuseNext = {
        code: 'CLAIMED_BY_OTHER',
        message: 'Jonas Reuter has taken this conversation. Choose another one from the list.',
        retryable: false,
        retryAfterMs: null,
      };
      await pressing('Take this conversation')(stage);
      escalate(stage.backend, stage.backend.conversation(TALK), JONAS, 'CONNECTED', { agent: JONAS });
    },
  },
  {
    ...desk,
    name: 'desk-passed',
    title: 'Passed to oneself',
    seed: queued({ state: 'TRANSFERRING', agent: MAYA, transferReason: 'Maya knows the carrier' }),
  },
  {
    ...desk,
    name: 'desk-passing',
    title: 'Being passed on',
    seed: queued({ state: 'TRANSFERRING', agent: JONAS, transferReason: 'Jonas knows the carrier' }),
  },
  { ...desk, name: 'desk-message-left', title: 'A message was left', seed: queued({ state: 'MESSAGE_LEFT' }) },
  { ...desk, name: 'desk-ended', title: 'Ended and rated', seed: queued({ state: 'ENDED', agent: MAYA }, closed) },
  {
    ...desk,
    name: 'desk-gone',
    title: 'No longer with the team',
    seed: queued(),
    act: async ({ backend, settled }) => {
      await settled();
      backend.withdraw(TALK);
    },
  },
  { ...desk, name: 'desk-case', title: 'Hand-over and notes in a narrow place', seed: mine, act: pressing('Hand-over and notes') },
  { ...desk, name: 'desk-keys', title: 'The keys', seed: mine, act: pressing('Conversation menu', 'Keyboard shortcuts') },
  { ...desk, name: 'desk-queue', title: 'The queue, nothing chosen', conversationId: null, seed: queued() },
  { ...desk, name: 'desk-empty', title: 'No one waits', conversationId: null },
  { ...desk, name: 'desk-off-duty', title: 'Off duty', conversationId: null, viewer: { ...STAFF, presence: 'OFFLINE' }, seed: queued() },
  {
    ...desk,
    name: 'desk-error',
    title: 'The queue could not be loaded',
    conversationId: null,
    seed: (backend) => {
      backend.faults.down = new ChatError('network', 'The server does not answer.');
    },
  },
  { group: 'Desk', show: 'desk', name: 'desk-customer', title: 'For a customer', conversationId: null },
];
