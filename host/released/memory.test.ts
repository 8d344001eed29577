import { expect, it } from 'vitest';
import { createMemory, type ReleaseStorage } from './memory.ts';

function storage(): ReleaseStorage & { full: boolean } {
  const items = new Map<string, string>();
  return {
    full: false,
    getItem: (key) => items.get(key) ?? null,
    setItem(key, value) {
      if (this.full) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

it('keeps what another tab has learnt since: a later registry, what ran well, and what did not', () => {
  const shared = storage();
  const [one, other] = [createMemory(shared, 'r'), createMemory(shared, 'r')];
  one.write({ text: 'six', serial: 6 });
  other.write({ text: 'seven', serial: 7, good: '0.2.0', bad: { a: 10 }, times: { a: 1 } });
  one.write({ bad: { ...one.read().bad, b: 20 } });
  for (const memory of [one, other, createMemory(shared, 'r')])
    expect(memory.read()).toEqual({ text: 'seven', serial: 7, good: '0.2.0', bad: { a: 10, b: 20 }, times: { a: 1 } });
});

it('takes no earlier registry in place of a later one, whoever writes it', () => {
  const shared = storage();
  const [one, other] = [createMemory(shared, 'r'), createMemory(shared, 'r')];
  one.write({ text: 'eight', serial: 8 });
  other.write({ text: 'seven', serial: 7, good: '0.1.0' });
  expect(other.read()).toMatchObject({ text: 'eight', serial: 8, good: '0.1.0' });
  shared.setItem('r', JSON.stringify({ text: 'one', serial: 1 }));
  expect(one.read()).toMatchObject({ text: 'eight', serial: 8 });
});

it('forgets what is taken out of it, for all tabs', () => {
  const shared = storage();
  const [one, other] = [createMemory(shared, 'r'), createMemory(shared, 'r')];
  one.write({ good: '0.2.0', bad: { a: 10 } });
  expect(other.read()).toMatchObject({ good: '0.2.0', bad: { a: 10 } });
  one.write({ good: null, bad: {} });
  expect(other.read()).toMatchObject({ good: null, bad: {} });
});

it('holds for the page where nothing can be stored, and what is no record is none', () => {
  const shared = storage();
  shared.setItem('r', '{"text":7,"serial":"x","bad":{"a":"soon"},"good":[]}');
  const memory = createMemory(shared, 'r');
  expect(memory.read()).toEqual({ text: null, serial: 0, good: null, bad: {}, times: {} });
  shared.full = true;
  memory.write({ text: 'six', serial: 6, good: '0.2.0', bad: { a: 10 } });
  expect(memory.read()).toMatchObject({ text: 'six', serial: 6, good: '0.2.0', bad: { a: 10 } });
  const without = createMemory(null, 'r');
  without.write({ good: '0.1.0' });
  expect(without.read().good).toBe('0.1.0');
});
