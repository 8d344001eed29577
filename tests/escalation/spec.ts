/**
 * What the contract says happens, written down a second time and without a database: the state of one conversation and of two members of
 * staff, and for every step whether it is done or why it is refused. Rules X-1 … X-11.
 */
import type { Member, Step } from './plan.ts';

export type State = 'AI' | 'REQUESTED' | 'QUEUED' | 'CONNECTED' | 'TRANSFERRING' | 'RETURNED' | 'UNAVAILABLE' | 'MESSAGE_LEFT' | 'ENDED';

interface Staff {
  known: boolean;
  chosen: 'ONLINE' | 'AWAY' | 'OFFLINE';
  presence: 'ONLINE' | 'AWAY' | 'OFFLINE';
  /** Ms; when a desk of theirs was last seen. */
  seen: number;
  awaySince: number | null;
  desk: boolean;
  renewed: number;
}

const LEASE_MS = 25_000;
const AWAY_MS = 120_000;
const REOPEN_MS = 7 * 86_400_000;
const RENEW_MS = 5_000;
const RESTS: readonly State[] = ['AI', 'RETURNED', 'ENDED'];
const SEEN_BY_STAFF: readonly State[] = ['QUEUED', 'CONNECTED', 'TRANSFERRING', 'UNAVAILABLE', 'MESSAGE_LEFT'];

export class Spec {
  state: State = 'AI';
  agent: Member | null = null;
  closed = false;
  reopenableUntil = 0;
  /** How many escalations there were. */
  escalations = 0;
  /** Every step of the escalation so far. */
  readonly steps: { readonly state: State; readonly escalation: number }[] = [];
  /** As the customer approved it in this escalation. */
  approved: { readonly summary: string; readonly value: string } | null = null;
  requestedBy: 'USER' | 'ASSISTANT' | 'AGENT' | null = null;
  passedAt = 0;
  now: number;
  readonly staff: readonly [Staff, Staff];

  constructor(now: number) {
    this.now = now;
    const nobody = (): Staff => ({
      known: false,
      chosen: 'OFFLINE',
      presence: 'OFFLINE',
      seen: 0,
      awaySince: null,
      desk: false,
      renewed: 0,
    });
    this.staff = [nobody(), nobody()];
  }

  get onDuty(): boolean {
    return this.staff.some(({ presence }) => presence === 'ONLINE');
  }

  get seenByStaff(): boolean {
    return SEEN_BY_STAFF.includes(this.state) || (this.state === 'ENDED' && this.closed);
  }

  /** Does the step; the code it is refused with, or null. */
  do(step: Step): string | null {
    if (step.who === 'customer') return this.#customer(step);
    if (typeof step.who === 'number') return this.#member(step.who, step as Extract<Step, { who: Member }>);
    return null;
  }

  /** The assistant's answer ends. */
  answered(proposes: boolean): void {
    if (proposes && RESTS.includes(this.state)) this.#go('REQUESTED', { requestedBy: 'ASSISTANT' });
  }

