import { ASSISTANT } from '../../transports/memory.ts';
import { STOCK, talk } from './answer-scenes.ts';
import { FOLLOW_UPS, HALF, SHORT, SOURCES } from './answers.ts';
import { ago, CUSTOMER, type Scene, TALK } from './scene.ts';

const base = { group: 'Answer', show: 'chat', conversationId: TALK } as const;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const QUESTION = 'How do I set a reorder point?';
const ANSWER = 'Open **Stock**, choose the product and enter the level under *Replenishment*. The next check runs within 15 minutes.';

/** Presses what is in the page, as the reader would; looks into shadow trees as well. */
async function press(selector: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    const found = document.querySelector<HTMLElement>(`[data-stage] ${selector}`);
    if (found) return found.click();
    await wait(25);
  }
}

const answered: NonNullable<Scene['seed']> = (backend) =>
  talk(
    backend,
    STOCK,
    { author: CUSTOMER, text: 'Where is order 1042?', at: ago(6) },
    { author: ASSISTANT, text: SHORT, at: ago(5), sources: SOURCES.slice(1, 2) },
    { author: CUSTOMER, text: QUESTION, at: ago(2) },
    { author: ASSISTANT, text: ANSWER, at: ago(1), sources: SOURCES, suggestions: FOLLOW_UPS.slice(0, 2) },
  );

/** What can be done with a message. */
export const messageScenes: readonly Scene[] = [
  {
    ...base,
    name: 'source-card',
    title: 'A source, opened',
    seed: answered,
    act: async ({ settled }) => {
      await settled();
      await press('[aria-label="Sources"] a[href*="reorder-points"]');
    },
  },
  {
    ...base,
    name: 'reason',
    title: 'Why the thumb went down',
    seed: answered,
    act: async ({ settled }) => {
      await settled();
      const thumbs = document.querySelectorAll<HTMLElement>('[data-stage] button[aria-label="Poor answer"]');
      [...thumbs].at(-1)?.click();
    },
  },
  {
    ...base,
    name: 'attempts',
    title: 'The second of two attempts',
    seed: (backend) => {
      answered(backend);
      const message = backend.conversation(TALK).messages.at(-1);
      if (!message) return;
      backend.attempts.set(message.id, [{ attempt: 1, text: HALF, state: 'STOPPED', sources: [] }]);
      Object.assign(message, { attempt: 2 });
    },
  },
  {
    ...base,
    name: 'unread',
    title: 'While you were away',
    seed: (backend) => {
      backend.create({
        id: TALK,
        customer: CUSTOMER,
        title: STOCK,
        createdAt: ago(90),
        read: 2,
        messages: [
          { author: CUSTOMER, text: 'Where is order 1042?', at: ago(80) },
          { author: ASSISTANT, text: 'Order **1042** is being packed. I will write here when it leaves.', at: ago(79) },
          { author: ASSISTANT, text: SHORT, at: ago(12), sources: SOURCES.slice(1, 2) },
          { author: ASSISTANT, text: 'It was handed over in Utrecht and is on its way to you.', at: ago(2) },
        ],
      });
    },
  },
  {
    ...base,
    group: 'Sending',
    name: 'waiting-messages',
    title: 'Two messages wait for the answer',
    seed: (backend) => {
      talk(backend, STOCK, { author: CUSTOMER, text: QUESTION, at: ago(1) });
      backend.beginAnswer(TALK).write(HALF);
    },
    act: async ({ commands, settled }) => {
      await settled();
      for (const text of ['And for two warehouses at once?', 'Is there an import for it?'])
        commands.send(TALK, text).conversationId.catch(() => undefined);
    },
  },
];
