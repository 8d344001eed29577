/**
 * Conversations worth looking at on the first start. They are made by the same commands as any other, through a backend of their own
 * whose clock stands in the past and whose answers are written here: so they are real events with real numbers and hashes.
 */
import { randomUUID } from 'node:crypto';
import { demoIdentity } from '../auth/demo.ts';
import { type Backend, defaultLimits, type Identity, type Logger } from '../conversations/api.ts';
import { createBackend } from '../conversations/backend.ts';
import type { Database } from '../db/database.ts';
import type { Scene, ScriptedAnswer, Step } from './scene.ts';
import { scenes } from './scenes.ts';
import { createScriptedResponder } from './scripted-responder.ts';

const MINUTE = 60_000;
/** Mara counts as on duty for so long after the seeding, so that the waiting conversation waits in a queue; her desk takes over from there. */
const ON_DUTY_MS = 12 * 60 * MINUTE;
const ANSWER_WITHIN_MS = 20_000;

/** @returns false, having done nothing, when there is any conversation already. */
export async function seedDemo(database: Database, logger: Logger, now: number = Date.now()): Promise<boolean> {
  const existing = await database.query('SELECT 1 FROM conversations LIMIT 1');
  if (existing.length > 0) return false;
  let time = now;
  const answers = new Map<string, ScriptedAnswer>();
  for (const step of scenes.flatMap((scene) => scene.steps)) if (step.do === 'ask' && step.answer) answers.set(step.text, step.answer);
  const backend = await createBackend({
    database,
    responder: createScriptedResponder(answers, () => {
      time += 300;
    }),
    limits: { ...defaultLimits, retentionMs: null, coalesceMs: 1, messagesPerMinute: 1000, staffMessagesPerMinute: 1000 },
    clock: () => time,
    logger,
  });
  try {
    const stage: Stage = {
      backend,
      who: (name) => demoIdentity(name, time),
      wait: (minutes) => {
        time += minutes * MINUTE;
      },
    };
    const keepOnDuty = async (): Promise<void> => {
      time = now + ON_DUTY_MS;
      await backend.setPresence(stage.who('mara'), 'ONLINE');
    };
    for (const scene of scenes) {
      await keepOnDuty();
      time = now - scene.minutesAgo * MINUTE;
      await play(scene, stage);
    }
    await keepOnDuty();
  } finally {
    await backend.shutdown(0);
  }
  return true;
}

interface Stage {
  readonly backend: Backend;
  who(name: string): Identity;
  wait(minutes: number): void;
}

async function play(scene: Scene, stage: Stage): Promise<void> {
  const customer = stage.who(scene.customer);
  const id: string = randomUUID();
  for (const [index, step] of scene.steps.entries()) {
    if ('after' in step) stage.wait(step.after);
    const done = index === 0 ? await open(scene, step, id, customer, stage) : await perform(step, id, customer, stage);
    if (done.error) throw new Error(`The seed's step "${step.do}" was refused: ${done.error.message}`);
    if (step.do === 'ask' && step.answer) await answered(stage.backend, customer, id);
  }
}

interface Done {
  readonly error: { readonly message: string } | null;
}

function open(scene: Scene, step: Step, id: string, customer: Identity, { backend }: Stage): Promise<Done> {
  if (step.do !== 'ask') throw new Error('A scene begins with a question.');
  const context = scene.context?.map((item) => ({ ...item }));
  return backend.startConversation(customer, {
    clientConversationId: id,
    firstMessage: { clientMessageId: randomUUID(), text: step.text },
    ...(context === undefined ? {} : { context }),
  });
}

async function perform(step: Step, conversationId: string, customer: Identity, { backend, who }: Stage): Promise<Done> {
  const request = { conversationId, clientRequestId: randomUUID() };
  switch (step.do) {
    case 'ask':
      return backend.sendMessage(customer, { conversationId, clientMessageId: randomUUID(), text: step.text });
    case 'reply':
      return backend.sendMessage(who(step.by), { conversationId, clientMessageId: randomUUID(), text: step.text });
    case 'want-person': {
      const draft = await backend.handoverDraft(customer, conversationId);
      const handover = draft && { summary: draft.summary, items: draft.items.map(({ key, value }) => ({ key, value })) };
      return backend.requestHuman(customer, { ...request, reason: step.reason, handover });
    }
    case 'claim':
      return backend.claimConversation(who(step.by), request);
    case 'close':
      return backend.closeConversation(who(step.by), request);
    case 'rate':
      return backend.rateConversation(customer, { ...request, score: step.score, comment: step.comment });
    case 'rate-answer':
      return backend.rateMessage(customer, {
        messageId: await newestAnswer(backend, customer, conversationId),
        clientRequestId: randomUUID(),
        rating: step.rating,
      });
    case 'read': {
      const conversation = await backend.conversation(customer, conversationId, 1);
      return backend.markRead(customer, conversationId, conversation?.head.seq ?? 0);
    }
  }
}

async function newestAnswer(backend: Backend, customer: Identity, id: string): Promise<string> {
  const conversation = await backend.conversation(customer, id, 10);
  const answer = conversation?.messages.findLast((message) => message.author.role === 'ASSISTANT');
  if (!answer) throw new Error('The seed rates an answer that is not there.');
  return answer.id;
}

/** Resolves when the newest answer has ended. */
async function answered(backend: Backend, customer: Identity, id: string): Promise<void> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  while (Date.now() < deadline) {
    const conversation = await backend.conversation(customer, id, 1);
    const last = conversation?.messages.at(-1);
    if (last?.author.role === 'ASSISTANT' && last.state === 'COMPLETED') return;
    await backend.waitForEvents(id, conversation?.head.seq ?? 0, signal, 200);
  }
  throw new Error('The seed waited for an answer that did not come.');
}
