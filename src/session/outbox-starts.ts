import type { ChatError } from '../protocol/chat-error.ts';
import { type Deferred, deferred } from './deferred.ts';

/** Who waits for conversations to exist. */
export class Starts {
  readonly #waiting = new Map<string, Deferred<string>>();

  of(conversationKey: string): Promise<string> {
    const known = this.#waiting.get(conversationKey);
    if (known) return known.promise;
    const start = deferred<string>();
    // Nobody has to wait for it: a refusal is on the entry as well.
    start.promise.catch(() => {});
    this.#waiting.set(conversationKey, start);
    return start.promise;
  }

  succeed(conversationKey: string): void {
    this.#waiting.get(conversationKey)?.resolve(conversationKey);
    this.#waiting.delete(conversationKey);
  }

  fail(conversationKey: string, error: ChatError): void {
    this.#waiting.get(conversationKey)?.reject(error);
    this.#waiting.delete(conversationKey);
  }
}
