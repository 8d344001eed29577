import type { ConversationEvent, Message, ResumePoint, Snapshot } from '../protocol/vocabulary.ts';
import type { HashState } from './conversation.ts';
import type { LinkState } from './link.ts';
import type { AnswerFigures } from './recorder-entries.ts';

/** Answers whose numbers are kept for one conversation. */
const ANSWERS_KEPT = 50;
/** So many of the newest messages are looked through for answers that are being written, which are among them. */
const NEWEST = 200;
const PENDING = { hash: 'pending', sha256: null } as const;

/** Where one feed stands, and how its answers fare. */
export class FeedFigures {
  readonly name: string;
  open = false;
  /** Times it was followed. */
  followed = 0;
  status: LinkState['status'] = 'idle';
  cursor: ResumePoint | null = null;
  readonly #answers = new Map<string, AnswerFigures>();

  constructor(name: string) {
    this.name = name;
  }

  answers(): readonly AnswerFigures[] {
    return [...this.#answers.values()];
  }

  /** Answers a snapshot brought to their end have nothing to be compared with. */
  start(snapshot: Snapshot): void {
    if (this.cursor?.epoch === snapshot.head.epoch && snapshot.head.seq < this.cursor.seq) return;
    this.cursor = snapshot.head;
    for (const message of this.#answers.size === 0 ? snapshot.messages.slice(-NEWEST) : snapshot.messages) {
      const known = this.#answers.get(message.id);
      if (isWritten(message)) this.#put({ messageId: message.id, attempt: message.attempt, length: message.text.length, ...PENDING });
      else if (known) this.#put(settled(known, message));
    }
  }

  read(events: readonly ConversationEvent[], cursor: ResumePoint): void {
    this.cursor = cursor;
    for (const event of events) {
      if (event.type === 'MessageAdded') {
        const { id, attempt } = event.message;
        if (isWritten(event.message)) this.#put({ messageId: id, attempt, length: 0, ...PENDING });
      } else if (event.type === 'MessageReset') this.#put({ messageId: event.messageId, attempt: event.attempt, length: 0, ...PENDING });
      else if (event.type === 'MessageDelta' || event.type === 'MessageFinished') {
        const { messageId, attempt } = event;
        const known = this.#answers.get(messageId);
        const length = event.type === 'MessageDelta' ? event.offset + event.text.length : event.length;
        if (!known || known.attempt <= attempt) this.#put({ messageId, attempt, length, ...PENDING });
      }
    }
  }

  hash(messageId: string, attempt: number, hash: HashState, sha256: string | null): void {
    const known = this.#answers.get(messageId);
    if (known?.attempt === attempt) this.#put({ ...known, hash, sha256 });
  }

  #put(answer: AnswerFigures): void {
    this.#answers.set(answer.messageId, answer);
    for (const id of this.#answers.keys()) {
      if (this.#answers.size <= ANSWERS_KEPT) break;
      this.#answers.delete(id);
    }
  }
}

function isWritten({ author, state }: Message): boolean {
  return author.role === 'ASSISTANT' && (state === 'PENDING' || state === 'STREAMING');
}

/** What was found of this very text stays found; a mismatch stays visible although the snapshot mended it. */
function settled(known: AnswerFigures, { attempt, text }: Message): AnswerFigures {
  const now = { messageId: known.messageId, attempt, length: text.length };
  if (known.hash === 'mismatch' && known.attempt === attempt) return { ...now, hash: 'mismatch', sha256: null };
  const same = known.attempt === attempt && known.length === text.length && known.hash !== 'pending';
  return same ? known : { ...now, hash: 'skipped', sha256: null };
}
