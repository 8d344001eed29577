import { expect, it } from 'vitest';
import { directionOf } from './direction.ts';

it('the direction is that of the language’s script', () => {
  expect(['en', 'de-CH', 'ar', 'he-IL', 'ur', 'az', 'az-Arab', 'ar-Latn', 'not a tag'].map(directionOf)).toEqual([
    'ltr',
    'ltr',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'rtl',
    'ltr',
    'ltr',
  ]);
});
