import { beforeEach, expect, it, vi } from 'vitest';

let parts: typeof import('./parts.ts');
beforeEach(async () => {
  vi.resetModules();
  parts = await import('./parts.ts');
});

it('tells of each fetch, of the latest before too, until one leaves', async () => {
  const told: string[] = [];
  const bring = parts.neededPart('said', async () => 'code');
  await bring();
  const leave = parts.onPart((part) => told.push(part));
  expect(await bring()).toBe('code');
  await parts.tellPart('AIChatInterface', Promise.resolve(1));
  expect(told).toEqual(['said', 'said', 'AIChatInterface']);
  leave();
  await bring();
  expect(told).toHaveLength(3);
});

it('is whole once all that is needed is there: what failed is fetched again, what is only told of is not', async () => {
  let there = false;
  const bring = vi.fn(async () => {
    if (!there) throw new Error('ChunkLoadError');
    return 'code';
  });
  await expect(parts.whole()).resolves.toBeUndefined();
  parts.neededPart('carriers', bring);
  void parts.tellPart('AgentDesk', new Promise(() => {}));
  await expect(parts.whole()).rejects.toThrow('ChunkLoadError');
  there = true;
  const later = vi.fn(async () => 'more code');
  parts.neededPart('said', async () => void parts.neededPart('marked', later));
  await expect(parts.whole()).resolves.toBeUndefined();
  expect(bring).toHaveBeenCalledTimes(2);
  expect(later).toHaveBeenCalledOnce();
});
