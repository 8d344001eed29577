/** What every target of releases must do, whatever it is made of. */
import { describe, expect, it } from 'vitest';
import type { ReleaseTarget } from './target.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** @param open the same target twice gives the same place; `fresh` an empty one. */
export function describeTarget(name: string, fresh: () => Promise<() => ReleaseTarget>): void {
  describe(`release target: ${name}`, () => {
    it('shows a version only once it is published, and then all of it', async () => {
      const open = await fresh();
      const upload = await open().upload('1.0.0');
      await upload.put('react/a.js', bytes('a'));
      expect(await open().version('1.0.0')).toBeNull();
      await upload.put('integrity.json', bytes('{}'));
      expect((await upload.names()).sort()).toEqual(['integrity.json', 'react/a.js']);
      await upload.publish();
      const there = await open().version('1.0.0');
      expect((await there?.names())?.sort()).toEqual(['integrity.json', 'react/a.js']);
      expect(Buffer.from((await there?.read('react/a.js')) ?? []).toString()).toBe('a');
    });

    it('never changes a version that is there', async () => {
      const open = await fresh();
      const [first, second] = [await open().upload('1.0.0'), await open().upload('1.0.0')];
      await first.put('a.js', bytes('first'));
      await second.put('a.js', bytes('second'));
      await first.publish();
      await expect(second.publish()).rejects.toThrow();
      expect(Buffer.from((await (await open().version('1.0.0'))?.read('a.js')) ?? []).toString()).toBe('first');
    });

    it('leaves nothing of what was discarded', async () => {
      const open = await fresh();
      const upload = await open().upload('1.0.0');
      await upload.put('a.js', bytes('a'));
      await upload.discard();
      expect(await open().version('1.0.0')).toBeNull();
      await expect(upload.publish()).rejects.toThrow();
    });

    it('replaces the registry only if it is the one that was seen', async () => {
      const open = await fresh();
      expect(await open().registry()).toBeNull();
      expect(await open().swapRegistry('other', 'one')).toBe(false);
      expect(await open().swapRegistry(null, 'one')).toBe(true);
      expect(await open().swapRegistry(null, 'two')).toBe(false);
      expect(await open().swapRegistry('one', 'two')).toBe(true);
      expect(await open().registry()).toBe('two');
    });

    it('lets one of many at once win', async () => {
      const open = await fresh();
      await open().swapRegistry(null, 'start');
      const won = await Promise.all(Array.from({ length: 12 }, (_, index) => open().swapRegistry('start', `by ${index}`)));
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await open().registry()).toBe(`by ${won.indexOf(true)}`);
    });

    it('is told its headers as often as one likes, and neither version nor registry changes by it', async () => {
      const open = await fresh();
      await open().writeHeaders();
      expect(await open().registry()).toBeNull();
      const upload = await open().upload('1.0.0');
      await upload.put('a.js', bytes('a'));
      await upload.publish();
      await open().swapRegistry(null, 'one');
      await Promise.all([open().writeHeaders(), open().writeHeaders()]);
      expect(await open().registry()).toBe('one');
      expect(await (await open().version('1.0.0'))?.names()).toEqual(['a.js']);
    });
  });
}
