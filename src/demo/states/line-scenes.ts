import { ChatError } from '../../protocol/chat-error.ts';
import type { UserError } from '../../protocol/vocabulary.ts';
import { ASSISTANT } from '../../transports/memory.ts';
import { STOCK, talk } from './answer-scenes.ts';
import { LONG, SHORT } from './answers.ts';
import { ago, CUSTOMER, MAYA, type Scene, type Stage, TALK } from './scene.ts';

const base = { show: 'chat', conversationId: TALK } as const;
const seed: NonNullable<Scene['seed']> = (backend) =>
  talk(backend, STOCK, { author: CUSTOMER, text: 'Where is order 1042?', at: ago(6) }, { author: ASSISTANT, text: SHORT, at: ago(5) });
const QUESTION = 'And how do I set a reorder point for it?';

/** Sends one message after the line was made as the scene wants it. */
function sending(prepare: (stage: Stage) => void): NonNullable<Scene['act']> {
  return async (stage) => {
    await stage.settled();
    prepare(stage);
    // What becomes of it is what the scene shows.
    stage.commands.send(TALK, QUESTION).conversationId.catch(() => undefined);
  };
}
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
function slowly({ backend }: Stage): void {
  backend.faults.latencyMs = 3_600_000;
}
const refused = (error: UserError) =>
  sending(({ backend }) => {
    backend.faults.refuseNext = error;
  });

/** The line breaks, and is looked at so many milliseconds later. */
function broken(ms: number, online: boolean): NonNullable<Scene['act']> {
  return async ({ backend, environment, settled }) => {
    await settled();
    backend.faults.down = new ChatError('network', 'The server does not answer.');
    environment.setOnline(online);
    backend.dropFeeds();
    await wait(ms);
  };
}
const down =
  (error: ChatError): NonNullable<Scene['seed']> =>
  (backend) => {
    seed(backend);
    backend.faults.down = error;
  };

export const lineScenes: readonly Scene[] = [
  { ...base, name: 'sending', group: 'Sending', title: 'Sending', seed, act: sending(slowly) },
  {
    ...base,
    name: 'not-sent',
    group: 'Sending',
    title: 'Not sent: refused',
    seed,
    act: refused({
      code: 'INVALID_INPUT',
      message: 'Messages may not be longer than 4,000 characters.',
      retryable: false,
      retryAfterMs: null,
    }),
  },
  {
    ...base,
    name: 'rate-limited',
    group: 'Sending',
    title: 'Too many messages, counting down',
    seed,
    act: refused({ code: 'RATE_LIMITED', message: 'Too many messages.', retryable: true, retryAfterMs: 24_000 }),
  },
  {
    ...base,
    name: 'too-long',
    group: 'Sending',
    title: 'Too long, with a counter',
    seed,
    suggestedMessage: LONG.repeat(8).slice(0, 8_040),
  },
  { ...base, name: 'storage-off', group: 'Sending', title: 'No storage in this browser', seed, storage: 'off' },
  { ...base, name: 'reconnecting', group: 'Line', title: 'Reconnecting', seed, act: broken(2_300, true) },
  {
    ...base,
    name: 'offline',
    group: 'Line',
    title: 'Offline, with an unsent message',
    seed,
    act: async (stage) => {
      await broken(2_300, false)(stage);
      stage.commands.send(TALK, QUESTION).conversationId.catch(() => undefined);
    },
  },
  { ...base, name: 'server-away', group: 'Line', title: 'The server is away', seed, act: broken(10_300, true) },
  {
    ...base,
    name: 'unreachable',
    group: 'Line',
    title: 'The server was never reached',
    seed: down(new ChatError('network', 'The server does not answer.')),
    act: () => wait(10_300),
  },
  { ...base, name: 'signed-out', group: 'Line', title: 'Signed out', seed: down(new ChatError('signed-out', 'The session has ended.')) },
  {
    ...base,
    name: 'refused',
    group: 'Line',
    title: 'Access refused',
    seed: down(new ChatError('refused', 'This account may not open the chat.', { code: 'FORBIDDEN' })),
  },
  { ...base, name: 'not-found', group: 'Line', title: 'Conversation not found', conversationId: 'not-here', seed },
  {
    ...base,
    name: 'closed',
    group: 'Line',
    title: 'Closed',
    seed: (backend) => {
      seed(backend);
      close(backend, 4);
    },
  },
  {
    ...base,
    name: 'closed-elsewhere',
    group: 'Line',
    title: 'Closed elsewhere while writing',
    seed,
    suggestedMessage: QUESTION,
    act: async ({ backend, settled }) => {
      await settled();
      close(backend, null);
    },
  },
];

function close(backend: Stage['backend'], satisfaction: number | null): void {
  const conversation = backend.conversation(TALK);
  const common = { type: 'ConversationChanged', state: 'CLOSED', title: STOCK, reason: null, reopenableUntil: ago(-7 * 1_440) } as const;
  backend.append(conversation, { ...common, satisfaction: null, actor: satisfaction === null ? MAYA : CUSTOMER }, ago(3));
  if (satisfaction !== null) backend.append(conversation, { ...common, satisfaction, actor: CUSTOMER }, ago(2));
}
