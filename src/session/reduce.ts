import type {
  ConversationEvent,
  EventPage,
  LiveState,
  Message,
  MessageDelta,
  MessageFinished,
  MessageReset,
  Snapshot,
  ToolActivity,
  Transition,
} from '../protocol/vocabulary.ts';
import type { ConversationView, MessageView } from './conversation.ts';

/** Everything that can change a conversation on screen. Pages come from any carrier; the result does not depend on which (F19). */
export type ReduceInput =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'earlier'; readonly snapshot: Snapshot }
  | { readonly type: 'page'; readonly page: EventPage }
  | { readonly type: 'hash'; readonly messageId: string; readonly attempt: number; readonly matches: boolean | null };

const NO_LIVE: LiveState = { id: '', typing: [], read: [], queuePosition: null, etaSeconds: null, overdue: false };

const NOTHING_HEARD: ConversationView['heard'] = [];

interface Draft {
  view: ConversationView;
  messages: MessageView[] | null;
}

/**
 * The only door into a conversation (rule K-1). Inputs are applied in order; the messages' array is
 * copied once for all of them and only messages that were spoken of get a new identity. Nothing
 * changed gives back `view` itself. `null` before the first snapshot: other inputs are then ignored.
 */
export function reduce(view: ConversationView | null, inputs: readonly ReduceInput[]): ConversationView | null {
  let draft: Draft | null = view && { view, messages: null };
  for (const input of inputs) {
    if (input.type === 'snapshot' && isOlder(draft, input.snapshot)) continue;
    if (input.type === 'snapshot') draft = { view: fromSnapshot(draft && close(draft), input.snapshot), messages: null };
    else if (draft && input.type === 'page') applyPage(draft, input.page);
    else if (draft && input.type === 'earlier') prependEarlier(draft, input.snapshot);
    else if (draft && input.type === 'hash') applyHash(draft, input);
  }
  return draft && close(draft);
}

function close(draft: Draft): ConversationView {
  if (draft.messages) draft.view = { ...draft.view, messages: draft.messages };
  draft.messages = null;
  return draft.view;
}

/** A snapshot that was overtaken by pages of the same log would take them back. */
function isOlder(draft: Draft | null, snapshot: Snapshot): boolean {
  return draft !== null && draft.view.cursor.epoch === snapshot.head.epoch && snapshot.head.seq < draft.view.cursor.seq;
}

/** A message as a snapshot or a MessageAdded tells it; nothing is promised about its text yet. */
export function toMessageView(message: Message, asOf: number, activity: ToolActivity | null = null): MessageView {
  const open = message.state === 'PENDING' || message.state === 'STREAMING';
  return {
    ...message,
    asOf,
    promise: null,
    hash: open ? 'pending' : 'skipped',
    activity: open && activity ? { label: activity.label, state: activity.state } : null,
  };
}

function fromSnapshot(before: ConversationView | null, snapshot: Snapshot): ConversationView {
  const transitions: Transition[] = [];
  const activities = new Map<string, ToolActivity>();
  for (const event of snapshot.transitions) {
    if (event.type === 'ToolActivity') activities.set(event.messageId, event);
    else transitions.push(event);
  }
  const known = new Map(before?.messages.map((message) => [message.id, message]));
  const view = (message: Message): MessageView => {
    const fresh = isOver(message) ? message : toMessageView(message, snapshot.head.seq, activities.get(message.id) ?? null);
    const old = known.get(message.id);
    return old && sameMessage(old, fresh) ? old : fresh;
  };
  const asRead = before === null && snapshot.messages.every(isOver);
  const messages = asRead ? snapshot.messages : snapshot.messages.map(view);
  return {
    id: snapshot.id,
    title: snapshot.title,
    state: snapshot.state,
    escalation: snapshot.escalation,
    organizationId: snapshot.organizationId,
    reopenableUntil: snapshot.reopenableUntil,
    satisfaction: snapshot.satisfaction,
    notesId: snapshot.notesId,
    createdAt: snapshot.createdAt,
    customer: snapshot.customer,
    readSeq: snapshot.readSeq,
    messages,
    transitions,
    heard: before?.heard ?? NOTHING_HEARD,
    hasEarlier: snapshot.hasEarlier,
    cursor: snapshot.head,
    live: before?.cursor.epoch === snapshot.head.epoch ? before.live : NO_LIVE,
    caughtUp: false,
    damaged: false,
  };
}

/** A message that reads the same keeps its identity, so that a new snapshot does not draw the whole list again. */
function sameMessage(a: MessageView, b: MessageView): boolean {
  return (
    a.state === b.state &&
    a.attempt === b.attempt &&
    a.runId === b.runId &&
    a.text === b.text &&
    a.rating === b.rating &&
    a.hash !== 'mismatch' &&
    a.createdSeq === b.createdSeq &&
    a.activity?.label === b.activity?.label &&
    a.error?.code === b.error?.code
  );
}

function prependEarlier(draft: Draft, snapshot: Snapshot): void {
  if (snapshot.head.epoch !== draft.view.cursor.epoch) return;
  const view = close(draft);
  const first = view.messages[0]?.createdSeq ?? Number.POSITIVE_INFINITY;
  const firstLine = view.transitions[0]?.seq ?? Number.POSITIVE_INFINITY;
  const ahead = snapshot.head.seq > view.cursor.seq;
  const older = snapshot.messages
    .filter((message) => message.createdSeq < first)
    // Of a page that is newer than the cursor the next events are known already; of any other nothing comes again.
    .map((message) => (ahead || !isOver(message) ? toMessageView(message, snapshot.head.seq) : message));
  const lines = snapshot.transitions.filter(
    (event): event is Transition => event.type !== 'ToolActivity' && event.seq < Math.min(first, firstLine),
  );
  draft.view = {
    ...view,
    messages: [...older, ...view.messages],
    transitions: [...lines, ...view.transitions],
    hasEarlier: snapshot.hasEarlier,
  };
}

