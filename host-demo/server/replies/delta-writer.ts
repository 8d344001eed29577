import type { Context } from '../conversations/context.ts';
import type { Fence } from '../log/group-commit.ts';
import { bytesOf, PieceCleaner, shortenToBytes } from '../log/text.ts';

/** Beyond this much unwritten text the responder waits for the database. */
const mostWaiting = 4_000;

export interface Target {
  readonly conversationId: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly fence: Fence;
}

/** The log no longer takes this worker's writes: its lease or its run is over. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Turns pieces of text into deltas: one at the next beat or after `coalesceLength` UTF-16 units, whichever is first, and never two on
 * their way at once (rule R-3). `failed` is told the first error; everything later is dropped.
 */
export class DeltaWriter {
  private readonly context: Context;
  private readonly target: Target;
  private readonly failed: (error: unknown) => void;
  private readonly cleaner = new PieceCleaner();
  private waiting = '';
  private offset = 0;
  private bytes = 0;
  private readonly beat = () => void this.write();
  private readonly written = (seq: number | undefined) => {
    if (seq === undefined) return this.refused(new LeaseLost(`Run ${this.target.fence.runId} has ended or has another lease.`));
    this.writing = undefined;
    if (this.waiting === '' || this.ended) return;
    // What came meanwhile goes with the next beat, like everything else: a write of its own would cost a transaction.
    if (this.waiting.length >= this.context.limits.coalesceLength) void this.write();
    else this.context.beat.next(this.beat);
  };
  private readonly refused = (error: unknown) => {
    this.writing = undefined;
    this.stop();
    this.failed(error);
  };
  private writing: Promise<void> | undefined;
  private ended = false;

  constructor(context: Context, target: Target, failed: (error: unknown) => void) {
    this.context = context;
    this.target = target;
    this.failed = failed;
  }

  /** False once the answer is as long as an answer may be: the rest is cut off (H23). */
  async push(piece: string): Promise<boolean> {
    const fits = this.take(this.cleaner.push(piece));
    // The first piece goes at once: it is what the customer waits for.
    if (this.offset === 0 || this.waiting.length >= this.context.limits.coalesceLength) void this.write();
    else if (this.waiting !== '') this.context.beat.next(this.beat);
    if (this.waiting.length > mostWaiting) await this.settle();
    return fits;
  }

  /** Writes everything pushed so far. */
  async flush(): Promise<void> {
    await this.settle();
    await this.write();
  }

  /** Writes nothing more by itself and gives what is not written, for the transaction that ends the attempt. */
  async end(): Promise<string> {
    this.take(this.cleaner.end());
    this.stop();
    await this.settle();
    const rest = this.waiting;
    this.waiting = '';
    return rest;
  }

  /** UTF-16 units of the answer so far. */
  get length(): number {
    return this.offset + this.waiting.length;
  }

  private stop(): void {
    this.ended = true;
    this.context.beat.cancel(this.beat);
  }

  private take(text: string): boolean {
    const left = this.context.limits.answerBytes - this.bytes;
    const size = bytesOf(text);
    const taken = size <= left ? text : shortenToBytes(text, left);
    this.bytes += size;
    this.waiting += taken;
    return size <= left;
  }

  private async settle(): Promise<void> {
    while (this.writing !== undefined) await this.writing;
  }

  private write(): Promise<void> {
    this.context.beat.cancel(this.beat);
    if (this.waiting === '' || this.writing !== undefined) return this.writing ?? Promise.resolve();
    const text = this.waiting;
    const offset = this.offset;
    this.waiting = '';
    this.offset += text.length;
    const { conversationId, messageId, attempt, fence } = this.target;
    this.writing = this.context.commits
      .append({ conversationId, fence, body: { __typename: 'MessageDelta', messageId, attempt, offset, text } })
      .then(this.written, this.refused);
    return this.writing;
  }
}
