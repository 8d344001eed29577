// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Escalation, EscalationState } from '../protocol/vocabulary.ts';
import { ScopedRoot } from '../ui/index.ts';
import { QueueVoice } from './queue-voice.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const escalation = (state: EscalationState): Escalation => ({
  id: 'e1',
  state,
  handover: null,
  reason: null,
  requestedBy: 'USER',
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
});

function voice(queuePosition: number | null, state: EscalationState = 'QUEUED') {
  const tree = (position: number | null, now: EscalationState, etaSeconds: number | null = null) => (
    <ScopedRoot>
      <QueueVoice escalation={escalation(now)} live={{ queuePosition: position, etaSeconds, overdue: false }} />
    </ScopedRoot>
  );
  const view = render(tree(queuePosition, state));
  const region = view.container.querySelector('[aria-live]');
  return {
    region,
    said: (): string => region?.textContent ?? '',
    move: (position: number | null, now: EscalationState = 'QUEUED', eta: number | null = null) => view.rerender(tree(position, now, eta)),
  };
}

describe('the place in line, read aloud', () => {
  it('is said politely when one comes into the line, in a region that was there before', () => {
    const { region, said, move } = voice(null, 'AI');
    expect(region?.getAttribute('aria-live')).toBe('polite');
    expect(said()).toBe('');
    move(3, 'QUEUED', 720);
    expect(said()).toBe('You are number 3 in line, about 12 minutes');
  });
  it('is not said where it stood so when the conversation was opened', () => {
    const { said, move } = voice(2);
    expect(said()).toBe('');
    move(1);
    expect(said()).toBe('You are number 1 in line');
  });
  it('is said at most once in ten seconds, and then as it is by now', () => {
    const { said, move } = voice(null, 'AI');
    move(5);
    act(() => vi.advanceTimersByTime(1_000));
    move(4);
    act(() => vi.advanceTimersByTime(4_000));
    move(3);
    expect(said()).toBe('You are number 5 in line');
    act(() => vi.advanceTimersByTime(4_900));
    expect(said()).toBe('You are number 5 in line');
    act(() => vi.advanceTimersByTime(200));
    expect(said()).toBe('You are number 3 in line');
  });
  it('is not said again for another estimate of the same place', () => {
    const { said, move } = voice(null, 'AI');
    move(2, 'QUEUED', 480);
    act(() => vi.advanceTimersByTime(11_000));
    move(2, 'QUEUED', 240);
    act(() => vi.advanceTimersByTime(11_000));
    expect(said()).toBe('You are number 2 in line, about 8 minutes');
  });
  it('is silent once the waiting ended', () => {
    const { said, move } = voice(null, 'AI');
    move(1);
    move(null, 'CONNECTED');
    expect(said()).toBe('');
    act(() => vi.advanceTimersByTime(20_000));
    expect(said()).toBe('');
  });
});
