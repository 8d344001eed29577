import { describe, expect, it, vi } from 'vitest';
import { fakeEnvironment } from '../../tests/support/fake-environment.ts';
import { createDraftStore, type DraftStore } from './draft-store.ts';
import type { TextStorage } from './environment.ts';

function shelf(): TextStorage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const draftsIn = (storage: TextStorage | null, scope: string): DraftStore =>
  createDraftStore({ environment: fakeEnvironment({ storage }), scope });

describe('drafts', () => {
  it('outlive a reload, for their own person and conversation only', () => {
    const storage = shelf();
    draftsIn(storage, 'scope').write('ada', 'c1', 'half a quest');
    const reloaded = draftsIn(storage, 'scope');
    expect(reloaded.read('ada', 'c1')).toBe('half a quest');
    expect([reloaded.read('ben', 'c1'), reloaded.read('ada', ''), draftsIn(storage, 'other').read('ada', 'c1')]).toEqual(['', '', '']);
  });
  it('F41 leave nothing behind when they are purged', () => {
    const storage = shelf();
    const drafts = draftsIn(storage, 'scope');
    drafts.write('ada', '', 'mine');
    drafts.purge();
    expect(storage.length).toBe(0);
    expect(drafts.read('ada', '')).toBe('');
  });
  it('F49 live in memory when the storage throws or is missing', () => {
    const forbidden = {
      ...shelf(),
      length: 1,
      key: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    for (const storage of [forbidden, null]) {
      const drafts = draftsIn(storage, 'scope');
      drafts.write('ada', 'c1', 'text');
      expect(drafts.read('ada', 'c1')).toBe('text');
    }
  });
  it('tell which conversations have one, and only when that changes', () => {
    const drafts = draftsIn(null, 'scope');
    const told = vi.fn();
    drafts.subscribe(told);
    drafts.write('ada', 'c"1', 'a');
    drafts.write('ada', 'c"1', 'ab');
    expect([...drafts.begun('ada')]).toEqual(['c"1']);
    expect(drafts.begun('ada')).toBe(drafts.begun('ada'));
    expect(drafts.begun('ad')).toEqual(new Set());
    drafts.write('ada', 'c"1', '');
    expect(drafts.begun('ada').size).toBe(0);
    expect(told).toHaveBeenCalledTimes(2);
  });
});
