import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import type { ConversationView, MessageView } from '../../src/session/conversation.ts';
import { isOpen, transcriptItems } from '../../src/session/select.ts';
import { attemptKey, type Logged } from './log.ts';

/** What a person at one client saw, judged at every change. */
export class Screen {
  readonly violations: string[] = [];
  readonly #runtime: ChatRuntime;
  readonly #id: string;
  /** The longest text seen of each attempt. */
  readonly #seen = new Map<string, string>();
  readonly #stop: (() => void)[];
  #before: ConversationView | null = null;
  changes = 0;

  constructor(runtime: ChatRuntime, id: string) {
    this.#runtime = runtime;
    this.#id = id;
    const look = (): void => this.look();
    this.#stop = [runtime.queryClient.getQueryCache().subscribe(look), runtime.outbox.subscribe(look)];
  }

  get view(): ConversationView | null {
    return this.#runtime.queryClient.getQueryData<ConversationView | null>(keys.conversation(this.#id)) ?? null;
  }

  look(): void {
    const { view } = this;
    const items = transcriptItems(view, this.#runtime.outbox.entries(this.#id));
    if (new Set(items.map(({ key }) => key)).size !== items.length) this.#say('a row is on screen twice');
    if (!view || view === this.#before) return;
    const before = this.#before?.messages ?? [];
    this.#before = view;
    this.changes += 1;
    let last = 0;
    for (const [at, message] of view.messages.entries()) {
      if (message.createdSeq <= last) this.#say(`message ${message.id} stands out of order`);
      last = message.createdSeq;
      if (before[at] !== message) this.#judge(message);
    }
    const ids = view.messages.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) this.#say('a message is on screen twice');
  }

  /** Compares what was and what is on screen with the log. */
  compare(log: Logged): void {
    const { view } = this;
    if (!view) {
      this.#say('nothing is on screen');
      return;
    }
    for (const [key, text] of this.#seen) {
      const whole = log.attempts.get(key);
      if (text !== '' && !whole?.startsWith(text))
        this.#say(`attempt ${key} showed ${excerpt(text)}, which no attempt in the log begins with`);
    }
    if (view.cursor.seq !== log.head) this.#say(`the screen stands at ${view.cursor.seq}, the log at ${log.head}`);
    const shown = view.messages.map(({ id, text, state, attempt }) => `${id} ${state} ${attempt} ${text}`);
    const logged = log.messages.map(({ id, text, state, attempt }) => `${id} ${state} ${attempt} ${text}`);
    const at = (shown.length > logged.length ? shown : logged).findIndex((_, row) => shown[row] !== logged[row]);
    if (at >= 0) this.#say(`row ${at} shows ${excerpt(shown[at])}, the log has ${excerpt(logged[at])}`);
  }

  /** Nothing is on its way any more, as far as this screen shows. */
  get resting(): boolean {
    const { view } = this;
    if (!view || this.#runtime.outbox.entries(this.#id).length > 0 || view.damaged) return false;
    return view.messages.every((message) => !isOpen(message) && (message.hash !== 'pending' || message.promise === null));
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #judge(message: MessageView): void {
    if (message.author.role !== 'ASSISTANT') return;
    if (message.hash === 'mismatch') this.#say(`the hash of ${message.id} does not agree`);
    const key = attemptKey(message.id, message.attempt);
    const seen = this.#seen.get(key) ?? '';
    if (!message.text.startsWith(seen)) this.#say(`attempt ${key} showed ${excerpt(seen)} and then ${excerpt(message.text)}`);
    this.#seen.set(key, message.text);
  }

  #say(what: string): void {
    if (this.violations.at(-1) !== what) this.violations.push(what);
  }
}

function excerpt(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  return text.length > 160 ? `"${text.slice(0, 80)} … ${text.slice(-70)}"` : `"${text}"`;
}
