import { fill } from './list-scenes.ts';
import { type Scene, type Stage, TALK } from './scene.ts';

const list = { group: 'List', show: 'list', conversationId: TALK, seed: (backend) => fill(backend, 10) } as const satisfies Partial<Scene>;

const ROW = `[data-stage] [data-row="talk-1"]`;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Presses, in the list that is shown, one thing after the other; each may take a moment to come. */
const press =
  (...selectors: readonly string[]) =>
  async ({ settled }: Stage): Promise<void> => {
    await settled();
    for (const selector of selectors) {
      for (let tries = 0; tries < 40 && !document.querySelector(selector); tries += 1) await wait(25);
      document.querySelector<HTMLElement>(selector)?.click();
      await wait(50);
    }
  };

export const listActionScenes: readonly Scene[] = [
  { ...list, name: 'list-search', title: 'Search, with what was found', search: 'order' },
  { ...list, name: 'list-search-empty', title: 'Search, nothing found', search: 'zeppelin', filter: 'open' },
  {
    ...list,
    name: 'list-drafts',
    title: 'Drafts',
    drafts: { 'talk-1': 'And can I set one level for **all** warehouses at once?', 'talk-4': 'Thanks, one more question' },
  },
  { ...list, name: 'list-menu', title: 'Menu of a row', act: press(`${ROW} [data-row-menu]`) },
  { ...list, name: 'list-rename', title: 'Renaming in place', act: press(`${ROW} [data-row-menu]`, '[data-stage] [role=menu] button') },
  {
    ...list,
    name: 'list-closed-undo',
    title: 'Closed from the row, can be undone',
    act: press(`${ROW} [data-row-menu]`, '[data-stage] [role=menu] button:last-child'),
  },
];
