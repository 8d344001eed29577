// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { english, translator } from '../i18n/index.ts';
import type { ConversationChanged, Escalation, EscalationChanged, EscalationState, Participant } from '../protocol/vocabulary.ts';
import { ScopedRoot } from '../ui/index.ts';
import { EscalationBanner, type EscalationBannerProps } from './banner.tsx';
import { transitionLines } from './describe.ts';
import { HandoverPanel } from './handover-panel.tsx';

const maya: Participant = { id: 'g', role: 'AGENT', name: 'Maya', avatarUrl: null };
const escalation = (state: EscalationState, extra: Partial<Escalation> = {}): Escalation => ({
  id: state === 'AI' ? null : 'e1',
  state,
  handover: null,
  reason: 'low confidence',
  requestedBy: 'ASSISTANT',
  requestedAt: null,
  agent: state === 'CONNECTED' ? maya : null,
  transferReason: null,
  opensAt: null,
  ...extra,
});
afterEach(cleanup);

function banner(state: EscalationState, extra: Partial<EscalationBannerProps> = {}): EscalationBannerProps {
  const props: EscalationBannerProps = {
    escalation: escalation(state),
    live: { queuePosition: null, etaSeconds: null, overdue: false },
    staffId: null,
    onAsk: vi.fn(),
    onReturn: vi.fn(),
    onLeaveMessage: vi.fn(),
    onClaim: vi.fn(),
    ...extra,
  };
  render(
    <ScopedRoot>
      <EscalationBanner {...props} />
    </ScopedRoot>,
  );
  return props;
}

