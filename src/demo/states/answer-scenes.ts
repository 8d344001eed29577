import type { MessageState, UserError } from '../../protocol/vocabulary.ts';
import { ASSISTANT, type MemoryBackend, type Seed } from '../../transports/memory.ts';
import { CHOICES, CLARIFY, FOLLOW_UPS, HALF, LONG, LONG_FOLLOW_UP, SHORT, SOURCES } from './answers.ts';
import { ago, CUSTOMER, type Scene, TALK } from './scene.ts';

type Said = NonNullable<Seed['messages']>[number];
const asked = (text: string, minutes = 2): Said => ({ author: CUSTOMER, text, at: ago(minutes) });
const told = (text: string, extra: Partial<Said> = {}, minutes = 1): Said => ({
  author: ASSISTANT,
  text,
  at: ago(minutes),
  runId: 'run-told',
  ...extra,
});

/** A conversation with a little history above what the scene is about. */
export function talk(backend: MemoryBackend, title: string, ...messages: Said[]): void {
  backend.create({ id: TALK, customer: CUSTOMER, title, createdAt: ago(30), messages, read: 100 });
  backend.runs.set('run-told', { conversationId: TALK, messageId: backend.conversation(TALK).messages.at(-1)?.id ?? '', stopped: false });
}

export const STOCK = 'Reorder points';
const before: Said[] = [asked('Where is order 1042?', 26), told(SHORT, { sources: SOURCES.slice(1, 2) }, 25)];
const question = asked('How do I set a reorder point?');

function ended(name: string, title: string, state: MessageState, error: UserError | null): Scene {
  return {
    name,
    group: 'Answer',
    title,
    show: 'chat',
    conversationId: TALK,
    seed: (backend) => talk(backend, STOCK, ...before, question, told(state === 'FAILED' ? '' : HALF, { state, error })),
  };
}

/** An answer being written: in each it stays where it is, except in the one that streams on. */
function open(name: string, title: string, begin: (write: ReturnType<MemoryBackend['beginAnswer']>) => void): Scene {
  return {
    name,
    group: 'Answer',
    title,
    show: 'chat',
    conversationId: TALK,
    seed: (backend) => {
      talk(backend, STOCK, ...before, question);
      begin(backend.beginAnswer(TALK));
    },
  };
}

const answered = (name: string, title: string, ...messages: Said[]): Scene => ({
  name,
  group: 'Answer',
  title,
  show: 'chat',
  conversationId: TALK,
  seed: (backend) => talk(backend, STOCK, ...messages),
});

const fault = (code: UserError['code'], message: string): UserError => ({ code, message, retryable: true, retryAfterMs: null });
const words = LONG.match(/\S+\s*|\s+/gu) ?? [];

export const answerScenes: readonly Scene[] = [
  { name: 'empty', group: 'Beginning', title: 'New conversation', show: 'chat', conversationId: null },
  {
    name: 'empty-welcome',
    group: 'Beginning',
    title: 'New, with the host’s welcome',
    show: 'chat',
    conversationId: null,
    suggestedMessage: 'Where is order 1042?',
    welcomeMessage: 'Welcome to Berg Trading. Ask about stock, orders and returns.',
  },
  {
    name: 'loading',
    group: 'Beginning',
    title: 'Loading a conversation',
    show: 'chat',
    conversationId: TALK,
    seed: (backend) => {
      talk(backend, STOCK, ...before);
      backend.faults.latencyMs = 3_600_000;
    },
  },
  answered('short', 'Short answer', ...before),
  open('thinking', 'Thinking', () => undefined),
  open('tool-step', 'A step with a name', (answer) => answer.tool('Looking up order 1042', 'STARTED')),
  open('writing', 'Writing', (answer) => answer.write(HALF)),
  {
    ...open('streaming', 'Writing on and on', () => undefined),
    seed: (backend) => talk(backend, STOCK, ...before, question),
    act: async ({ backend, settled }) => {
      await settled();
      const answer = backend.beginAnswer(TALK);
      let next = 0;
      const timer = setInterval(() => {
        answer.write(words.slice(next, next + 2).join(''));
        next += 2;
        if (next < words.length) return;
        clearInterval(timer);
        void answer.finish('COMPLETED', { sources: SOURCES });
      }, 40);
    },
  },
  answered('long', 'Long answer with table, code and list', question, told(LONG, { sources: SOURCES.slice(0, 1) })),
  answered(
    'sources',
    'Sources',
    ...before,
    question,
    told('Open **Stock**, choose the product and enter the level under *Replenishment*.', { sources: SOURCES }),
  ),
  answered(
    'suggestions',
    'Suggested replies',
    asked('Where is order 1042?'),
    told(SHORT, { sources: SOURCES.slice(1, 2), suggestions: [...FOLLOW_UPS, LONG_FOLLOW_UP] }),
  ),
  answered('clarify', 'Asks back with choices', ...before, asked('How do I delete it?'), told(CLARIFY, { suggestions: CHOICES })),
  ended('stopped', 'Stopped', 'STOPPED', null),
  ended('truncated', 'Cut at its limit', 'TRUNCATED', null),
  ended('failed', 'Failed', 'FAILED', fault('UNAVAILABLE', 'The model did not answer.')),
  ended('interrupted', 'Interrupted', 'INTERRUPTED', fault('UNAVAILABLE', 'The answer was interrupted.')),
  {
    name: 'history',
    group: 'Answer',
    title: 'A long history, over days',
    show: 'chat',
    conversationId: TALK,
    seed: (backend) => {
      const rounds = Array.from({ length: 24 }, (_, index) => [
        asked(`Where is order ${1020 + index}?`, 4_400 - index * 180),
        told(SHORT.replace('1042', String(1020 + index)), {}, 4_399 - index * 180),
      ]);
      talk(backend, 'Many orders', ...rounds.flat());
    },
  },
];
