import { describe, expect, it } from 'vitest';
import { SHOTS } from '../../../scripts/look/named.ts';
import { MemoryBackend } from '../../transports/memory.ts';
import { sceneNamed, scenes } from './scenes.ts';

describe('scenes of the gallery', () => {
  it('have names of their own', () => {
    expect(new Set(scenes.map((scene) => scene.name)).size).toBe(scenes.length);
  });

  it.each(scenes.map((scene) => [scene.name, scene] as const))('%s finds the conversation it shows', (name, scene) => {
    const backend = new MemoryBackend(scene.backend);
    scene.seed?.(backend);
    const missing = typeof scene.conversationId === 'string' && !backend.conversations.has(scene.conversationId);
    const meant = ['not-found', 'list-loading', 'list-error', 'list-signed-out'].includes(name);
    expect(missing).toBe(meant);
  });

  it('cover every named picture', () => {
    for (const shot of SHOTS) expect(scenes.map((scene) => scene.name)).toContain(shot.state);
  });

  it('show the first one for an unknown name', () => {
    expect(sceneNamed('no-such').name).toBe('empty');
  });
});
