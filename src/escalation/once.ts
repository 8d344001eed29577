import { useEffect, useRef } from 'react';
import type { Escalation, EscalationState } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';

export type EscalationCallback = (reason: string, conversationId: string) => void;
export type EscalationChangeCallback = (escalation: Escalation, conversationId: string) => void;

/** What there is to tell a host after a look at a conversation, in the order in which it happened. */
export interface Tellings {
  /** Escalations that reached the queue, or found nobody on duty. */
  readonly reached: readonly Escalation[];
  readonly changed: readonly Escalation[];
}

type Watched = Pick<ConversationView, 'id' | 'escalation' | 'heard' | 'transitions'>;

const NOTHING: Tellings = { reached: [], changed: [] };

/** The customer's request is with staff, or found none. */
function reaches(state: EscalationState): boolean {
  return state === 'QUEUED' || state === 'UNAVAILABLE';
}

/** An escalation with one of these has been in the queue, or before a closed door. */
function isBeyond(state: EscalationState): boolean {
  return reaches(state) || state === 'CONNECTED' || state === 'TRANSFERRING' || state === 'MESSAGE_LEFT';
}

/**
 * What a host is told of escalations: that one reached the queue or found nobody on duty, once by its id and never from a snapshot; and each
 * change. Where a conversation stood when it was opened is no news. A change that only a later snapshot showed is told as a change.
 */
export class EscalationWatch {
  readonly #told = new Set<string>();
  /** By conversation: the newest event that was looked at, and where the escalation stood then. */
  readonly #known = new Map<string, { seq: number; escalation: Escalation }>();

  /** `sinceOpening`: the feed was opened for whoever looks, so what came by it is news; else it was open before. */
  see(view: Watched, sinceOpening: boolean): Tellings {
    const known = this.#known.get(view.id) ?? this.#open(view, sinceOpening);
    const fresh = view.heard.filter((event) => event.seq > known.seq);
    const newest = fresh.at(-1);
    if (newest === undefined && known.escalation === view.escalation) return NOTHING;
    this.#known.set(view.id, { seq: newest?.seq ?? known.seq, escalation: view.escalation });
    const reached: Escalation[] = [];
    for (const { escalation } of fresh) {
      if (escalation.id === null || !isBeyond(escalation.state) || this.#told.has(escalation.id)) continue;
      this.#told.add(escalation.id);
      if (reaches(escalation.state)) reached.push(escalation);
    }
    const changed = fresh.map(({ escalation }) => escalation);
    const last = changed.at(-1) ?? known.escalation;
    return { reached, changed: isSame(last, view.escalation) ? changed : [...changed, view.escalation] };
  }

  #open(view: Watched, sinceOpening: boolean): { seq: number; escalation: Escalation } {
    const news = sinceOpening ? new Set(view.heard) : new Set();
    let seq = 0;
    let escalation: Escalation | null = null;
    for (const event of view.transitions) {
      if (event.type !== 'EscalationChanged' || news.has(event)) continue;
      ({ seq, escalation } = event);
      if (escalation.id !== null && isBeyond(escalation.state)) this.#told.add(escalation.id);
    }
    if (news.size === 0) escalation = view.escalation;
    if (escalation?.id && isBeyond(escalation.state)) this.#told.add(escalation.id);
    const first = { seq, escalation: escalation ?? view.escalation };
    this.#known.set(view.id, first);
    return first;
  }
}

function isSame(one: Escalation, other: Escalation): boolean {
  return one === other || (one.id === other.id && one.state === other.state && one.agent?.id === other.agent?.id);
}

export interface EscalationCallbacks {
  readonly onEscalation?: EscalationCallback | undefined;
  readonly onEscalationChange?: EscalationChangeCallback | undefined;
}

/** @param conversationId what is open, also while `view` is still being read. @param tell calls a function of the host. */
export function useEscalationCallbacks(
  conversationId: string | null,
  view: ConversationView | null,
  callbacks: EscalationCallbacks,
  tell: (call: () => void) => void,
): void {
  const watch = useRef<EscalationWatch | null>(null);
  const awaited = useRef<string | null>(null);
  const latest = useRef(callbacks);
  useEffect(() => {
    latest.current = callbacks;
  });
  useEffect(() => {
    if (view === null) {
      awaited.current = conversationId;
      return;
    }
    watch.current ??= new EscalationWatch();
    const { reached, changed } = watch.current.see(view, awaited.current === view.id);
    for (const one of reached) tell(() => latest.current.onEscalation?.(one.reason ?? '', view.id));
    for (const one of changed) tell(() => latest.current.onEscalationChange?.(one, view.id));
  }, [conversationId, view, tell]);
}
