import { describe, expect, it, vi } from 'vitest';
import { english, type TextKey } from './catalogue.ts';
import { datesFor, regional } from './dates.ts';
import { translator } from './translate.ts';

const t = translator(english, 'en');

describe('translator', () => {
  it('fills places and leaves a missing one visible', () => {
    expect(t('empty.greeting', { name: 'Ada' })).toBe('Hello, Ada');
    expect(t('empty.greeting')).toBe('Hello, {name}');
  });
  it('chooses the form by count and writes numbers in the language’s way', () => {
    expect(t('composer.left', { count: 1 })).toBe('1 character left');
    expect(t('composer.left', { count: 1200 })).toBe('1,200 characters left');
  });
  it('does not read parameters from the prototype (H48)', () => {
    expect(translator({ ...english, 'chat.title': '{constructor}' }, 'en')('chat.title')).toBe('{constructor}');
  });
  it('has no empty text', () => {
    for (const key of Object.keys(english) as TextKey[]) {
      const entry = english[key];
      expect(typeof entry === 'string' ? entry : entry.one + entry.other, key).not.toBe('');
    }
  });
});

describe('datesFor', () => {
  const dates = datesFor('en', t, () => new Date(2026, 10, 22, 12));
  it('names today, yesterday and other days', () => {
    expect(dates.day(new Date(2026, 10, 22, 1).toISOString())).toBe('Today');
    expect(dates.day(new Date(2026, 10, 21, 23).toISOString())).toBe('Yesterday');
    expect(dates.day(new Date(2026, 10, 1).toISOString())).toContain('November');
    expect(dates.day(new Date(2024, 10, 1).toISOString())).toContain('2024');
  });
  it('writes times as the reader’s own region does where the locale names none', () => {
    const late = new Date(2026, 10, 22, 22, 25).toISOString();
    expect(datesFor(regional('en', ['de-DE', 'en-GB', 'en-US']), t).time(late)).toBe('22:25');
    expect(datesFor(regional('en-US', ['en-GB']), t).time(late)).toMatch(/^10:25/u);
    expect(regional('fr', ['en-GB', 'nonsense-', 'fr'])).toBe('fr');
    expect(regional('no tag', ['en-GB'])).toBe('no tag');
  });
  it('survives an instant that is none', () => expect(dates.time('nonsense')).not.toBe(''));
});

it('makes no formatter before something is written with it', () => {
  const made: string[] = [];
  const counted = new Proxy(Intl, {
    get: (all, name: keyof typeof Intl) =>
      new Proxy(all[name] as typeof Intl.NumberFormat, {
        construct(target, given) {
          made.push(name);
          return Reflect.construct(target, given) as object;
        },
      }),
  });
  vi.stubGlobal('Intl', counted);
  try {
    const text = translator(english, 'en');
    const dates = datesFor('en', text);
    expect(text('launcher.open')).toBe('Open chat');
    expect(made).toEqual([]);
    expect(text('launcher.unread', { count: 2 })).toBe('Open chat, 2 unread messages');
    expect(text('launcher.unread', { count: 3 })).toBe('Open chat, 3 unread messages');
    dates.time(new Date(2026, 10, 22).toISOString());
    expect(made).toEqual(['PluralRules', 'NumberFormat', 'DateTimeFormat']);
  } finally {
    vi.unstubAllGlobals();
  }
});
