import { describe, expect, it } from 'vitest';
import type { Escalation, EscalationChanged, EscalationState, Participant } from '../protocol/vocabulary.ts';
import { EscalationWatch } from './once.ts';

const actor: Participant = { id: 'ada', role: 'USER', name: 'Ada', avatarUrl: null };
const at = (state: EscalationState, id: string | null = state === 'AI' ? null : 'e1'): Escalation => ({
  id,
  state,
  handover: null,
  reason: 'low confidence',
  requestedBy: 'ASSISTANT',
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
});
const event = (seq: number, escalation: Escalation): EscalationChanged => ({ type: 'EscalationChanged', seq, at: '', escalation, actor });

/** A conversation of which `stood` came by a snapshot and `heard` by the feed. */
function view(stood: readonly Escalation[], heard: readonly Escalation[] = [], id = 'c') {
  const events = [...stood, ...heard].map((escalation, index) => event(index + 1, escalation));
  return { id, escalation: events.at(-1)?.escalation ?? at('AI'), transitions: events, heard: events.slice(stood.length) };
}
const told = (watch: EscalationWatch, it: ReturnType<typeof view>, fresh = true) => {
  const { reached, changed } = watch.see(it, fresh);
  return [reached.map((one) => one.id), changed.map((one) => one.state)];
};

describe('what a host is told of escalations', () => {
  it('once per escalation, when it reaches the queue: not when it is proposed, and not again when it comes back to it', () => {
    const watch = new EscalationWatch();
    expect(told(watch, view([]))).toEqual([[], []]);
    expect(told(watch, view([], [at('REQUESTED')]))).toEqual([[], ['REQUESTED']]);
    const asked = [at('REQUESTED'), at('QUEUED')];
    expect(told(watch, view([], asked))).toEqual([['e1'], ['QUEUED']]);
    expect(told(watch, view([], [...asked, at('CONNECTED'), at('QUEUED')]))).toEqual([[], ['CONNECTED', 'QUEUED']]);
    expect(told(watch, view([], [...asked, at('CONNECTED'), at('QUEUED'), at('RETURNED'), at('UNAVAILABLE', 'e2')]))).toEqual([
      ['e2'],
      ['RETURNED', 'UNAVAILABLE'],
    ]);
  });
  it('never from a snapshot, and not when what it showed comes back to the queue', () => {
    const watch = new EscalationWatch();
    expect(told(watch, view([at('QUEUED')]))).toEqual([[], []]);
    expect(told(watch, view([at('QUEUED')], [at('CONNECTED'), at('QUEUED')]))).toEqual([[], ['CONNECTED', 'QUEUED']]);
  });
  it('a proposal that was there at the beginning is told once the customer agrees, also in the first look', () => {
    expect(told(new EscalationWatch(), view([at('REQUESTED')], [at('QUEUED')]))).toEqual([['e1'], ['QUEUED']]);
  });
  it('what a feed that others had opened brought before is no news', () => {
    const watch = new EscalationWatch();
    expect(told(watch, view([], [at('QUEUED')]), false)).toEqual([[], []]);
    expect(told(watch, view([], [at('QUEUED'), at('CONNECTED')]), false)).toEqual([[], ['CONNECTED']]);
  });
  it('a change that only a later snapshot showed is told as a change, not as reaching the queue', () => {
    const watch = new EscalationWatch();
    told(watch, view([]));
    expect(told(watch, view([at('QUEUED')]))).toEqual([[], ['QUEUED']]);
  });
  it('once also when the conversation is left and opened again', () => {
    const watch = new EscalationWatch();
    told(watch, view([]));
    told(watch, view([], [at('QUEUED')]));
    told(watch, view([], [], 'other'));
    expect(told(watch, view([], [at('QUEUED')]))).toEqual([[], []]);
  });
});
