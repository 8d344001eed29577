import { expect, it, vi } from 'vitest';
import { harmless } from './harmless.ts';

it('gives the same function for the same handler, and for what it has made', () => {
  const handler = (): number => 3;
  const own = harmless('onError', handler);
  expect(harmless('onError', handler)).toBe(own);
  expect(harmless('onError', own)).toBe(own);
  expect(own()).toBe(3);
});

it('what a handler throws is said and ends there', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const error = new Error('of the page');
  const own = harmless('onMessageSend', () => {
    throw error;
  });
  expect(own('a')).toBeUndefined();
  expect(said).toHaveBeenCalledWith('The function the page gave as onMessageSend threw; the chat goes on.', error);
});
