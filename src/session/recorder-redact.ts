import type { ConversationEvent, Message, Snapshot } from '../protocol/vocabulary.ts';
import type { RecordedEvent, RecordedMessage, RecordedSnapshot } from './recorder-entries.ts';

function redactMessage(message: Message): RecordedMessage {
  return {
    messageId: message.id,
    role: message.author.role,
    state: message.state,
    attempt: message.attempt,
    length: message.text.length,
    createdSeq: message.createdSeq,
    runId: message.runId,
    clientMessageId: message.clientMessageId,
    rating: message.rating,
    code: message.error?.code ?? null,
  };
}

/** What may be kept of an event: named field by field, so that a field added later stays out until someone decides. */
export function redactEvent(event: ConversationEvent): RecordedEvent {
  const { seq } = event;
  switch (event.type) {
    case 'MessageAdded':
      return { type: 'MessageAdded', seq, ...redactMessage(event.message) };
    case 'MessageDelta': {
      const { messageId, attempt, offset, text } = event;
      return { type: 'MessageDelta', seq, until: seq, messageId, attempt, offset, length: text.length };
    }
    case 'MessageReset': {
      const { messageId, attempt, reason, runId } = event;
      return { type: 'MessageReset', seq, messageId, attempt, reason, runId };
    }
    case 'MessageFinished': {
      const { messageId, attempt, state, length } = event;
      // Not the SHA-256: that of a short text tells the text to whoever guesses it.
      return { type: 'MessageFinished', seq, messageId, attempt, state, length, code: event.error?.code ?? null };
    }
    case 'ToolActivity':
      return { type: 'ToolActivity', seq, messageId: event.messageId, state: event.state };
    case 'MessageRated':
      return { type: 'MessageRated', seq, messageId: event.messageId, rating: event.rating };
    case 'ConversationChanged':
      return { type: 'ConversationChanged', seq, state: event.state };
    case 'EscalationChanged':
      return { type: 'EscalationChanged', seq, state: event.escalation.state };
    case 'Unknown':
      return { type: 'Unknown', seq };
  }
}

export function redactSnapshot(snapshot: Snapshot): RecordedSnapshot {
  return {
    head: snapshot.head,
    state: snapshot.state,
    escalation: snapshot.escalation.state,
    hasEarlier: snapshot.hasEarlier,
    messages: snapshot.messages.map(redactMessage),
    transitions: snapshot.transitions.map(redactEvent),
  };
}

/** Both as one, when the second goes on where the first ends: a streamed answer is one line of the record, not hundreds. */
export function joinDeltas(first: RecordedEvent | undefined, second: RecordedEvent): RecordedEvent | null {
  if (first?.type !== 'MessageDelta' || second.type !== 'MessageDelta') return null;
  const joins =
    first.messageId === second.messageId &&
    first.attempt === second.attempt &&
    second.seq === first.until + 1 &&
    second.offset === first.offset + first.length;
  return joins ? { ...first, until: second.until, length: first.length + second.length } : null;
}
