import { deferred } from './deferred.ts';
import type { Channel, Environment } from './environment.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import { readEntry } from './outbox-store.ts';

/** What pages with the same outbox tell each other. */
export type Notice =
  /** New, or changed. */
  | { readonly type: 'entry'; readonly entry: OutboxEntry }
  /** Discarded by a person. */
  | { readonly type: 'gone'; readonly id: string }
  /** The server has it; the log shows it from `seq` on, 0: it is not known from where. */
  | { readonly type: 'accepted'; readonly id: string; readonly seq: number };

export interface TabsOptions {
  readonly environment: Environment;
  readonly limits: { readonly turnMs: number; readonly turnAnswerMs: number };
  readonly scope: string;
  /** What other pages did in this conversation has to be read: this page is about to send for it. Never rejects. */
  reread(conversationKey: string): Promise<void>;
  onTurn(conversationKey: string): void;
  onNotice(notice: Notice): void;
}

interface Turn {
  mine: boolean;
  begun: boolean;
  /** Another page has said since the last question that it holds this turn. */
  answered: boolean;
  readonly end: () => void;
}

/**
 * Several pages, one outbox on the device. A page sends for a conversation while it holds its lock, which ends with the page
 * however that dies. A holder that doesn't say that it lives is frozen: then another page sends in its place, which is
 * harmless because of the ids (F53). Where there are no locks each page sends its own (F54).
 */
export class OutboxTabs {
  readonly #options: TabsOptions;
  readonly #channel: Channel | null;
  readonly #turns = new Map<string, Turn>();

  constructor(options: TabsOptions) {
    this.#options = options;
    const name = `${options.scope}|outbox`;
    this.#channel = options.environment.channel?.(name, (message) => this.#hear(message)) ?? null;
  }

  /** Whether pages take turns. */
  get taken(): boolean {
    return Boolean(this.#options.environment.locks);
  }

  /** Whether this page may send for the conversation now; if not, `onTurn` is called when it may. */
  enter(key: string): boolean {
    const turn = this.#turns.get(key);
    if (turn) return turn.mine;
    const { environment, scope } = this.#options;
    if (!environment.locks) return true;
    const waiting = new AbortController();
    const held = deferred<void>();
    let cancelAsking = (): void => {};
    const mine: Turn = {
      mine: false,
      begun: false,
      answered: false,
      end() {
        waiting.abort();
        held.resolve();
        cancelAsking();
      },
    };
    this.#turns.set(key, mine);
    const begin = async (): Promise<void> => {
      cancelAsking();
      if (this.#turns.get(key) !== mine || mine.begun) return;
      mine.begun = true;
      await this.#options.reread(key);
      if (this.#turns.get(key) !== mine) return;
      mine.mine = true;
      this.#options.onTurn(key);
    };
    const granted = async (): Promise<void> => {
      await begin();
      await held.promise;
    };
    // Refused by the browser, as in a sandboxed frame: there is nobody to take turns with.
    environment.locks.request(`${scope}|outbox|${key}`, waiting.signal, granted).catch(() => begin());
    cancelAsking = this.#ask(key, mine, () => void begin());
    return false;
  }

  /** Nothing is left to send: another page may go on. */
  leave(key: string): void {
    const turn = this.#turns.get(key);
    this.#turns.delete(key);
    turn?.end();
  }

  tell(notice: Notice): void {
    this.#channel?.post(notice.type === 'entry' ? { type: 'entry', text: JSON.stringify(notice.entry) } : notice);
  }

  close(): void {
    for (const key of [...this.#turns.keys()]) this.leave(key);
    this.#channel?.close();
  }

  /** Asks again and again whether whoever has the turn lives; calls back when nobody answers. */
  #ask(key: string, turn: Turn, onSilence: () => void): () => void {
    const { environment, limits } = this.#options;
    let cancel = (): void => {};
    const wait = (): void => {
      cancel = environment.after(limits.turnMs, () => {
        turn.answered = false;
        this.#channel?.post({ type: 'whose', key });
        cancel = environment.after(limits.turnAnswerMs, () => (turn.answered ? wait() : onSilence()));
      });
    };
    wait();
    return () => cancel();
  }

  /** From a page of the same origin, but maybe of another release: what is not understood is passed over. */
  #hear(message: unknown): void {
    const said = (typeof message === 'object' && message !== null ? message : {}) as Readonly<Record<string, unknown>>;
    const key = typeof said.key === 'string' ? said.key : '';
    if (said.type === 'whose' && this.#turns.get(key)?.mine) this.#channel?.post({ type: 'mine', key });
    const turn = this.#turns.get(key);
    if (said.type === 'mine' && turn) turn.answered = true;
    const entry = said.type === 'entry' && typeof said.text === 'string' ? readEntry(said.text) : null;
    if (entry) this.#options.onNotice({ type: 'entry', entry });
    if (typeof said.id !== 'string') return;
    if (said.type === 'gone') this.#options.onNotice({ type: 'gone', id: said.id });
    if (said.type === 'accepted') {
      this.#options.onNotice({ type: 'accepted', id: said.id, seq: typeof said.seq === 'number' ? said.seq : 0 });
    }
  }
}
