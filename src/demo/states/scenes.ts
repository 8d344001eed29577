import { answerScenes } from './answer-scenes.ts';
import { deskScenes } from './desk-scenes.ts';
import { extremeScenes } from './extreme-scenes.ts';
import { findScenes } from './find-scenes.ts';
import { hostScenes } from './host-scenes.tsx';
import { launcherScenes } from './launcher-scenes.ts';
import { lineScenes } from './line-scenes.ts';
import { listActionScenes } from './list-action-scenes.ts';
import { listScenes } from './list-scenes.ts';
import { messageScenes } from './message-scenes.ts';
import { personScenes } from './person-scenes.ts';
import type { Scene } from './scene.ts';

/** Every state the chat can be in, in the order of a conversation's life. */
export const scenes: readonly Scene[] = [
  ...answerScenes,
  ...messageScenes,
  ...findScenes,
  ...lineScenes,
  ...personScenes,
  ...listScenes,
  ...listActionScenes,
  ...deskScenes,
  ...launcherScenes,
  ...hostScenes,
  ...extremeScenes,
];

/** The scene of that name; the first one when there is none. */
export function sceneNamed(name: string | null): Scene {
  const found = scenes.find((scene) => scene.name === name) ?? scenes[0];
  if (!found) throw new Error('The gallery has no scenes.');
  return found;
}