  #go(state: State, change: Partial<Pick<Spec, 'agent' | 'approved' | 'requestedBy'>> = {}): null {
    if (RESTS.includes(this.state)) {
      this.escalations += 1;
      Object.assign(this, { agent: null, approved: null, requestedBy: null });
    }
    Object.assign(this, change);
    this.state = state;
    if (state === 'TRANSFERRING') this.passedAt = this.now;
    this.steps.push({ state, escalation: this.escalations });
    return null;
  }

  #customer(step: Extract<Step, { who: 'customer' }>): string | null {
    if (step.does === 'type') return null;
    if (step.does === 'reopen') {
      if (this.closed && this.reopenableUntil < this.now) return 'ILLEGAL_TRANSITION';
      this.closed = false;
      return null;
    }
    if (step.does === 'close') return this.closed ? null : this.#close();
    if (this.closed) return 'CONVERSATION_CLOSED';
    if (step.does === 'say') return null;
    if (step.does === 'leave') return this.#from(['QUEUED', 'UNAVAILABLE'], () => this.#go('MESSAGE_LEFT'));
    if (step.does === 'return')
      return this.#from(['REQUESTED', 'QUEUED', 'UNAVAILABLE', 'MESSAGE_LEFT', 'CONNECTED'], () => this.#go('RETURNED', { agent: null }));
    return this.#from(['AI', 'RETURNED', 'ENDED', 'REQUESTED'], () => {
      const requestedBy = this.state === 'REQUESTED' ? this.requestedBy : 'USER';
      const approved = step.summary === null ? null : { summary: step.summary, value: step.value };
      return this.#go(this.onDuty ? 'QUEUED' : 'UNAVAILABLE', { approved, requestedBy });
    });
  }

  #from(states: readonly State[], go: () => null): string | null {
    return states.includes(this.state) ? go() : 'ILLEGAL_TRANSITION';
  }

  #close(): null {
    const { state } = this;
    if (state === 'CONNECTED') this.#go('ENDED');
    else if (state === 'TRANSFERRING') {
      this.#go('QUEUED', { agent: null });
      this.#go('RETURNED');
    } else if (!RESTS.includes(state)) this.#go('RETURNED', { agent: null });
    this.closed = true;
    this.reopenableUntil = this.now + REOPEN_MS;
    return null;
  }

  #member(member: Member, step: Extract<Step, { who: Member }>): string | null {
    switch (step.does) {
      case 'presence':
        this.#setPresence(member, step.presence);
        return null;
      case 'desk':
        this.staff[member].desk = step.open;
        return null;
      case 'type':
      case 'note':
        return null;
      case 'propose':
        // With its first escalation the conversation gets its notes: by them staff may refer to it.
        if (this.escalations === 0) return 'NOT_FOUND';
        if (this.closed) return 'CONVERSATION_CLOSED';
        return this.#from(RESTS, () => this.#go('REQUESTED', { requestedBy: 'AGENT' }));
      case 'claim':
      case 'say':
        this.present(member);
        return this.claim(member);
      default:
        return this.#held(member, step);
    }
  }

  claim(member: Member): string | null {
    if (!this.seenByStaff) return 'NOT_FOUND';
    if (this.closed) return 'CONVERSATION_CLOSED';
    const { state, agent } = this;
    if (state === 'CONNECTED' && agent === member) return null;
    if ((state === 'CONNECTED' || state === 'TRANSFERRING') && agent !== member) return 'CLAIMED_BY_OTHER';
    if (state === 'UNAVAILABLE') this.#go('QUEUED');
    return this.#go('CONNECTED', { agent: member });
  }

  #held(member: Member, step: Extract<Step, { who: Member; does: 'return' | 'close' | 'requeue' | 'pass' }>): string | null {
    if (!this.seenByStaff) return 'NOT_FOUND';
    if (step.does === 'close' && this.closed) return null;
    if (this.agent !== member) return 'FORBIDDEN';
    if (this.closed) return 'CONVERSATION_CLOSED';
    if (step.does === 'close') return this.#close();
    if (step.does === 'return') return this.#from(['CONNECTED'], () => this.#go('RETURNED', { agent: null }));
    if (step.does === 'requeue') return this.#from(['CONNECTED', 'TRANSFERRING'], () => this.#requeue());
    if (!this.staff[step.to].known || step.to === member) return 'INVALID_INPUT';
    return this.#from(['CONNECTED'], () => this.#go('TRANSFERRING', { agent: step.to }));
  }

  #requeue(): null {
    this.#go('QUEUED', { agent: null });
    if (!this.onDuty) this.#go('UNAVAILABLE');
    return null;
  }

  /** Whoever acts is there. */
  present(member: Member): void {
    const staff = this.staff[member];
    if (staff.presence === 'ONLINE') this.#keep(member);
    else this.#setPresence(member, 'ONLINE');
  }

  #setPresence(member: Member, presence: Staff['presence']): void {
    const staff = this.staff[member];
    const awaySince = presence === 'ONLINE' ? null : (staff.awaySince ?? this.now);
    Object.assign(staff, { known: true, chosen: presence, presence, seen: this.now, awaySince });
    this.#followDuty();
  }

  #keep(member: Member): void {
    const staff = this.staff[member];
    if (!staff.known || staff.chosen !== 'ONLINE') return;
    if (staff.presence !== 'ONLINE' && (staff.awaySince ?? 0) < this.now - AWAY_MS) return;
    Object.assign(staff, { presence: 'ONLINE', seen: this.now, awaySince: null });
    this.#followDuty();
  }

  /** Time passes; desks that are open read their lists, then what absence ends is ended. */
  tick(ms: number): void {
    this.now += ms;
    for (const member of [0, 1] as const) {
      const staff = this.staff[member];
      if (!staff.desk || this.now - staff.renewed < RENEW_MS) continue;
      staff.renewed = this.now;
      this.#keep(member);
    }
    for (const staff of this.staff)
      if (staff.presence === 'ONLINE' && staff.seen + LEASE_MS < this.now)
        Object.assign(staff, { presence: 'AWAY', awaySince: staff.seen });
    this.#sweepTalk();
    this.#followDuty();
  }

  #sweepTalk(): void {
    const late = this.now - AWAY_MS;
    const holder = this.agent === null ? null : this.staff[this.agent];
    const gone = this.state === 'CONNECTED' && holder !== null && holder.presence !== 'ONLINE' && (holder.awaySince ?? this.now) < late;
    if (gone || (this.state === 'TRANSFERRING' && this.passedAt < late)) this.#requeue();
  }

  #followDuty(): void {
    if (this.state === 'QUEUED' && !this.onDuty) this.#go('UNAVAILABLE');
    else if (this.state === 'UNAVAILABLE' && this.onDuty) this.#go('QUEUED');
  }
}