/** Drops what the cursor has passed, takes what continues it, refuses the rest of the page at a hole (F17, F20). */
function applyPage(draft: Draft, page: EventPage): void {
  if (page.resync || page.head.epoch !== draft.view.cursor.epoch) return;
  for (const event of page.events) {
    const { cursor } = draft.view;
    if (event.seq <= cursor.seq) continue;
    if (event.seq !== cursor.seq + 1) return;
    applyEvent(draft, event);
    draft.view = { ...draft.view, cursor: { epoch: cursor.epoch, seq: event.seq } };
  }
  const { view } = draft;
  const live = page.live.id === view.live.id ? view.live : page.live;
  const caughtUp = page.caughtUp && view.cursor.seq >= page.head.seq;
  if (live !== view.live || caughtUp !== view.caughtUp) draft.view = { ...view, live, caughtUp };
}

function applyEvent(draft: Draft, event: ConversationEvent): void {
  switch (event.type) {
    case 'MessageAdded':
      add(draft, event.message, event.seq);
      return;
    case 'MessageDelta':
      change(draft, event.messageId, event.seq, (message) => grow(draft, message, event));
      return;
    case 'MessageReset':
      change(draft, event.messageId, event.seq, (message) => startOver(draft, message, event));
      return;
    case 'MessageFinished':
      change(draft, event.messageId, event.seq, (message) => finish(draft, message, event));
      return;
    case 'ToolActivity':
      change(draft, event.messageId, event.seq, (message) =>
        isOver(message) ? message : { ...message, activity: { label: event.label, state: event.state } },
      );
      return;
    case 'MessageRated':
      change(draft, event.messageId, event.seq, (message) =>
        message.rating === event.rating ? message : { ...message, rating: event.rating },
      );
      return;
    case 'ConversationChanged':
      draft.view = {
        ...draft.view,
        state: event.state,
        title: event.title,
        satisfaction: event.satisfaction,
        reopenableUntil: event.reopenableUntil,
        transitions: [...draft.view.transitions, event],
      };
      return;
    case 'EscalationChanged':
      draft.view = {
        ...draft.view,
        escalation: event.escalation,
        transitions: [...draft.view.transitions, event],
        heard: [...draft.view.heard, event],
      };
      return;
    case 'Unknown':
  }
}

function add(draft: Draft, message: Message, seq: number): void {
  if (find(draft, message.id) < 0) writable(draft).push(toMessageView(message, seq));
}

function change(draft: Draft, id: string, seq: number, next: (message: MessageView) => MessageView): void {
  const at = find(draft, id);
  const message = (draft.messages ?? draft.view.messages)[at];
  if (!message || seq <= (message.asOf ?? 0)) return;
  const changed = next(message);
  if (changed !== message) writable(draft)[at] = changed;
}

/** Text of an older attempt is dropped (F27); text that does not join what stands means that the view is no longer the log. */
function grow(draft: Draft, message: MessageView, event: MessageDelta): MessageView {
  if (event.attempt < message.attempt || isOver(message)) return message;
  if (event.attempt > message.attempt || event.offset !== message.text.length) {
    draft.view = { ...draft.view, damaged: true };
    return message;
  }
  return { ...message, text: message.text + event.text, state: 'STREAMING', activity: null };
}

function startOver(draft: Draft, message: MessageView, event: MessageReset): MessageView {
  if (event.attempt <= message.attempt) return message;
  // A new attempt is a run with an id of its own; where the event does not tell it only a snapshot does, and without it nobody could stop it.
  if (event.runId === null && event.reason === 'USER_RETRY') draft.view = { ...draft.view, damaged: true };
  return {
    ...message,
    attempt: event.attempt,
    runId: event.runId ?? message.runId,
    text: '',
    state: 'STREAMING',
    activity: null,
    hash: 'pending',
    promise: null,
    sources: [],
    suggestions: [],
    error: null,
    rating: null,
  };
}

function finish(draft: Draft, message: MessageView, event: MessageFinished): MessageView {
  if (event.attempt < message.attempt || (isOver(message) && event.attempt === message.attempt)) return message;
  const whole = event.attempt === message.attempt && event.length === message.text.length;
  if (!whole) draft.view = { ...draft.view, damaged: true };
  return {
    ...message,
    attempt: event.attempt,
    state: event.state,
    activity: null,
    sources: event.sources,
    suggestions: event.suggestions,
    error: event.error,
    hash: whole ? 'pending' : 'mismatch',
    promise: { length: event.length, sha256: event.sha256 },
  };
}

function applyHash(draft: Draft, input: Extract<ReduceInput, { type: 'hash' }>): void {
  const at = find(draft, input.messageId);
  const message = (draft.messages ?? draft.view.messages)[at];
  if (!message || message.attempt !== input.attempt || message.hash !== 'pending' || !message.promise) return;
  writable(draft)[at] = { ...message, hash: input.matches === null ? 'skipped' : input.matches ? 'ok' : 'mismatch' };
  if (input.matches === false) draft.view = { ...draft.view, damaged: true };
}

function isOver(message: Pick<Message, 'state'>): boolean {
  return message.state !== 'PENDING' && message.state !== 'STREAMING';
}

function writable(draft: Draft): MessageView[] {
  draft.messages ??= [...draft.view.messages];
  return draft.messages;
}

/** From the newest: what is spoken of is nearly always there. */
function find(draft: Draft, id: string): number {
  const messages = draft.messages ?? draft.view.messages;
  for (let at = messages.length - 1; at >= 0; at -= 1) if (messages[at]?.id === id) return at;
  return -1;
}
