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
import { EscalationWatch } from './once.ts';

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
    live: { queuePosition: null, etaSeconds: null },
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
    banner('QUEUED', { live: { queuePosition: 3, etaSeconds: 290 } });
    expect(screen.getByRole('note').textContent).toContain('number 3 in line, about 5 minutes');
  });
  it('says until when no one is there, and takes a message', async () => {
    const props = banner('UNAVAILABLE', { escalation: escalation('UNAVAILABLE', { opensAt: '2026-11-23T08:00:00Z' }) });
    expect(screen.getByRole('note').textContent).toContain('2026');
    await userEvent.click(screen.getByRole('button', { name: 'Leave a message' }));
    expect(props.onLeaveMessage).toHaveBeenCalledOnce();
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
    await userEvent.type(screen.getByLabelText('What it is about'), ' please');
    await userEvent.click(screen.getByRole('button', { name: 'Take out E-mail' }));
    await userEvent.click(screen.getByRole('button', { name: 'Ask for a person' }));
    expect(onSend).toHaveBeenCalledWith({ summary: 'Refund please', items: [draft.items[0]] });
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
  const line = transitionLines(translator(english, 'en'));
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
  it('show the reason once', () => {
    expect(line(event('REQUESTED'), null)?.text).toBe('A person was suggested: low confidence');
    expect(line(event('QUEUED'), event('REQUESTED'))?.text).toBe('Asked for a person');
    expect(line(event('CONNECTED'), event('QUEUED'))?.text).toBe('Maya joined the conversation');
  });
  it('tell closing, reopening, rating, and leave a new title out', () => {
    expect(line(change('CLOSED'), null)?.text).toBe('Conversation closed');
    expect(line(change('CLOSED', { actor: maya }), null)?.text).toBe('Conversation closed by Maya');
    expect(line(change('CLOSED', { satisfaction: 4 }), change('CLOSED'))?.text).toBe('Rated 4 of 5');
    expect(line(change('OPEN'), change('CLOSED'))?.text).toBe('Conversation reopened');
    expect(line(change('OPEN', { title: 'New' }), change('OPEN'))).toBeNull();
  });
});

describe('telling the host', () => {
  const view = (state: EscalationState, id: string | null = 'e1', conversation = 'c') => ({
    id: conversation,
    escalation: escalation(state, { id }),
  });
  it('is once per escalation, not for one that stood there already', () => {
    const watch = new EscalationWatch();
    expect(watch.see(view('QUEUED'), false)).toBeNull();
    expect(watch.see(view('CONNECTED'), false)).toBeNull();
    expect(watch.see(view('REQUESTED', 'e2'), false)).toEqual({ reason: 'low confidence', conversationId: 'c' });
    expect(watch.see(view('QUEUED', 'e2'), false)).toBeNull();
  });
  it('is for each one in a conversation that began here', () => {
    const watch = new EscalationWatch();
    expect(watch.see(view('UNAVAILABLE'), true)).toEqual({ reason: 'low confidence', conversationId: 'c' });
  });
  it('is once also when the conversation is left and opened again', () => {
    const watch = new EscalationWatch();
    watch.see(view('AI', null), false);
    expect(watch.see(view('QUEUED'), false)).not.toBeNull();
    watch.see(view('AI', null, 'other'), false);
    expect(watch.see(view('QUEUED'), false)).toBeNull();
  });
});
