import { fill } from './list-scenes.ts';
import { type Scene, TALK } from './scene.ts';

const frame = {
  group: 'Frame',
  show: 'popup',
  conversationId: TALK,
  seed: (backend) => fill(backend, 3),
} as const satisfies Partial<Scene>;

const OFFER = 'Questions about an order or your stock? Ask, the answer comes at once.';
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Longer than the teaser keeps the page waiting. */
const offered = (): Promise<void> => wait(1_800);

export const launcherScenes: readonly Scene[] = [
  {
    ...frame,
    name: 'launcher',
    title: 'Floating button, unread messages',
    launcher: { open: undefined, unreadCount: 3 },
    act: () => wait(100),
  },
  {
    ...frame,
    name: 'launcher-teaser',
    title: 'Floating button with a teaser',
    launcher: { open: undefined, teaser: OFFER },
    // Looked at anew each time, although people are shown it once per session.
    seed: (backend) => {
      fill(backend, 3);
      globalThis.sessionStorage?.removeItem(`aics-teaser|${OFFER}`);
    },
    act: offered,
  },
  { ...frame, name: 'side-panel', title: 'Side panel of the floating button', launcher: { mode: 'side-panel' } },
  { ...frame, name: 'full-screen', title: 'The chat over the whole screen', launcher: { mode: 'full-screen' } },
];
