import { answerScenes } from './answer-scenes.ts';
import type { Scene, Stage } from './scene.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function found<Found extends HTMLElement>(selector: string): Promise<Found | null> {
  for (let tries = 0; tries < 80; tries += 1) {
    const element = document.querySelector<Found>(`[data-stage] ${selector}`);
    if (element) return element;
    await wait(25);
  }
  return null;
}

/** Opens the search by its key, on every system's, and writes as a person does: React hears of a value that was set by the field's own setter. */
const looking =
  (text: string) =>
  async ({ settled }: Stage): Promise<void> => {
    await settled();
    const composer = await found('textarea');
    for (const held of [{ ctrlKey: true }, { metaKey: true }])
      composer?.dispatchEvent(new KeyboardEvent('keydown', { key: 'f', bubbles: true, cancelable: true, ...held }));
    const field = await found<HTMLInputElement>('section input[type=search]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
    await wait(600);
  };

const history = answerScenes.find(({ name }) => name === 'history') as Scene;

/** Looking for words in a conversation. */
export const findScenes: readonly Scene[] = [
  { ...history, name: 'find', title: 'Words found in the conversation', act: looking('order 1040') },
  { ...history, name: 'find-nothing', title: 'Nothing found in the conversation', act: looking('a word nobody said') },
];
