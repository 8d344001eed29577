import { ChatError } from '../../protocol/chat-error.ts';
import type { EscalationState } from '../../protocol/vocabulary.ts';
import { ASSISTANT, type MemoryBackend } from '../../transports/memory.ts';
import { LONG, SHORT, SOURCES } from './answers.ts';
import { ago, CUSTOMER, MAYA, type Scene, STAFF, TALK } from './scene.ts';

const subjects = [
  'Where is order 1042?',
  'Reorder points',
  'Charged twice for invoice 2026-311',
  'Price of a listing changed',
  'Create an API key',
  'Return of two pallets',
  'Import failed at line 214',
  'A very long subject that says more than one line of a narrow list can ever hold',
  'Webhook answers 401',
  'Second warehouse',
];
const others = ['Noor Haddad', 'Tomás Vidal', 'Yuki Tanaka', 'Ben Okafor'].map(
  (name, index) => ({ id: `customer-${index + 2}`, role: 'USER', name, avatarUrl: null }) as const,
);

function escalated(backend: MemoryBackend, id: string, state: EscalationState, minutes: number): void {
  const agent = state === 'CONNECTED' ? MAYA : null;
  backend.append(
    backend.conversation(id),
    {
      type: 'EscalationChanged',
      actor: agent ?? CUSTOMER,
      escalation: {
        id: `escalation-${id}`,
        state,
        handover: null,
        reason: 'Billing',
        requestedBy: 'USER',
        requestedAt: ago(minutes),
        agent,
        transferReason: null,
        opensAt: null,
      },
    },
    ago(minutes),
  );
}

/** `count` conversations; the first ones show what is unusual. */
export function fill(backend: MemoryBackend, count: number, staff = false): void {
  for (let index = count - 1; index >= 0; index -= 1) {
    const minutes = index < 3 ? 4 + index * 22 : index * index * 40;
    const id = index === 0 ? TALK : `talk-${index}`;
    const title = subjects[index % subjects.length] ?? null;
    const customer = staff ? (others[index % others.length] ?? CUSTOMER) : CUSTOMER;
    backend.create({
      id,
      customer,
      title,
      createdAt: ago(minutes + 5),
      read: index % 4 === 1 ? 1 : 100,
      messages: [
        { author: customer, text: title ?? '', at: ago(minutes + 2) },
        index % 3 === 2
          ? { author: MAYA, text: 'I will look into it and write here.', at: ago(minutes) }
          : { author: ASSISTANT, text: index % 2 ? LONG : SHORT, at: ago(minutes) },
      ],
    });
    if (index === 2) escalated(backend, id, 'CONNECTED', minutes);
    if (index === 3 || (staff && index < 2)) escalated(backend, id, 'QUEUED', minutes);
    if (index > 4 && index % 3 === 2) {
      backend.append(
        backend.conversation(id),
        { type: 'ConversationChanged', state: 'CLOSED', title, satisfaction: 5, actor: customer, reason: null, reopenableUntil: null },
        ago(minutes),
      );
    }
  }
}

const REORDER =
  'Open **Stock**, choose the product and enter the level under *Replenishment*. Both products of order 1042 have a supplier, so a purchase order is suggested as soon as the level is reached.';
const list = { group: 'List', show: 'list', conversationId: TALK } as const;

const both = { group: 'Frame', show: 'both', conversationId: TALK } as const;

function sourced(backend: MemoryBackend): void {
  fill(backend, 10);
  const open = backend.conversation(TALK);
  backend.addMessage(open, { author: CUSTOMER, text: 'And how do I set a reorder point for what is in it?', at: ago(3) });
  backend.addMessage(open, { author: ASSISTANT, text: REORDER, sources: SOURCES, at: ago(2) });
}

function slow(backend: MemoryBackend): void {
  backend.faults.latencyMs = 3_600_000;
}
const down =
  (error: ChatError) =>
  (backend: MemoryBackend): void => {
    backend.faults.down = error;
  };

export const listScenes: readonly Scene[] = [
  { ...list, name: 'list-empty', title: 'No conversations yet', conversationId: null },
  { ...list, name: 'list-loading', title: 'Loading', seed: slow },
  { ...list, name: 'list', title: 'List', seed: (backend) => fill(backend, 10) },
  { ...list, name: 'list-compact', title: 'Compact list', look: { density: 'compact' }, seed: (backend) => fill(backend, 10) },
  { ...list, name: 'list-many', title: 'Two hundred conversations', seed: (backend) => fill(backend, 200) },
  { ...list, name: 'list-filtered', title: 'Closed ones only', filter: 'closed', seed: (backend) => fill(backend, 24) },
  { ...list, name: 'list-filtered-empty', title: 'Closed ones only, none there', filter: 'closed', seed: (backend) => fill(backend, 2) },
  { ...list, name: 'list-staff', title: 'As staff see it', viewer: STAFF, seed: (backend) => fill(backend, 10, true) },
  { ...list, name: 'list-error', title: 'Could not be loaded', seed: down(new ChatError('network', 'The server does not answer.')) },
  { ...list, name: 'list-signed-out', title: 'Signed out', seed: down(new ChatError('signed-out', 'The session has ended.')) },
  { ...both, name: 'demo', title: 'List and chat', seed: sourced },
  { ...both, name: 'demo-compact', title: 'List and chat, compact', look: { density: 'compact' }, seed: sourced },
  {
    group: 'Frame',
    show: 'both',
    name: 'demo-list',
    title: 'List, nothing chosen',
    conversationId: null,
    seed: (backend) => fill(backend, 10),
  },
  {
    group: 'Frame',
    show: 'popup',
    name: 'popup',
    title: 'Popup of the floating button',
    conversationId: TALK,
    seed: (backend) => fill(backend, 3),
  },
  { group: 'Frame', show: 'broken', name: 'remote-failed', title: 'The chat broke' },
  { group: 'Frame', show: 'unconnected', name: 'not-connected', title: 'Not connected to a server' },
];