describe('the banner', () => {
  it('asks for consent when the assistant suggests a person', async () => {
    const props = banner('REQUESTED');
    await userEvent.click(screen.getByRole('button', { name: 'Talk to a person' }));
    expect(props.onAsk).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Not now' }));
    expect(props.onReturn).toHaveBeenCalledOnce();
  });
  it('tells place and minutes in the queue', () => {
    banner('QUEUED', { live: { queuePosition: 3, etaSeconds: 290, overdue: false } });
    expect(screen.getByRole('note').textContent).toContain('number 3 in line, about 5 minutes');
  });
  it('says until when no one is there, and takes a message', async () => {
    const props = banner('UNAVAILABLE', { escalation: escalation('UNAVAILABLE', { opensAt: '2126-11-23T08:00:00Z' }) });
    expect(screen.getByRole('note').textContent).toContain('2126');
    await userEvent.click(screen.getByRole('button', { name: 'Leave a message' }));
    expect(props.onLeaveMessage).toHaveBeenCalledOnce();
  });
  it('promises no opening that has passed', () => {
    banner('UNAVAILABLE', { escalation: escalation('UNAVAILABLE', { opensAt: '2006-11-23T08:00:00Z' }) });
    expect(screen.getByRole('note').textContent).toContain('No one is on duty right now');
  });
  it('offers to go on, to leave a message or to go back once the wait is longer than was said, and asks no more of who goes on', async () => {
    const props = banner('QUEUED', { live: { queuePosition: 2, etaSeconds: 480, overdue: true } });
    expect(screen.getByRole('note').textContent).toContain('longer than we thought. You are still number 2 in line');
    await userEvent.click(screen.getByRole('button', { name: 'Leave a message' }));
    expect(props.onLeaveMessage).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Back to the assistant' }));
    expect(props.onReturn).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Go on waiting' }));
    expect(screen.getByRole('note').textContent).toContain('number 2 in line, about 8 minutes');
  });
  it.each(['AI', 'RETURNED', 'ENDED'] as const)('is silent in %s', (state) => {
    banner(state);
    expect(screen.queryByRole('note')).toBeNull();
  });
  it('lets staff take who waits, and hand back what they hold', async () => {
    const waiting = banner('QUEUED', { staffId: 'g' });
    await userEvent.click(screen.getByRole('button', { name: 'Take this conversation' }));
    expect(waiting.onClaim).toHaveBeenCalledOnce();
    cleanup();
    const held = banner('CONNECTED', { staffId: 'g' });
    await userEvent.click(screen.getByRole('button', { name: 'Hand back to the assistant' }));
    expect(held.onReturn).toHaveBeenCalledOnce();
    cleanup();
    banner('CONNECTED', { staffId: 'other' });
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('the consent panel', () => {
  const draft = {
    summary: 'Refund',
    items: [
      { key: 'order', label: 'Order', value: '1042', masked: false },
      { key: 'mail', label: 'E-mail', value: 'a•••@x', masked: true },
    ],
  };
  it('sends exactly what is left after it was changed and thinned', async () => {
    const onSend = vi.fn();
    render(
      <ScopedRoot>
        <HandoverPanel draft={draft} loading={false} busy={false} onSend={onSend} onCancel={vi.fn()} />
      </ScopedRoot>,
    );
    await userEvent.type(screen.getByLabelText('What it is about'), ' please ');
    await userEvent.type(screen.getByLabelText('Order'), '3');
    await userEvent.click(screen.getByRole('button', { name: 'Take out E-mail' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ask for a person' }));
    expect(onSend).toHaveBeenCalledWith({ summary: 'Refund please ', items: [{ ...draft.items[0], value: '10423' }] });
  });
  it('is left by Escape and has the focus on opening, without being modal', async () => {
    const onCancel = vi.fn();
    render(
      <ScopedRoot>
        <HandoverPanel draft={draft} loading={false} busy={false} onSend={vi.fn()} onCancel={onCancel} />
      </ScopedRoot>,
    );
    const panel = screen.getByRole('region', { name: 'Talk to a person' });
    expect(within(panel).getByRole('heading')).toBe(document.activeElement);
    await userEvent.keyboard('{Escape}');
    expect(onCancel).toHaveBeenCalledOnce();
  });
});

describe('lines among the messages', () => {
  const line = transitionLines(translator(english, 'en'), 'ada');
  const event = (state: EscalationState): EscalationChanged => ({
    type: 'EscalationChanged',
    seq: 1,
    at: '',
    escalation: escalation(state),
    actor: maya,
  });
  const change = (state: 'OPEN' | 'CLOSED', extra: Partial<ConversationChanged> = {}): ConversationChanged => ({
    type: 'ConversationChanged',
    seq: 1,
    at: '',
    state,
    title: null,
    satisfaction: null,
    actor: null,
    reason: null,
    reopenableUntil: null,
    ...extra,
  });
  const step = (state: EscalationState, actor: Participant, extra: Partial<Escalation> = {}): EscalationChanged => ({
    ...event(state),
    actor,
    escalation: escalation(state, extra),
  });
  const ada: Participant = { id: 'ada', role: 'USER', name: 'Ada', avatarUrl: null };
  const bot: Participant = { id: 'assistant', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
  const nobody: Participant = { id: 'system', role: 'SYSTEM', name: 'System', avatarUrl: null };
  const jonas: Participant = { ...maya, id: 'j', name: 'Jonas' };
  it('say who did it, to themselves "You", and the reason once', () => {
    expect(line(step('REQUESTED', bot), null)?.text).toBe('Assistant suggested a person: low confidence');
    expect(line(step('QUEUED', ada), step('REQUESTED', bot))?.text).toBe('You asked for a person');
    expect(transitionLines(translator(english, 'en'), 'g')(step('QUEUED', ada), null)?.text).toBe('Ada asked for a person: low confidence');
    expect(line(step('CONNECTED', maya), step('QUEUED', ada))?.text).toBe('Maya joined the conversation');
  });
  it.each<[string, EscalationChanged, EscalationChanged | null]>([
    [
      'Maya passed the conversation to Jonas: Knows refunds',
      step('TRANSFERRING', maya, { agent: jonas, transferReason: 'Knows refunds' }),
      step('CONNECTED', maya),
    ],
    [
      'Maya gave the conversation back to the line: Shift ends',
      step('QUEUED', maya, { transferReason: 'Shift ends' }),
      step('CONNECTED', maya),
    ],
    ['Maya had to leave: back in line for the next person', step('QUEUED', nobody), step('CONNECTED', maya)],
    ['Jonas could not come: back in line for the next person', step('QUEUED', nobody), step('TRANSFERRING', maya, { agent: jonas })],
    ['Someone is on duty now: in line for a person', step('QUEUED', nobody), step('UNAVAILABLE', ada)],
    ['You asked for a person: no one is on duty right now: low confidence', step('UNAVAILABLE', ada), null],
    ['No one is on duty right now', step('UNAVAILABLE', nobody), step('QUEUED', ada)],
    ['You left a message for the team', step('MESSAGE_LEFT', ada), step('QUEUED', ada)],
    ['You stayed with the assistant', step('RETURNED', ada), step('REQUESTED', bot)],
    ['You stopped waiting: back with the assistant', step('RETURNED', ada), step('QUEUED', ada)],
    ['Maya handed back to the assistant', step('RETURNED', maya), step('CONNECTED', maya)],
    ['Maya ended the talk with a person', step('ENDED', maya), step('CONNECTED', maya)],
  ])('say "%s"', (text, after, before) => {
    expect(line(after, before)?.text).toBe(text);
  });
  it('tell closing, reopening, rating, and leave a new title out', () => {
    expect(line(change('CLOSED'), null)?.text).toBe('Conversation closed');
    expect(line(change('CLOSED', { actor: maya }), null)?.text).toBe('Maya closed the conversation');
    expect(line(change('CLOSED', { actor: maya, reason: 'Solved' }), null)?.text).toBe('Maya closed the conversation: Solved');
    expect(line(change('CLOSED', { satisfaction: 4 }), change('CLOSED'))?.text).toBe('Rated 4 of 5');
    expect(line(change('OPEN'), change('CLOSED'))?.text).toBe('Conversation reopened');
    expect(line(change('OPEN', { title: 'New' }), change('OPEN'))).toBeNull();
  });
});
